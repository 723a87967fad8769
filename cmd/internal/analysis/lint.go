package analysis

import (
	"os"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/layercache"
	"github.com/buildctx/buildctx/suggest/lint"
)

// Lint says which lines of the ignore file and of the Dockerfile do not do what their
// author believes. Rules that need to know what should go, or git, want [Searched].
func (r *Result) Lint() []diag.Diagnostic {
	defer r.noteUnread()
	found, silenced := lint.Run(r.lintInput())
	r.silenced = silenced
	return found
}

// Silenced counts what the last [Result.Lint] has found and comments or the configuration
// silence.
func (r *Result) Silenced() int { return r.silenced }

// lintInput is what lint looks at.
func (r *Result) lintInput() lint.Input {
	file := r.Ignore
	if r.concealed {
		file = ignore.Parse(file.Name, nil) // a finding would show what it is about
	}
	return lint.Input{
		File: file, Builder: r.Request.Builder, Path: r.IgnoreFile(), Eligible: r.Eligible, Build: r.linted(), Silenced: r.Request.Silenced,
		Replay: r.under,
	}
}

// linted is the build as lint sees it.
func (r *Result) linted() *lint.Build {
	b := &lint.Build{
		Dir: r.shownDir(), Dockerfile: r.Dockerfile, Source: r.build.Source, Needs: r.ShownNeeds(), Sent: r.Sent,
		Bare: r.IgnorePath == "", Prediction: r.Prediction, Nearby: r.nearby, NotRead: r.NotRead, Vain: r.vain(), Candidates: r.Candidates, Git: r.GitState, Steps: r.Cache,
		Head: r.head, Place: r.place(), Others: r.others(),
	}
	if r.Request.Depth >= Searched {
		b.Keeps = r.keeps
	}
	if len(r.Ignore.Rules(r.Request.Builder)) > 0 {
		b.Workflows = r.workflows()
	}
	if r.History != nil {
		b.Commits = len(r.History.Commits)
	}
	if r.Git != nil {
		b.Tracked, b.Ignored = r.Git.Tracked, r.Git.Ignored
	}
	if r.GitState != nil {
		b.AsksGit = suggest.AsksGit(r.known)
	}
	if r.ShownNeeds() != nil && r.known.Tree != nil {
		in := r.known.Builds()
		in.Eligible = r.Eligible
		b.Early = layercache.EarlyCopies(in, r.Needs)
	}
	return b
}

// keeps reports whether another ignore file, with what it leaves, keeps all that the
// Dockerfiles need which share the build context.
func (r *Result) keeps(f *ignore.File, left *buildcontext.View) bool {
	if r.unverified() != "" {
		return false
	}
	in := r.known
	in.File, in.Eligible, in.Transferred = r.Ignore, r.Eligible, r.Sent
	var gone []uint32
	for i := uint32(1); i < uint32(r.Tree.Len()); i++ {
		if r.Eligible.Sent(i) && !left.Sent(i) && !r.Tree.IsDir(i) {
			gone = append(gone, i)
		}
	}
	return suggest.Prove(in, f, gone).NeededKept && !r.emptiesNamed(left)
}

// emptiesNamed reports whether a directory that a Dockerfile names would lose all of its
// files.
func (r *Result) emptiesNamed(left *buildcontext.View) bool {
	before, after := r.Eligible.Sums(), left.Sums()
	for _, need := range r.known.Needs {
		if need.Set == nil {
			continue
		}
		for _, s := range need.Set.Sources {
			if s.Whole || s.Path == "" || s.Context != "" {
				continue
			}
			for _, i := range r.Tree.Find(s.Path) {
				if before.At(i).Files > 0 && after.At(i).Files == 0 {
					return true
				}
			}
		}
	}
	return false
}

// workflows are the steps of workflows that build from the address of the repository.
func (r *Result) workflows() (out []lint.Span) {
	const most = 1 << 20
	dir, ok := r.Tree.Lookup(".github/workflows")
	if !ok {
		return nil
	}
	for i := range r.Tree.Children(dir) {
		name := r.Tree.Path(i)
		if ext := path.Ext(name); r.Tree.IsDir(i) || ext != ".yml" && ext != ".yaml" || r.Tree.Size(i) > most {
			continue
		}
		src := r.head(name, most)
		shown := path.Join(r.shownDir(), name)
		r.keepText(shown, src, false)
		index := diag.NewIndex(src)
		for _, s := range project.RemoteSteps(src) {
			if path.Clean(s.Dockerfile) != r.InContext {
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

// vain is what exceptions have the client look at for nothing, where that is worth a
// thought.
func (r *Result) vain() *lint.Vain {
	if r.Request.Builder != ignore.BuildKit || r.Tree == nil {
		return nil
	}
	e := r.ledger.Exceptions()
	if e == nil || !r.ledger.Considerable(e.Everywhere) {
		return nil
	}
	return &lint.Vain{Rules: e.Everywhere.Rules, Visited: r.ledger.InVain(e.Everywhere), Literal: e.LiteralOf}
}

// place says what the build context is, if it is not the directory of a project.
func (r *Result) place() string {
	home, err := os.UserHomeDir()
	if err == nil {
		home, err = filepath.EvalSymlinks(home)
	}
	switch root := r.Tree.Root(); {
	case root == filepath.VolumeName(root)+string(filepath.Separator):
		return "the root of the file system"
	case err == nil && root == home:
		return "the home directory"
	}
	return ""
}
