package analysis

import (
	"os"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/layercache"
	"github.com/buildctx/buildctx/suggest/lint"
)

// A linter has lint look at a build, under one ignore file or another.
type linter struct {
	*predict.Prediction
	result *Result
	ledger *ledger.Ledger
	nears  map[string]lint.Nearby // what may be meant by paths that are not there
}

func newLinter(r *Result) *linter {
	return &linter{Prediction: r.Prediction, result: r, ledger: r.Ledger, nears: make(map[string]lint.Nearby)}
}

// with is the same build with another ignore file.
func (l *linter) with(f *ignore.File) *linter {
	other := *l
	other.Prediction = l.Under(f)
	other.ledger = ledger.New(other.Prediction)
	return &other
}

// run says which lines of the ignore file and of the Dockerfile do not do what
// their author believes.
func (l *linter) run() (found []diag.Diagnostic, silenced int) { return lint.Run(l.input()) }

// input is what lint looks at.
func (l *linter) input() lint.Input {
	file := l.Ignore
	if l.result.ConcealedRules {
		file = ignore.Parse(file.Name, nil) // a finding would show what it is about
	}
	return lint.Input{
		File: file, Builder: l.Builder, Path: l.result.IgnoreFile, Eligible: l.Eligible, Build: l.build(), Silenced: l.result.Request.Silenced,
		Replay: replay(l.Prediction),
	}
}

// build is the build as lint sees it.
func (l *linter) build() *lint.Build {
	r := l.result
	b := &lint.Build{
		Dir: l.shownDir(), Dockerfile: l.Dockerfile, Source: r.Source, Needs: r.ShownNeeds(), Sent: l.Sent,
		Bare: l.IgnorePath == "", Prediction: l.Prediction, Nearby: l.nearby, NotRead: r.NotRead, Vain: l.vain(), Candidates: r.Candidates, Git: r.GitState, Steps: r.Cache,
		Head: r.contents.head, Place: l.place(), Others: l.otherBuilders(),
	}
	if r.Request.Depth >= Searched {
		b.Keeps = l.keeps
	}
	if len(l.Ignore.Rules(l.Builder)) > 0 {
		b.Workflows = l.workflows()
	}
	if r.History != nil {
		b.Commits = len(r.History.Commits)
	}
	if r.Git != nil {
		b.Tracked, b.Ignored = r.Git.Tracked, r.Git.Ignored
	}
	if r.GitState != nil {
		b.AsksGit = r.known.Builds.AsksGit()
	}
	if r.ShownNeeds() != nil && r.known.Prediction != nil {
		b.Early = layercache.EarlyCopies(l.Prediction, r.contents.head)
	}
	return b
}

// keeps reports whether another ignore file, with what it leaves, keeps all
// that the Dockerfiles need which share the build context.
func (l *linter) keeps(f *ignore.File, left *buildcontext.View) bool {
	if l.result.needsUnknown() != "" {
		return false
	}
	in := l.result.known
	in.Prediction = l.Prediction
	var gone []uint32
	for i := uint32(1); i < uint32(l.Tree.Len()); i++ {
		if l.Eligible.Sent(i) && !left.Sent(i) && !l.Tree.IsDir(i) {
			gone = append(gone, i)
		}
	}
	return suggest.Prove(in, l.Under(f), gone).NeededKept && !l.emptiesNamed(left)
}

// emptiesNamed reports whether a directory that a Dockerfile names would lose
// all of its files.
func (l *linter) emptiesNamed(left *buildcontext.View) bool {
	before, after := l.Eligible.Sums(), left.Sums()
	for _, need := range l.result.known.Sharing {
		if need.Set == nil {
			continue
		}
		for _, s := range need.Set.Sources {
			if s.Whole || s.Path == "" || s.Context != "" {
				continue
			}
			for _, i := range l.Tree.Find(s.Path) {
				if before.At(i).Files > 0 && after.At(i).Files == 0 {
					return true
				}
			}
		}
	}
	return false
}

// workflows are the steps of workflows that build from the address of the
// repository.
func (l *linter) workflows() (out []lint.Span) {
	const most = 1 << 20
	dir, ok := l.Tree.Lookup(".github/workflows")
	if !ok {
		return nil
	}
	for i := range l.Tree.Children(dir) {
		name := l.Tree.Path(i)
		if ext := path.Ext(name); l.Tree.IsDir(i) || ext != ".yml" && ext != ".yaml" || l.Tree.Size(i) > most {
			continue
		}
		src := l.result.contents.head(name, most)
		shown := path.Join(l.shownDir(), name)
		l.result.texts[shown] = text{src: src}
		index := diag.NewIndex(src)
		for _, s := range project.RemoteSteps(src) {
			if path.Clean(s.Dockerfile) != l.InContext {
				continue
			}
			start := index.OffsetRunes(s.Line, s.Column)
			if start < len(src) && (src[start] == '"' || src[start] == '\'') {
				start++
			}
			out = append(out, lint.Span{File: shown, Start: start, End: min(start+len(s.Word), len(src))})
		}
	}
	return out
}

// vain is what exceptions have the client look at for nothing, where that is
// worth a thought.
func (l *linter) vain() *lint.Vain {
	if !l.Builder.AsksAgain() {
		return nil
	}
	e := l.ledger.Exceptions()
	if e == nil || !l.ledger.Considerable(e.Everywhere) {
		return nil
	}
	return &lint.Vain{Rules: e.Everywhere.Rules, Visited: l.ledger.InVain(e.Everywhere), Literal: e.LiteralOf}
}

// place says what the build context is, if it is not the directory of a
// project.
func (l *linter) place() string {
	home, err := os.UserHomeDir()
	if err == nil {
		home, err = filepath.EvalSymlinks(home)
	}
	switch root := l.Tree.Root(); {
	case root == filepath.VolumeName(root)+string(filepath.Separator):
		return "the root of the file system"
	case err == nil && root == home:
		return "the home directory"
	}
	return ""
}
