package lint

import (
	"cmp"
	"fmt"
	"iter"
	"path"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/gitstate"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// Input is an ignore file with the build that it is for.
type Input struct {
	// Case is the build. What is asked about git is only asked where Git is not
	// nil, and Builds only where GitState is not. Where Eligible is nil, only a
	// text is known, see [Text], and rules that depend on what is there keep
	// silent.
	suggest.Case
	// File is the ignore file as it may be shown; nil for the one of the Case.
	// Path is where it lies, as findings show it; empty for its name.
	File *ignore.File
	Path string
	// Source is what the Dockerfile says; empty where there is none.
	Source []byte
	// Silenced are rules that are not wanted at all.
	Silenced []Silence
	// Unverified says that Sharing may lack something, so that of no fix which
	// takes something away it is known that the builds keep what they need.
	Unverified bool
	// Nearby finds what may be meant by a path that is not there; nil where
	// nobody looks.
	Nearby func(t *buildcontext.Tree, path string) Nearby
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// Ledger says what the rules cost; nil where nobody asks.
	Ledger *ledger.Ledger
	// Candidates are what should not be sent.
	Candidates []suggest.Candidate
	// GitState is how what is sent stands to git; nil without git.
	GitState *gitstate.State
	// Steps are the commands that take long, with how often the last Commits
	// made the builder run them again; Early those that only install, before
	// which more is copied than they work with.
	Steps   []layercache.Step
	Commits int
	Early   []layercache.EarlyCopy
	// Workflows are steps of CI that build from the address of the repository
	// instead of a directory.
	Workflows []Span
	// Place says what the directory is, where it is not that of a project: "the
	// home directory"; empty for any other.
	Place string
	// Others are what other builders make of the directory.
	Others []Other
}

// Text is an ignore file of which only the text is known.
func Text(b ignore.Builder, f *ignore.File) Input {
	known := predict.Build{Builder: b, Ignore: f, IgnorePath: f.Name}
	return Input{Case: suggest.NewCase(&predict.Prediction{Build: known}, nil, nil), File: f}
}

// A Nearby is what may be meant by a path that is not there: another one, be
// it beside the Dockerfile, or the same from a directory above the build
// context. It is empty for nothing.
type Nearby struct {
	Path   string
	Beside bool
	Above  string
}

// An Other is what another builder makes of the same directory.
type Other struct {
	Builder ignore.Builder
	// Path is the ignore file that it reads, as findings show it; empty for
	// none.
	Path string
	// Refuses is what it says where it refuses the file, about the bytes from
	// Start up to End, or about the whole of it where End is 0; the rest is nil
	// then.
	Refuses    string
	Start, End int
	// View is what its rules leave.
	View *buildcontext.View
	// Under is what another text of that file would leave; nil where the
	// builder reads another file than the one that is looked at.
	Under func(*ignore.File) *buildcontext.View
}

// shown is a path of the build context as findings show it.
func (in *Input) shown(name string) string { return path.Join(in.Dir, name) }

// rank is the order of the files.
func (in *Input) rank(file string) int {
	switch {
	case file == in.path():
		return 0
	case file == in.Dockerfile:
		return 1
	}
	return 2
}

// path is where the ignore file lies, as findings show it.
func (in *Input) path() string { return cmp.Or(in.Path, in.File.Name) }

// whole is the place of what is found about the build as a whole: the ignore
// file, or the Dockerfile where there is none, or else the directory.
func (in *Input) whole() Span {
	switch {
	case in.IgnorePath != "":
		return Span{File: in.path()}
	case in.Dockerfile != "" && in.Dockerfile != "-":
		return Span{File: in.Dockerfile}
	}
	return Span{File: cmp.Or(in.Dir, ".")}
}

// seen reports whether it is known what lies in the directory.
func (in *Input) seen() bool { return in.Eligible != nil }

// removed is the edit that takes a line away.
func (in *Input) removed(r *ignore.Rule) diag.Edit {
	return diag.Edit{Start: begin(in.File, r.Line-1), End: in.File.Line(r.Line).Next}
}

// at is the place of another line of the file.
func (in *Input) at(r *ignore.Rule, format string, args ...any) diag.Related {
	return diag.Related{File: in.path(), Start: r.Start, End: r.End, Message: fmt.Sprintf(format, args...)}
}

// sent are the candidates of which something is sent: those of a category, or
// all.
func (in *Input) sent(category catalog.Category) iter.Seq[*suggest.Candidate] {
	return func(yield func(*suggest.Candidate) bool) {
		if !in.seen() {
			return
		}
		sums := in.Sent.Sums()
		for k := range in.Candidates {
			c := &in.Candidates[k]
			if category != "" && c.Category != category {
				continue
			}
			if slices.ContainsFunc(c.Entries, func(i uint32) bool { return sums.At(i).Files > 0 }) && !yield(c) {
				return
			}
		}
	}
}
