package suggest

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Pass is what a heuristic is given to judge one entry.
type Pass struct {
	Input
	// Entry is the entry to be judged: the directory above where the name is
	// that of a marker in it (see [Name.Holder]).
	Entry uint32
	// Name is the name that it has.
	Name *catalog.Artefact

	heuristic *Heuristic
	sums      buildcontext.Sums
	ignored   map[string]bool
	needed    *Protection
	runs      *builds.Builds
	found     *finding
	path      string // of Entry, once it was asked for
}

// A finding is an entry that a heuristic reports.
type finding struct {
	entry     uint32
	heuristic *Heuristic
	name      *catalog.Artefact
	safety    diag.Safety
	glob      string // for its name, where that is not that of the name it is known by
	why       string
	evidence  []string
	ignored   bool // by git
	open      bool // what is litter in it is litter, though it is a question itself
}

// category is what the entry is.
func (f *finding) category() catalog.Category { return cmp.Or(f.name.Category, f.heuristic.Category) }

// judge asks a heuristic about an entry; nil if it has nothing to say.
func (p *Pass) judge(h *Heuristic, n *catalog.Artefact, i uint32) *finding {
	if p.Entry != i {
		p.Entry, p.path = i, ""
	}
	p.heuristic, p.Name, p.found = h, n, nil
	if n.Contradicted(p.Tree, i) || !p.begins() {
		return nil
	}
	h.Run(p)
	if p.found != nil && p.found.safety == diag.Safe {
		p.wanted()
	}
	return p.found
}

// wanted turns what was taken as safe into a question where an instruction names
// it or a program embeds it, unless builds make it again.
func (p *Pass) wanted() {
	if p.runs.Nothing() {
		return // nothing is known of what runs
	}
	if !p.heuristic.again {
		if by := p.runs.Names(p.Entry); by != "" {
			p.doubt(by + " names it")
		}
	}
	if link := p.runs.Linked(p.Entry, p.committed); link != "" {
		p.doubt(link + " leads to it")
	}
	if category := p.found.category(); category.Facts().Read {
		if by := p.runs.ReadBy(p.Entry, p.held()); by != "" {
			p.doubt(by)
		}
	} else if p.heuristic.again {
		if by := p.runs.InstalledFrom(p.Entry); by != "" {
			p.doubt(by + " installs from it")
		}
		// A tool that writes wherever it is told may write something else.
		if by := p.runs.StartedBy(p.Entry); by != "" && p.runs.Names(p.Entry) == "" && builds.Anywhere(builds.Tools(p.Tree, p.Entry, p.found.name)) {
			p.doubt(by + " names it")
		}
	} else if category == catalog.Cache {
		// Programs keep in a cache what they cannot do without, too.
		if by := p.runs.StartedBy(p.Entry); by != "" {
			p.doubt(by + " names it")
		}
		if by := p.runs.LivesOn(p.Entry, p.found.name); by != "" {
			p.doubt(by)
		}
	}
	if known := p.found.name.Category; known == catalog.VCS || known.Facts().Litter {
		return
	}
	by, _ := p.runs.EmbeddedBy(p.Entry)
	if by == "" {
		return
	}
	// What the tool makes that builds the program is no part of it; what another
	// one makes is there again when the program is built.
	made := builds.Tools(p.Tree, p.Entry, p.found.name)
	if !p.heuristic.again || len(made) == 0 || slices.Contains(made, builds.BuilderOf(by)) {
		p.doubt(by + " embeds it")
	}
}

// held is how many directories above stand for what is taken: what is large may be
// carried along in one, and models have several.
func (p *Pass) held() int {
	switch {
	case p.found.category() == catalog.Model:
		return modelDeep
	case payload(p.found.name):
		return 1
	}
	return 0
}

// modelDeep is how deep in a directory the files of a model lie at most.
const modelDeep = 8

// Take reports the entry.
func (p *Pass) Take(safety diag.Safety, evidence ...string) {
	p.found = &finding{
		entry: p.Entry, heuristic: p.heuristic, name: p.Name,
		safety: safety, why: p.Name.Why, evidence: evidence, ignored: p.Ignored(),
	}
}

// Path is the path of the entry.
func (p *Pass) Path() string {
	if p.path == "" {
		p.path = p.Tree.Path(p.Entry)
	}
	return p.path
}

// Weight is what is eligible of the entry, in bytes.
func (p *Pass) Weight() int64 { return p.sums.At(p.Entry).Bytes }

// Tracked reports whether git tracks the entry or anything below it.
func (p *Pass) Tracked() bool { return p.Git != nil && p.Git.Tracked(p.Path()) }

// Ignored reports whether git ignores the entry and tracks nothing below it.
func (p *Pass) Ignored() bool { return p.ignored[p.Path()] && !p.Tracked() }

// committed reports whether somebody put a path into the repository; where there is
// none, everything counts.
func (p *Pass) committed(path string) bool { return p.Git == nil || p.Git.Tracked(path) }

// Status says in evidence what git knows; nothing without git.
func (p *Pass) Status() []string {
	switch {
	case p.Git == nil:
		return nil
	case p.Tracked():
		return []string{"tracked by git"}
	case p.Ignored():
		return []string{"ignored by git"}
	}
	return []string{"not tracked by git"}
}

// begins reports whether the file that has the name begins as it has to.
func (p *Pass) begins() bool {
	want := p.Name.Begins
	switch {
	case want == "":
		return true
	case p.Head == nil:
		return false
	}
	name := p.Path()
	if p.Name.Holder {
		name += "/" + p.Name.Pattern
	}
	return string(p.Head(name, len(want))) == want
}

// Marker says which marker proves what the entry is; empty if none does.
func (p *Pass) Marker() string { return p.Name.Marker(p.Tree, p.Entry) }

// head is the beginning of the file that is judged; empty where contents are
// not looked at.
func (p *Pass) head(n int) string {
	if p.Head == nil {
		return ""
	}
	return string(p.Head(p.Path(), n))
}
