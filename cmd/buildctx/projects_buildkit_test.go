package main_test

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestProjectsBuildKit has a real BuildKit build each project of testdata/project before and after "buildctx suggest
// --write". Both builds have to end alike, and the image may lack nothing but what the proposal keeps out: the second
// image is that of a context from which these paths were removed by hand, under the rules of before.
func TestProjectsBuildKit(t *testing.T) {
	b := newBuildKit(t)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	files, err := filepath.Glob("../../testdata/project/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no projects: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// BuildKit names its copy of a context by the directory.
			r := &trial{T: t, project: readProject(t, file), dir: filepath.Join(t.TempDir(), name), failed: make(map[string]string)}
			if slices.Contains(r.args, "--builder") {
				t.Skip("it is for another builder")
			}
			if err := os.Mkdir(r.dir, 0o755); err != nil {
				t.Fatal(err)
			}
			r.builds(b)
		})
	}
}

// builds compares the images of a project in which people have worked.
func (r *trial) builds(b buildKit) {
	r.commit()
	r.write(r.T, r.dir, func(string) bool { return true })
	r.make(r.T, r.dir, false)
	p := r.propose()
	if len(p.Added) == 0 {
		r.Skip("nothing is proposed")
	}
	eligible := r.eligible()
	old := r.keep(p.File)
	r.buildctx(0, "suggest", "--write")
	now := r.keep(p.File)
	left := r.eligible()
	r.shrink()

	old()
	recipe := r.strip()
	before, failure := r.lenient(b, recipe, p.File, func(bool, string) bool { return true })
	if failure != "" {
		r.Fatalf("it cannot be built before:\n%s\n%s", recipe, failure)
	}
	now()
	after, failure := r.lenient(b, recipe, p.File, func(commands bool, name string) bool { return commands && r.litter(name) })
	if failure != "" {
		r.Fatalf("it can no longer be built:\n%s\n%s\n%s", recipe, p.After, failure)
	}
	old()
	r.remove(slices.DeleteFunc(eligible, func(name string) bool { return slices.Contains(left, name) }))
	want, failure := r.image(b, recipe, p.File)
	if failure != "" {
		r.Fatalf("it cannot be built without what is kept out:\n%s\n%s", recipe, failure)
	}
	if diff := cmp.Diff(want, after); diff != "" {
		r.Fatalf("the image lacks more than what is kept out, or less (-kept out +image):\n%s\n%s", recipe, diff)
	}
	r.Logf("%d paths in the image before, %d after; left out: %q", len(before), len(after), recipe.missing)
}

// eligible are the paths that the rules leave, directories with a slash behind them.
func (r *trial) eligible() []string {
	return strings.Split(strings.TrimSuffix(r.buildctx(1, "ls", "-0", "--eligible"), "\x00"), "\x00")
}

// keep returns what puts a file back as it is now.
func (r *trial) keep(name string) func() {
	name = filepath.Join(r.dir, name)
	data, err := os.ReadFile(name)
	if err != nil {
		return func() { os.Remove(name) }
	}
	return func() { writeFile(r.T, name, data) }
}

// shrink leaves one byte of each file that was made large, since the size has said what it had to say.
func (r *trial) shrink() {
	for _, d := range r.directives {
		if d.size == 0 {
			continue
		}
		for _, pattern := range d.paths {
			for n := range d.count {
				if err := os.Truncate(filepath.Join(r.dir, example(pattern, n)), 1); err != nil {
					r.Fatal(err)
				}
			}
		}
	}
}

// remove removes files, and the directories that nothing keeps.
func (r *trial) remove(names []string) {
	for _, name := range slices.Backward(slices.Sorted(slices.Values(names))) {
		err := os.Remove(filepath.Join(r.dir, name))
		if err != nil && !strings.HasSuffix(name, "/") {
			r.Fatal(err)
		}
	}
}

// strip reads the Dockerfile of the project, the first one if there are several.
func (r *trial) strip() *stripped {
	file := "Dockerfile"
	if k := slices.Index(r.args, "-f"); k >= 0 {
		file = r.args[k+1]
	} else if _, err := os.Stat(filepath.Join(r.dir, file)); err != nil {
		k := slices.IndexFunc(r.archive.Files, func(f txtar.File) bool { return path.Base(f.Name) == file })
		file = r.archive.Files[k].Name
	}
	s, err := strip(string(r.read(file)))
	if err != nil {
		r.Fatal(err)
	}
	return s
}

// lenient builds the project as often as something that a stage lacks can be left out.
func (r *trial) lenient(b buildKit, recipe *stripped, ignoreFile string, agreed func(bool, string) bool) (paths []string, failure string) {
	for {
		paths, failure = r.image(b, recipe, ignoreFile)
		if failure == "" || !recipe.leaveOut(failure, agreed) {
			return paths, failure
		}
	}
}

// litter reports whether the project says that a path of a stage is litter or a directory of it, wherever the stage has
// it: both are compared from each element on.
func (r *trial) litter(name string) bool {
	for _, d := range r.directives {
		for _, pattern := range d.paths {
			for ; d.verb == "litter" && pattern != "."; pattern = path.Dir(pattern) {
				for _, end := range ends(pattern) {
					all := strings.Split(end, "/")[0] == "*"
					if !all && slices.ContainsFunc(ends(name), func(name string) bool { return covers(end, name) }) {
						return true
					}
				}
			}
		}
	}
	return false
}

// ends are a path from its first element on, from its second, and so on.
func ends(name string) (out []string) {
	for rest, ok := strings.Trim(name, "/"), true; ok; _, rest, ok = strings.Cut(rest, "/") {
		out = append(out, rest)
	}
	return out
}

// image builds the project by a recipe and returns the paths in the image, but for those of the ignore file, or how the
// build failed.
func (r *trial) image(b buildKit, recipe *stripped, ignoreFile string) (paths []string, failure string) {
	dir := r.TempDir()
	writeFile(r.T, filepath.Join(dir, "Dockerfile"), []byte(recipe.String()))
	if data, err := os.ReadFile(filepath.Join(r.dir, ignoreFile)); err == nil && filepath.Base(ignoreFile) != ".dockerignore" {
		writeFile(r.T, filepath.Join(dir, "Dockerfile.dockerignore"), data)
	}
	output := filepath.Join(dir, "image.tar")
	args := []string{"build", "--progress=plain", "--output", "type=tar,dest=" + output, "-f", filepath.Join(dir, "Dockerfile")}
	for k, arg := range r.args {
		if arg == "--build-arg" {
			args = append(args, arg, r.args[k+1])
		}
	}
	out, err := b.output(append(args, r.dir)...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil, out
	}
	if err != nil {
		r.Fatal(err)
	}
	paths, err = inTar(output)
	if err != nil {
		r.Fatal(err)
	}
	return slices.DeleteFunc(paths, func(name string) bool { return strings.HasSuffix(name, "/"+ignoreFile) }), ""
}

// inTar lists the paths in an archive, sorted.
func inTar(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var paths []string
	for archive := tar.NewReader(f); ; {
		h, err := archive.Next()
		if err == io.EOF {
			slices.Sort(paths)
			return paths, nil
		}
		if err != nil {
			return nil, err
		}
		paths = append(paths, h.Name)
	}
}
