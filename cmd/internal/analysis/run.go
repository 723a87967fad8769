package analysis

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// Run analyses one build. Mistakes in the user's files are part of the
// result; an error means that there is no result.
func Run(ctx context.Context, req Request) (*Result, error) {
	build, err := project.Resolve(project.Args{Dir: req.Dir, File: req.File, Builder: req.Builder, Stdin: req.Stdin})
	if err != nil {
		return nil, err
	}
	if err := checkNamed(req.NamedContexts); err != nil {
		return nil, err
	}
	file, err := findIgnoreFile(req, build)
	if err != nil {
		return nil, err
	}
	notes := &Notes{}
	file.note(notes)
	asked, err := readDockerfile(req, build, notes)
	if err != nil {
		return nil, err
	}
	parts := predict.Build{
		Builder: req.Builder, Dir: req.Dir,
		Ignore: file.File, IgnorePath: file.path, Replaced: file.replaced, IgnoreRefusals: file.refusals,
		Dockerfile: build.Dockerfile, Size: int64(len(build.Source)),
		DockerfileDir: build.DockerfileDir, DockerfileName: build.DockerfileName,
		Unread: build.Err != nil, DockerfileRefusals: asked.refusals,
		Needs: asked.needs, Concealed: asked.concealed, Named: namedContexts(req.NamedContexts),
	}
	parts.InContext = inContext(req.Dir, build.Dockerfile)
	parts.Rules = parts.Matcher()
	r := &Result{
		Notes: notes, Request: req, Source: build.Source, IgnoreFile: file.name(), ConcealedRules: file.concealed,
		NotRead: file.notRead, Diagnostics: file.Check(req.Builder), build: build, file: file, texts: make(map[string]text),
	}
	answers := ask(ctx, req, asked)
	if parts.Tree, err = readTree(ctx, req, parts.Rules, parts.Needs); err != nil {
		return nil, err
	}
	parts.Everything = sync.OnceValue(func() *buildcontext.Tree { return everything(ctx, req.Dir, parts.Tree) })
	r.Prediction = predict.New(parts)
	if source := r.Sent.TooManyPaths; source != "" {
		return nil, fmt.Errorf("%s: too large to analyze: %s names more than %d paths", r.Dockerfile, quoted(source), buildcontext.MaxNamed)
	}
	r.Ledger, r.contents = ledger.New(r.Prediction), &contents{tree: r.Tree}
	r.known = suggest.NewCase(r.Prediction, nil, r.contents.head)
	r.Refusals = r.Prediction.Refusals()
	noteUnlisted(r.Prediction, notes)
	if req.Wire {
		if r.Transfers, err = r.Prediction.Transfers(reader{ctx, req.Builder, r.Tree}); err != nil {
			return nil, err
		}
		r.Refusals = slices.Concat(r.Refusals, r.Transfers.Refusals)
	}
	r.Named = namedSent(r.Prediction, r.Transfers)
	if req.Depth >= Searched {
		r.search(answers)
	}
	r.conclude()
	return r, ctx.Err()
}

// answers wait for what git says.
type answers struct {
	facts   func() (*git.Facts, error)
	history func() *git.History
	frugal  bool // with file descriptors: one thing is done at a time
}

// ample is how many free file descriptors are enough to do several things at
// the same time.
const ample = 64

// ask asks git, while the directory is read.
func ask(ctx context.Context, req Request, d dockerfile) answers {
	a := answers{frugal: scan.Free(ample) < ample}
	if req.Depth >= Searched {
		a.facts = askGit(ctx, req.Dir, a.frugal)
	}
	a.history = askHistory(ctx, req.Dir, a.frugal, req.Cache && d.needs != nil && !d.concealed && len(d.needs.Commands) > 0)
	return a
}

// conclude works out what follows from all the rest.
func (r *Result) conclude() {
	r.Unproven = r.unproven()
	r.Unverified = r.needsUnknown()
	if r.Unverified == "" && r.Refused() {
		r.Unverified = fmt.Sprintf("%s would not finish the build as it is", r.Builder)
	}
	if r.Request.Depth >= Searched {
		r.Written = r.file.written()
		r.Obstacle = r.obstacle()
	}
	if r.Request.Lint {
		r.Findings, r.Silenced = newLinter(r).run()
	}
	if r.Request.Depth >= Searched {
		r.contents.note(r.Notes)
	}
	r.keepTexts()
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return diag.Quoted(name) }
