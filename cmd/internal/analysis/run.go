package analysis

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/gitfacts"
	"github.com/buildctx/buildctx/cmd/internal/target"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// maxIgnoreFile is the size in bytes up to which an ignore file named by the
// user is read.
const maxIgnoreFile = 16 << 20

// Run analyses one build. Mistakes in the user's files are part of the
// result; an error means that there is no result.
func Run(ctx context.Context, req Request) (*Result, error) {
	build, err := target.Resolve(target.Args{Dir: req.Dir, File: req.File, Builder: req.Builder, Stdin: req.Stdin})
	if err != nil {
		return nil, err
	}
	r := &Result{
		Request: req, Dockerfile: build.Dockerfile, build: build, own: inContext(req.Dir, build.Dockerfile),
		texts: make(map[string]text), frugal: scan.Free(ample) < ample, faults: &readFaults{},
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
	var git func() (*gitfacts.Facts, error)
	if req.Depth >= Searched {
		git = r.askGit(ctx)
	}
	history := r.askHistory(ctx)
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	r.replay()
	if source := r.Transferred.Beyond; source != "" {
		return nil, fmt.Errorf("%s: too large to analyze: %s names more than %d paths", r.Dockerfile, quoted(source), buildcontext.MaxNamed)
	}
	r.judge(ctx)
	r.noteUnlisted()
	if req.Wire {
		if err := r.transfers(ctx); err != nil {
			return nil, err
		}
	}
	if req.Depth >= Searched {
		r.search(git)
		r.layerCache(history)
		r.noteUnread()
	}
	return r, ctx.Err()
}

// judge works out what the rules in force come to.
func (r *Result) judge(ctx context.Context) {
	r.try()
	r.account()
	r.refuse(ctx)
	r.setTraps()
}

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
		r.File, r.IgnorePath = ignore.Parse(req.IgnoreFile, src), req.IgnoreFile
		r.conceal(scan.Leaves(req.Dir, req.IgnoreFile))
	} else {
		found, err := ignore.Locate(req.Builder, queryOf(build))
		if err != nil {
			r.barred = true
			r.Refusals = append(r.Refusals, Refusal{Message: err.Error()})
		}
		if found != nil {
			r.File, r.IgnorePath, r.NotRead = found.File, found.Path, found.NotRead
			if found.Path != "" {
				r.IgnorePath, r.linked = filepath.Clean(found.Path), found.Followed
				r.conceal(r.leaves(found))
			}
		}
	}
	if r.File == nil {
		r.File = ignore.Parse(".dockerignore", nil)
	}
	if err := fits(r.File, r.IgnorePath); err != nil {
		return err
	}
	r.compile()
	r.Diagnostics = r.File.Check(req.Builder)
	r.refuseRules(r.File, r.IgnorePath)
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
func queryOf(build *target.Target) ignore.Query {
	return ignore.Query{
		ContextDir: build.Dir, DockerfileDir: build.DockerfileDir, DockerfileName: build.DockerfileName,
		Read: reader(),
	}
}

// reader reads ignore files.
func reader() ignore.Reader {
	return ignore.Reader{Inside: scan.ReadFile, Follow: scan.ReadFileFollow, IsFile: scan.IsFile}
}

// compile takes the rules as the builder applies them.
func (r *Result) compile() {
	r.Matcher = r.File.Matcher(r.Request.Builder)
	if r.Request.Builder == ignore.Classic {
		r.Matcher = r.File.ClassicMatcher(r.dockerfileInContext())
	}
}

// dockerfileInContext is the path of the Dockerfile below the build context,
// with slashes; empty when it lies elsewhere.
func (r *Result) dockerfileInContext() string { return r.own }

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
		r.Refusals = append(r.Refusals, Refusal{File: build.Overlooked, Message: "not read: cannot find Containerfile or Dockerfile in context directory: no such file or directory"})
	}
	if build.Err != nil {
		r.Refusals = append(r.Refusals, Refusal{Message: build.Err.Error()})
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
		refusal := Refusal{File: build.Dockerfile, Message: err.Error()}
		var syntax *needs.SyntaxError
		if errors.As(err, &syntax) {
			refusal.Line, refusal.Message = syntax.Line, syntax.Message
		}
		refusal.Message = r.spoken(refusal.Message)
		r.Refusals = append(r.Refusals, refusal)
		return nil
	}
	if build.Outside {
		r.hidden = set
		r.knowLess(fmt.Sprintf("What %s asks for counts and is not shown: it is a symlink to a file outside the build context.", quoted(build.Dockerfile)))
		return nil
	}
	r.Needs = set
	r.Unknowns = append(r.Unknowns, set.Unknowns...)
	r.noteNamed()
	for _, p := range set.Problems {
		r.Refusals = append(r.Refusals, Refusal{File: build.Dockerfile, Line: p.Line, Message: p.Message})
	}
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

// replay walks the tree as the builder would: once with the ignore rules
// alone, once with what the Dockerfile asks for.
func (r *Result) replay() {
	rules := buildcontext.Rules{Builder: r.Request.Builder, Ignore: r.Matcher}
	r.Eligible = r.Tree.Replay(rules)
	r.Transferred = r.Eligible
	asks := r.asks()
	if asks == nil {
		return
	}
	switch r.Request.Builder {
	case ignore.Classic:
	case ignore.Buildah:
		r.Transferred = r.Tree.Take(rules, buildahSources(asks))
	default:
		r.Transferred = r.transfer(rules)
	}
}

// transfer is what BuildKit's client sends.
func (r *Result) transfer(rules buildcontext.Rules) *buildcontext.View {
	paths, whole := r.asks().FollowPaths("")
	switch {
	case whole:
		return r.Eligible
	case len(paths) == 0:
		return r.Tree.Nothing(rules)
	}
	var view *buildcontext.View
	view, r.followed = follow(r.Tree, rules, paths)
	r.refuseSearch(r.followed.unreadable)
	if err := r.followed.err; err != nil {
		r.Refusals = append(r.Refusals, Refusal{File: r.Dockerfile, Message: r.spoken(err.Error())})
	}
	return view
}

// refuseSearch books directories that would have to be searched for a path
// that is asked for.
func (r *Result) refuseSearch(unreadable []string) {
	for _, dir := range unreadable {
		r.Refusals = append(r.Refusals, Refusal{Message: fmt.Sprintf("lstat %s: %v", dir, fs.ErrPermission)})
	}
}
