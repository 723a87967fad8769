package analysis

import (
	"os"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
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
	r := l.result
	in := lint.Input{
		Case: r.known, File: l.Ignore, Path: r.IgnoreFile, Source: r.Source, Silenced: r.Request.Silenced,
		Nearby: l.nearby, NotRead: r.NotRead, Ledger: l.ledger, Candidates: r.Candidates, GitState: r.GitState,
		Steps: r.Cache, Place: l.place(), Others: l.otherBuilders(),
	}
	in.Prediction = l.Prediction
	if r.ConcealedRules {
		in.File = ignore.Parse(l.Ignore.Name, nil) // a finding would show what it is about
	}
	if len(l.Ignore.Rules(l.Builder)) > 0 {
		in.Workflows = l.workflows()
	}
	if r.History != nil {
		in.Commits = len(r.History.Commits)
	}
	if r.Request.Depth >= Searched {
		in.Unverified = r.needsUnknown() != ""
		if l.ShownNeeds() != nil {
			in.Early = layercache.EarlyCopies(l.Prediction, in.Head)
		}
	}
	return in
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
