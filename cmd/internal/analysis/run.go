package analysis

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// maxIgnoreFile is the size in bytes up to which an ignore file named by the
// user is read.
const maxIgnoreFile = 16 << 20

// Run analyses one build. Mistakes in the user's files are part of the
// result; an error means that there is no result.
func Run(ctx context.Context, req Request) (*Result, error) {
	build, err := project.Resolve(project.Args{Dir: req.Dir, File: req.File, Builder: req.Builder, Stdin: req.Stdin})
	if err != nil {
		return nil, err
	}
	r := &Result{
		Prediction: &predict.Prediction{Build: predict.Build{
			Builder: req.Builder, Dockerfile: build.Dockerfile, InContext: inContext(req.Dir, build.Dockerfile), Size: int64(len(build.Source)),
		}},
		Request: req, build: build, texts: make(map[string]text), frugal: scan.Free(ample) < ample, faults: &readFaults{},
	}
	if err := r.checkNamed(); err != nil {
		return nil, err
	}
	if err := r.findRules(); err != nil {
		return nil, err
	}
	if err := r.readDockerfile(); err != nil {
		return nil, err
	}
	var facts func() (*git.Facts, error)
	if req.Depth >= Searched {
		facts = r.askGit(ctx)
	}
	history := r.askHistory(ctx)
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	r.Everything = sync.OnceValue(func() *buildcontext.Tree { return r.everything(ctx) })
	r.Prediction = predict.New(r.Build)
	if source := r.Sent.TooManyPaths; source != "" {
		return nil, fmt.Errorf("%s: too large to analyze: %s names more than %d paths", r.Dockerfile, quoted(source), buildcontext.MaxNamed)
	}
	r.judge()
	r.noteUnlisted()
	if req.Wire {
		if err := r.transfers(ctx); err != nil {
			return nil, err
		}
	}
	if req.Depth >= Searched {
		r.search(facts)
		r.layerCache(history)
		r.noteUnread()
	}
	return r, ctx.Err()
}

// judge works out what the rules in force come to.
func (r *Result) judge() {
	r.ledger = ledger.New(r.Prediction)
	predicted := r.Prediction.Refusals()
	lines := 0
	for lines < len(predicted) && predicted[lines].Kind == predict.BadLine {
		lines++
	}
	r.barred = len(r.unlocated)+lines > 0
	r.Refusals = slices.Concat(r.unlocated, predicted[:lines], r.misread, predicted[lines:])
}

// everything is the Tree with all that was skipped, as far as that can still be
// read.
func (r *Result) everything(ctx context.Context) *buildcontext.Tree {
	if r.Tree.Listing().Complete() {
		return r.Tree
	}
	list, err := scan.Read(ctx, r.Request.Dir, scan.Options{})
	if err != nil {
		return r.Tree
	}
	return buildcontext.New(list)
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return fmt.Sprintf("%q", name) }

// findRules reads the ignore file in force.
func (r *Result) findRules() error {
	req, build := r.Request, r.build
	if req.IgnoreFile != "" {
		read := scan.ReadStream // what the user names on purpose may be a pipe
		if scan.IsBelow(req.Dir, req.IgnoreFile) {
			read = scan.ReadFileFollow
		}
		src, err := read(req.IgnoreFile, maxIgnoreFile)
		if err != nil {
			return fmt.Errorf("reading the ignore file: %w", err)
		}
		r.Ignore, r.IgnorePath = ignore.Parse(req.IgnoreFile, src), req.IgnoreFile
		r.conceal(scan.Leaves(req.Dir, req.IgnoreFile))
	} else {
		found, err := ignore.Locate(req.Builder, queryOf(build))
		if err != nil {
			r.unlocated = append(r.unlocated, predict.Refusal{Message: err.Error()})
		}
		if found != nil {
			r.Ignore, r.IgnorePath, r.NotRead = found.File, found.Path, found.NotRead
			if found.Path != "" {
				r.IgnorePath, r.linked = filepath.Clean(found.Path), found.Followed
				r.conceal(r.leaves(found))
			}
		}
	}
	if r.Ignore == nil {
		r.Ignore = ignore.Parse(".dockerignore", nil)
	}
	if err := fits(r.Ignore, r.IgnorePath); err != nil {
		return err
	}
	r.Rules = r.Matcher()
	r.Diagnostics = r.Ignore.Check(req.Builder)
	return nil
}

// maxRules is how many rules an ignore file may have. Each takes some hundred bytes.
const maxRules = 2_000_000

// fits returns the error of an ignore file with too many rules.
func fits(f *ignore.File, path string) error {
	if len(f.Bytes()) <= 2*maxRules { // a rule has a character and a line end
		return nil
	}
	n := 0
	for line := range f.Lines() {
		if line.Kind == ignore.Pattern {
			n++
		}
	}
	if n > maxRules {
		return fmt.Errorf("%s: too large to analyze: %d rules, and more than %d are not read", path, n, maxRules)
	}
	return nil
}

// queryOf says where a builder looks for the ignore file of a build.
func queryOf(build *project.Resolved) ignore.Query {
	return ignore.Query{
		ContextDir: build.Dir, DockerfileDir: build.DockerfileDir, DockerfileName: build.DockerfileName,
		Read: reader(),
	}
}

// reader reads ignore files.
func reader() ignore.Reader {
	return ignore.Reader{Inside: scan.ReadFile, Follow: scan.ReadFileFollow, IsFile: scan.IsFile}
}

// inContext is the path of a Dockerfile below a build context.
func inContext(dir, dockerfile string) string {
	if dockerfile == "" || dockerfile == "-" {
		return ""
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return ""
	}
	file, err := filepath.EvalSymlinks(dockerfile)
	if err != nil {
		return ""
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return ""
	}
	if file, err = filepath.Abs(file); err != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// readDockerfile works out what the Dockerfile asks for. Its faults are part of the
// result; the error is that there is too much in it.
func (r *Result) readDockerfile() error {
	build := r.build
	if build.Overlooked != "" {
		r.misread = append(r.misread, predict.Refusal{File: build.Overlooked, Message: "not read: cannot find Containerfile or Dockerfile in context directory: no such file or directory"})
	}
	if build.Err != nil {
		r.misread = append(r.misread, predict.Refusal{Message: build.Err.Error()})
	}
	if build.Dockerfile == "" {
		return nil
	}
	set, err := needs.Analyze(build.Source, r.needsOptions(build.Dockerfile))
	var limit *needs.LimitError
	if errors.As(err, &limit) {
		return fmt.Errorf("%s: %w", build.Dockerfile, err)
	}
	if err != nil {
		refusal := predict.Refusal{File: build.Dockerfile, Message: err.Error()}
		var syntax *needs.SyntaxError
		if errors.As(err, &syntax) {
			refusal.Line, refusal.Message = syntax.Line, syntax.Message
		}
		refusal.Message = r.spoken(refusal.Message)
		r.misread = append(r.misread, refusal)
		return nil
	}
	r.Needs = set
	if r.Concealed = build.Outside; r.Concealed {
		r.knowLess(fmt.Sprintf("What %s asks for counts and is not shown: it is a symlink to a file outside the build context.", quoted(build.Dockerfile)))
		return nil
	}
	r.Unknowns = append(r.Unknowns, set.Unknowns...)
	r.noteNamed()
	return nil
}

func (r *Result) needsOptions(dockerfile string) needs.Options {
	return needs.Options{
		Name:          dockerfile,
		Target:        r.Request.Target,
		BuildArgs:     r.Request.BuildArgs,
		Platforms:     r.Request.Platforms,
		NamedContexts: r.Request.NamedContexts,
	}
}
