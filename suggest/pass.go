package suggest

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A pass is what a heuristic is given to judge one entry.
type pass struct {
	Case
	// entry is the entry to be judged: the directory above where the name is
	// that of a marker in it (see [Name.Holder]).
	entry uint32
	// name is the name that it has.
	name *catalog.Artefact

	heuristic    *heuristic
	sums         buildcontext.Sums
	ignoredPaths map[string]bool
	needed       *protection
	found        *finding
	entryPath    string // of Entry, once it was asked for
}

// A finding is an entry that a heuristic reports.
type finding struct {
	entry     uint32
	heuristic *heuristic
	name      *catalog.Artefact
	safety    diag.Safety
	glob      string // for its name, where that is not that of the name it is known by
	reason    reason
	marker    string // that proves what it is; empty for none
	evidence  []string
	ignored   bool // by git
	open      bool // what is litter in it is litter, though it is a question itself
}

// A reason is why an entry is reported.
type reason struct {
	what     string // the sort of thing that it is, as the catalog calls it
	manifest string // beside it, from which builds make it again; empty for none
}

func (r reason) String() string {
	if r.manifest != "" {
		return r.what + "; " + r.manifest + " beside it makes them again"
	}
	return r.what
}

// category is what the entry is.
func (f *finding) category() catalog.Category { return cmp.Or(f.name.Category, f.heuristic.category) }

// judge asks a heuristic about an entry; nil if it has nothing to say.
func (p *pass) judge(h *heuristic, n *catalog.Artefact, i uint32) *finding {
	if p.entry != i {
		p.entry, p.entryPath = i, ""
	}
	p.heuristic, p.name, p.found = h, n, nil
	if n.Contradicted(p.Tree, i) || !p.begins() {
		return nil
	}
	h.run(p)
	if p.found != nil && p.found.safety == diag.Safe {
		p.wanted()
	}
	return p.found
}

// wanted turns what was taken as safe into a question where an instruction
// names it or a program embeds it, unless builds make it again.
func (p *pass) wanted() {
	if p.Builds.IsNone() {
		return // nothing is known of what runs
	}
	if !p.heuristic.generated() {
		if by := p.Builds.MentionedBy(p.entry); by != "" {
			p.doubt(by + " names it")
		}
	}
	if by := p.Handing.Of(p.entry); by != "" {
		p.doubt(by + " takes it")
	}
	if link := p.Builds.Linked(p.entry, p.committed); link != "" {
		p.doubt(link + " leads to it")
	}
	if category := p.found.category(); category.Facts().Read {
		if by := p.Builds.ReadBy(p.entry, p.held()); by != "" {
			p.doubt(by)
		} else if p.found.safety == diag.Safe {
			p.readInBuild()
		}
	} else if p.heuristic.generated() {
		if by := p.Builds.InstalledFrom(p.entry); by != "" {
			p.doubt(by + " installs from it")
		}
		// A tool that writes wherever it is told may write something else.
		if by := p.Builds.StartedBy(p.entry); by != "" && p.Builds.MentionedBy(p.entry) == "" && builds.Anywhere(builds.Tools(p.Tree, p.entry, p.found.name)) {
			p.doubt(by + " names it")
		}
	} else if category == catalog.Cache {
		// Programs keep in a cache what they cannot do without, too.
		if by := p.Builds.StartedBy(p.entry); by != "" {
			p.doubt(by + " names it")
		}
		if by := p.Builds.NeedsCache(p.entry, p.found.name); by != "" {
			p.doubt(by)
		}
	}
	if known := p.found.name.Category; known == catalog.VCS || known.Facts().Litter {
		return
	}
	by, _ := p.Builds.EmbeddedBy(p.entry)
	if by == "" {
		return
	}
	// What the tool makes that builds the program is no part of it; what
	// another one makes is there again when the program is built.
	made := builds.Tools(p.Tree, p.entry, p.found.name)
	if !p.heuristic.generated() || len(made) == 0 || slices.Contains(made, builds.BuilderOf(by)) {
		p.doubt(by + " embeds it")
	}
}

// readInBuild turns what was taken as safe into a question where a command of a
// build may read it. Of what is secret many speak, so that only what becomes a
// part of a program counts.
func (p *pass) readInBuild() {
	secret := p.found.category() == catalog.Secret
	if secret && p.Tree.Name(p.entry)[0] == '.' {
		return // settings, which no source takes in
	}
	above := namedAbove
	if secret {
		above = 0
	}
	if by, compiledIn := p.Reading.NamedBy(p.entry, above, p.Eligible.Sent); by != "" && (compiledIn || !secret) {
		p.doubt(by)
	}
}

// held is how many directories above stand for what is taken: what is large may
// be carried along in one, and models have several.
func (p *pass) held() int {
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

// namedAbove is how many directories above what a build may read stand for it.
const namedAbove = 8

// take reports the entry.
func (p *pass) take(safety diag.Safety, evidence ...string) {
	p.found = &finding{
		entry: p.entry, heuristic: p.heuristic, name: p.name,
		safety: safety, reason: reason{what: p.name.Why}, evidence: evidence, ignored: p.ignored(),
	}
}

// takeMarked reports the entry with the marker that proves what it is, if there
// is one.
func (p *pass) takeMarked(safety diag.Safety, marker string, evidence ...string) {
	p.take(safety, evidence...)
	p.found.marker = marker
}

// facts are the marker and the evidence.
func (f *finding) facts() []string {
	if f.marker == "" {
		return f.evidence
	}
	return append([]string{f.marker}, f.evidence...)
}

// path is the path of the entry.
func (p *pass) path() string {
	if p.entryPath == "" {
		p.entryPath = p.Tree.Path(p.entry)
	}
	return p.entryPath
}

// weight is what is eligible of the entry, in bytes.
func (p *pass) weight() int64 { return p.sums.At(p.entry).Bytes }

// tracked reports whether git tracks the entry or anything below it.
func (p *pass) tracked() bool { return p.Git != nil && p.Git.Tracked(p.path()) }

// ignored reports whether git ignores the entry and tracks nothing below it.
func (p *pass) ignored() bool { return p.ignoredPaths[p.path()] && !p.tracked() }

// committed reports whether somebody put a path into the repository; where
// there is none, everything counts.
func (p *pass) committed(path string) bool { return p.Git == nil || p.Git.Tracked(path) }

// status says in evidence what git knows; nothing without git.
func (p *pass) status() []string {
	switch {
	case p.Git == nil:
		return nil
	case p.tracked():
		return []string{"tracked by git"}
	case p.ignored():
		return []string{"ignored by git"}
	}
	return []string{"not tracked by git"}
}

// begins reports whether the file that has the name begins as it has to.
func (p *pass) begins() bool {
	want := p.name.Begins
	switch {
	case want == "":
		return true
	case p.Head == nil:
		return false
	}
	name := p.path()
	if p.name.Holder {
		name += "/" + p.name.Pattern
	}
	return string(p.Head(name, len(want))) == want
}

// marker says which marker proves what the entry is; empty if none does.
func (p *pass) marker() string { return p.name.Marker(p.Tree, p.entry) }

// head is the beginning of the file that is judged; empty where contents are
// not looked at.
func (p *pass) head(n int) string {
	if p.Head == nil {
		return ""
	}
	return string(p.Head(p.path(), n))
}
