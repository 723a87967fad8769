package lint

import (
	"index/suffixarray"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

// gitIgnoredYetSent finds what git ignores and the ignore file lets through.
var gitIgnoredYetSent = &Rule{
	ID: "git-ignored-yet-sent", Local: true, Severity: diag.Info, Varies: "warning from a megabyte on that no build needs",
	What: "What git ignores is sent, and no line of the Dockerfile names it.",
	Why:  "Mostly it is made by tools on this machine, and others build without it: the image differs, and the cache is lost.",
	Bad:  Example{Files: "a.go notes.tmp scratch/x", Git: true, Ignored: "*.tmp scratch", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Good: Example{Ignore: "*.tmp\nscratch\n", Files: "a.go notes.tmp scratch/x", Git: true, Ignored: "*.tmp scratch", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Run: func(p *Pass) {
		const much = 1_000_000
		s := p.GitState
		if s == nil || s.Ignored == nil || !p.tracksAnything() {
			return
		}
		paths, litter := p.notWanted(*s.Ignored)
		if paths.Files == 0 {
			return
		}
		f := Finding{Help: "keep it out, if no build needs it"}
		if litter >= much {
			warning := diag.Warning
			f.Severity, f.Help = &warning, "buildctx suggest keeps out what no build needs"
		}
		p.reportAt(p.whole(), f, "git ignores what is sent: %s, %s", p.names(paths), amountOf(paths.Files, paths.Bytes))
	},
}

// notWanted are those paths that nobody asks for: no source, command or
// exception names them, what is in them or a directory that holds them, the
// root apart. Secrets, which another rule tells of, and what a build may need
// are not among them. The second figure is how many bytes of them are known not
// to be needed.
func (p *project) notWanted(paths gitstate.Paths) (out gitstate.Paths, litter int64) {
	t := p.Sent.Tree
	var wanted, needless []uint32
	var words strings.Builder
	if set := p.ShownNeeds(); set != nil {
		for _, s := range set.Sources {
			if !s.Whole && s.Path != "" && s.Context == "" {
				wanted = append(wanted, t.Find(s.Path)...)
			}
		}
		for _, c := range set.Commands {
			words.WriteString(c.Text + "\n")
		}
		for _, m := range set.Mentions {
			words.WriteString(m.Text + "\n")
		}
	}
	for c := range p.sent("") {
		if c.Safety == diag.Safe && c.Category != catalog.Secret {
			needless = append(needless, c.Entries...)
		} else {
			wanted = append(wanted, c.Entries...)
		}
	}
	m := p.File.Matcher(p.Builder)
	isWanted, isNeedless, said := around(t, wanted), around(t, needless), suffixarray.New([]byte(words.String()))
	for _, at := range paths.Paths {
		if isWanted(at.Entry) || p.letIn(m, at.Entry) || len(said.Lookup([]byte(t.Path(at.Entry)), 1)) > 0 {
			continue
		}
		out.Files += at.Files
		out.Bytes += at.Bytes
		out.Paths = append(out.Paths, at)
		if isNeedless(at.Entry) {
			litter += at.Bytes
		}
	}
	return out, litter
}

// around tells of an entry whether it is one of some entries, in one of them,
// or holds one.
func around(t *buildcontext.Tree, entries []uint32) func(uint32) bool {
	sorted := slices.Sorted(slices.Values(entries))
	return func(at uint32) bool {
		if n, _ := slices.BinarySearch(sorted, at); n < len(sorted) && sorted[n] < t.End(at) {
			return true
		}
		for at != 0 {
			at = t.Parent(at)
			if _, found := slices.BinarySearch(sorted, at); found {
				return true
			}
		}
		return false
	}
}

// tracksAnything reports whether git tracks something of the build context:
// what is built or released may lie in a directory that git ignores as a whole.
func (p *project) tracksAnything() bool {
	t := p.Sent.Tree
	for i := range t.Children(0) {
		if p.Git == nil || p.Git.Tracked(t.Path(i)) {
			return true
		}
	}
	return false
}
