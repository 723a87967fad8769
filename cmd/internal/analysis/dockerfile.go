package analysis

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
)

// A dockerfile is what the Dockerfile asks for.
type dockerfile struct {
	needs     *needs.Set        // nil where that is not known
	concealed bool              // no word of it may be shown
	refusals  []predict.Refusal // what is wrong with it as a whole
}

// readDockerfile works out what the Dockerfile asks for. Its faults are part of
// the result; the error is that there is too much in it.
func readDockerfile(req Request, build *project.Resolved, notes *Notes) (d dockerfile, err error) {
	if build.Overlooked != "" {
		d.refuse(predict.Refusal{File: build.Overlooked, Message: "not read: cannot find Containerfile or Dockerfile in context directory: no such file or directory"})
	}
	if build.Err != nil {
		d.refuse(predict.Refusal{Message: build.Err.Error()})
	}
	if build.Dockerfile == "" {
		return d, nil
	}
	set, err := needs.Analyze(build.Source, needsOptions(req, build.Dockerfile))
	var limit *needs.LimitError
	if errors.As(err, &limit) {
		return d, fmt.Errorf("%s: %w", build.Dockerfile, err)
	}
	if err != nil {
		refusal := predict.Refusal{File: build.Dockerfile, Message: err.Error()}
		var syntax *needs.SyntaxError
		if errors.As(err, &syntax) {
			refusal.Kind, refusal.Line, refusal.Message = predict.BadInstruction, syntax.Line, syntax.Message
			if !syntax.Final() {
				notes.unread(build, syntax)
				return d, nil
			}
		}
		refusal.Message = spoken(build, refusal.Message)
		d.refuse(refusal)
		return d, nil
	}
	d.needs, d.concealed = set, build.Outside
	if d.concealed {
		notes.knowLess(fmt.Sprintf("What %s asks for counts and is not shown: it is a symlink to a file outside the build context.", quoted(build.Dockerfile)))
		return d, nil
	}
	notes.Unknowns = append(notes.Unknowns, set.Unknowns...)
	if !req.Wire {
		noteNamed(req.NamedContexts, set, notes)
	}
	return d, nil
}

// unread notes that another frontend than the one known here reads the
// Dockerfile.
func (n *Notes) unread(build *project.Resolved, err *needs.SyntaxError) {
	sentence := err.Frontend.Unknown(build.Dockerfile)
	switch {
	case build.Outside:
		sentence = fmt.Sprintf("What %s asks for is not known: it is a symlink to a file outside the build context.", quoted(build.Dockerfile))
	case err.Frontend.Foreign():
		sentence += "."
	default:
		sentence += fmt.Sprintf(": line %d is newer than what is known here (%s).", err.Line, err.Message)
	}
	n.knowLess(sentence)
	n.partial = true
}

func (d *dockerfile) refuse(r predict.Refusal) { d.refusals = append(d.refusals, r) }

func needsOptions(req Request, dockerfile string) needs.Options {
	return needs.Options{
		Name:          dockerfile,
		Target:        req.Target,
		BuildArgs:     req.BuildArgs,
		Platforms:     req.Platforms,
		NamedContexts: req.NamedContexts,
		NoFrontends:   !predict.RunsFrontends(req.Builder),
	}
}

// spoken is what a builder says of the Dockerfile, unless that would show what
// is not to be shown.
func spoken(build *project.Resolved, message string) string {
	if !build.Outside {
		return message
	}
	return "the builder would refuse this line; it is not shown: the Dockerfile is a symlink to a file outside the build context"
}

// inContext is the path of a Dockerfile below a build context.
func inContext(dir, dockerfile string) string {
	if dockerfile == "" || dockerfile == "-" {
		return ""
	}
	dir, err := realDir(dir)
	if err != nil {
		return ""
	}
	file, err := realDir(dockerfile)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// checkNamed looks at the named contexts that are directories: they have to be
// there (buildx build/opt.go, loadInputs).
func checkNamed(contexts []string) error {
	for _, c := range contexts {
		name, value, _ := strings.Cut(c, "=")
		if project.IsRemote(value) {
			continue
		}
		info, err := os.Stat(value)
		if err == nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		if err != nil {
			return fmt.Errorf("named context %s: %s: %w", name, value, err)
		}
	}
	return nil
}

// namedContexts are the named contexts that are directories, in the order of
// the command line. Of several with one name the last one counts.
func namedContexts(contexts []string) (out []predict.NamedContext) {
	for i, c := range contexts {
		name, dir, _ := strings.Cut(c, "=")
		again := func(c string) bool { return strings.HasPrefix(c, name+"=") }
		if !slices.ContainsFunc(contexts[i+1:], again) && !project.IsRemote(dir) {
			out = append(out, predict.NamedContext{Name: name, Dir: dir})
		}
	}
	return out
}

// noteNamed says of each directory that is a named context of this build that
// it is transferred besides.
func noteNamed(contexts []string, set *needs.Set, notes *Notes) {
	var noted []string
	for _, s := range set.Sources {
		if s.Context == "" || slices.Contains(noted, s.Context) {
			continue
		}
		noted = append(noted, s.Context)
		for _, c := range contexts {
			if name, value, _ := strings.Cut(c, "="); name == s.Context && !project.IsRemote(value) {
				notes.Unknowns = append(notes.Unknowns, fmt.Sprintf("The named context %s (%s) is a transfer of its own, which is not part of these figures.", quoted(name), quoted(value)))
			}
		}
	}
}
