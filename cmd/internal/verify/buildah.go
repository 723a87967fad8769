package verify

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore"
)

// A buildah is the builder that reads the directory in place.
type buildah struct{ version string }

func findBuildah(ctx context.Context) (*buildah, error) {
	if _, err := exec.LookPath("buildah"); err != nil {
		return nil, &MissingError{Builder: ignore.Buildah, Looked: "there is no buildah in PATH", Install: "buildah (https://buildah.io)"}
	}
	out, err := output(ctx, []string{"buildah", "--version"}, os.Environ())
	if err != nil {
		return nil, err
	}
	// "buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)"
	version, _ := strings.CutPrefix(out, "buildah version ")
	version, _, _ = strings.Cut(strings.TrimSpace(version), " ")
	return &buildah{version: version}, nil
}

// Verify builds in a store of its own, and compares what was copied. There is
// no figure, because nothing is sent.
func (b *buildah) Verify(ctx context.Context, r *analysis.Result) (*Outcome, error) {
	o := &Outcome{Builder: ignore.Buildah.String(), Version: b.version}
	temp, err := newTempDir()
	if err != nil {
		return nil, err
	}
	defer temp.remove()
	recipe, unknowns := newBuildahRecipe(r, temp.name)
	o.Unknowns = unknowns
	if len(recipe.paths) == 0 {
		return o, nil
	}
	args, err := b.args(r, temp, recipe)
	if err != nil {
		return o, err
	}
	defer sweep(absent(registryCache...))
	// For all but root that cache lies below a directory of ours.
	arrived, err := b.build(ctx, args, append(os.Environ(), "XDG_DATA_HOME="+temp.dir))
	if err != nil {
		return o, err
	}
	o.compare("context", copied(predicted(r.Sent, recipe.visible.has)), copied(recipe.paths.translate(arrived)))
	return o, nil
}

// copied is a list without the bits of a mode that a copy may lose.
func copied(list []entry) []entry {
	for i := range list {
		list[i].mode &= fs.ModePerm
	}
	return list
}

// build runs Buildah and lists what it makes.
func (b *buildah) build(ctx context.Context, argv, env []string) ([]entry, error) {
	cmd := newCommand(ctx, argv, env)
	var said strings.Builder
	cmd.Stderr = &said
	arrived, err := receive(cmd)
	if err := failure(ctx, err, said.String()); err != nil {
		return nil, err
	}
	return arrived.entries, arrived.err
}

// registryCache is where root's Buildah remembers which registry has what, a
// file before the directories that hold it (go.podman.io/image
// pkg/blobinfocache/default.go).
var registryCache = []string{
	"/var/lib/containers/cache/blob-info-cache-v1.boltdb", "/var/lib/containers/cache/blob-info-cache-v1.sqlite",
	"/var/lib/containers/cache", "/var/lib/containers",
}

// absent are those of some paths at which there is nothing.
func absent(paths ...string) []string {
	var out []string
	for _, p := range paths {
		if _, err := os.Lstat(p); errors.Is(err, os.ErrNotExist) {
			out = append(out, p)
		}
	}
	return out
}

// sweep removes files and what has become an empty directory.
func sweep(paths []string) {
	for _, p := range paths {
		os.Remove(p)
	}
}

// args is the command line. Nothing is pulled, so any policy will do.
func (b *buildah) args(r *analysis.Result, temp *tempDir, recipe *recipe) ([]string, error) {
	dockerfile, err := temp.put("Dockerfile", recipe.dockerfile)
	if err != nil {
		return nil, err
	}
	policy, err := temp.put("policy.json", []byte(`{"default":[{"type":"insecureAcceptAnything"}]}`))
	if err != nil {
		return nil, err
	}
	argv := []string{
		"buildah", "--root", filepath.Join(temp.dir, "root"), "--runroot", filepath.Join(temp.dir, "run"), "--storage-driver", "vfs",
		"bud", "--quiet", "--isolation", "chroot", "--signature-policy", policy, "--layers=false", "--pull=false",
		"--output", "type=tar,dest=-", "--file", dockerfile,
	}
	if filepath.Dir(r.IgnorePath) != filepath.Clean(r.Request.Dir) && r.IgnorePath != "" || r.Request.IgnoreFile != "" || b.besides(r) {
		file, err := temp.put("ignore", r.Ignore.Bytes())
		if err != nil {
			return nil, err
		}
		argv = append(argv, "--ignorefile", file)
	}
	return append(argv, "--", r.Request.Dir), nil
}

// besides reports whether the ignore file in force is the one that belongs to
// the user's Dockerfile, which Buildah would not look for beside another one.
func (b *buildah) besides(r *analysis.Result) bool {
	name := filepath.Base(r.IgnorePath)
	return r.IgnorePath != "" && name != ignore.Dockerignore && name != ignore.Containerignore
}
