package suggest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/commands"
)

// A protection knows what the Dockerfiles name. A source names an entry by its
// path, or by a pattern that has at least one literal character in each
// component that counts; "." and "*" take everything and name nothing, and a
// directory named as a whole does not name the junk in it. A source that names
// an artefact, though, ships it as it is, and everything below it.
type protection struct {
	tree *buildcontext.Tree
	uses []string // the sources as "Dockerfile:5 COPY dist"

	// What the sources name, by the entry, with the number of the source:
	// named by a whole source, above something named or on the path of a
	// source, and artefacts that are shipped with all that is below.
	named, above, ships map[uint32]int

	components []string // of the patterns, those with a literal character
	unsure     []string // what may name anything
}

// newProtection works out what the Dockerfiles of the build context name.
func newProtection(in Case) *protection { return protectionOf(in, in.Eligible.Sums()) }

func protectionOf(in Case, sums buildcontext.Sums) *protection {
	p := &protection{tree: in.Tree, named: make(map[uint32]int), above: make(map[uint32]int), ships: make(map[uint32]int)}
	for dockerfile, s := range in.sources() {
		p.source(dockerfile, *s)
		p.links(in, s.Path)
	}
	if len(p.named)+len(p.above) > 0 {
		p.findShipped(in, sums)
	}
	return p
}

// needs reports whether a source names the entry or anything below it, or
// ships the artefact that it is a part of: it must stay.
func (p *protection) needs(i uint32) bool {
	_, needed := p.holder(i)
	return needed
}

// heldBy says who needs the entry, as in "Dockerfile:5 COPY dist"; empty if
// nobody does.
func (p *protection) heldBy(i uint32) string {
	if k, needed := p.holder(i); needed {
		return p.uses[k]
	}
	return ""
}

func (p *protection) holder(i uint32) (int, bool) {
	if k, ok := p.named[i]; ok {
		return k, true
	}
	if k, ok := p.above[i]; ok {
		return k, true
	}
	for at := i; at != 0 && len(p.ships) > 0; at = p.tree.Parent(at) {
		if k, ok := p.ships[at]; ok {
			return k, true
		}
	}
	return 0, false
}

// takes says which source names a directory above the entry; empty if none
// does, or only as the whole context.
func (p *protection) takes(i uint32) string {
	for at := p.tree.Parent(i); at != 0 && len(p.named) > 0; at = p.tree.Parent(at) {
		if k, ok := p.named[at]; ok {
			return p.uses[k]
		}
	}
	return ""
}

// mentions reports whether a source has a component that names of a pattern
// fit, so that the pattern must not be wider than what is there now.
func (p *protection) mentions(glob string) bool {
	return slices.ContainsFunc(p.components, func(c string) bool {
		ok, err := path.Match(glob, c)
		return ok && err == nil || c == glob
	})
}

// source books one source. What depends on a variable that is not known is
// protected in every way that it may be meant.
func (p *protection) source(dockerfile string, s needs.Source) {
	p.uses = append(p.uses, fmt.Sprintf("%s:%d %s %s", dockerfile, s.Line, s.Instruction, s.Pattern))
	if s.Path != "" {
		p.pattern(commands.TrimWildcards(s.Path))
	}
	if s.Unknown == "" {
		return
	}
	patterns, literal := meanings(s.Pattern)
	if !literal {
		if !s.Whole || s.Pattern != "" {
			p.unsure = append(p.unsure, fmt.Sprintf("%s:%d may copy it: %s is not known", dockerfile, s.Line, s.Pattern))
		}
		return
	}
	for _, pattern := range patterns {
		p.pattern(pattern)
	}
}

// meanings are the patterns that a source stands for whose variables are not
// known, each of which may hold anything, a slash too. literal says that
// something else is left.
func meanings(source string) (patterns []string, literal bool) {
	const variable = "\x00"
	text := path.Join("/", commands.ReplaceVariables(source, variable))[1:]
	one := strings.ReplaceAll(text, variable, "*")
	for component := range strings.SplitSeq(one, "/") {
		literal = literal || commands.HasLiteral(component)
	}
	var deep []string
	for component := range strings.SplitSeq(text, "/") {
		head, tail, found := strings.Cut(component, variable)
		switch {
		case !found:
			deep = append(deep, component)
		case head == "" && tail == "":
			deep = append(deep, "**")
		case head == "":
			deep = append(deep, "**", "*"+strings.ReplaceAll(tail, variable, "*"))
		default:
			deep = append(deep, head+"*", "**", "*"+strings.ReplaceAll(tail, variable, "*"))
		}
	}
	return []string{one, strings.Join(deep, "/")}, literal
}

// pattern marks what a pattern names: its matches, and whatever its components
// match on the way there, be it that the last one matches nothing yet. Links
// are marked and followed.
func (p *protection) pattern(pattern string) {
	if pattern == "" {
		return
	}
	t := p.tree
	components := strings.Split(pattern, "/")
	for k, component := range components {
		last := k == len(components)-1
		if !commands.HasLiteral(component) && !last {
			continue
		}
		if commands.HasLiteral(component) {
			p.components = append(p.components, component)
		}
		for _, dir := range t.Find(path.Join(components[:k]...)) {
			p.match(dir, component, last)
		}
		for _, i := range t.Find(path.Join(components[:k+1]...)) {
			p.mark(i, last)
		}
	}
}

// links marks what links lead to that a pattern matches, be it a star: COPY
// follows them, and fails where nothing is there (fsutil/copy/copy.go,
// ResolveWildcards).
func (p *protection) links(in Case, pattern string) {
	if !buildcontext.HasWildcard(path.Base(pattern)) {
		return
	}
	for _, dir := range p.tree.Find(path.Dir(pattern)) {
		for i := range p.tree.Children(dir) {
			to, ok := p.tree.Leads(i)
			if is, _ := path.Match(path.Base(pattern), p.tree.Name(i)); is && ok && to != i && in.Eligible.Sent(i) {
				p.mark(to, true)
			}
		}
	}
}

// match marks the children of a directory that a component matches, before
// any link is followed.
func (p *protection) match(dir uint32, component string, last bool) {
	if !buildcontext.HasWildcard(component) {
		if i, ok := p.tree.Child(dir, component); ok {
			p.mark(i, last)
		}
		return
	}
	for i := range p.tree.Children(dir) {
		if ok, err := path.Match(component, p.tree.Name(i)); ok && err == nil {
			p.mark(i, last)
		}
	}
}

// mark books an entry to the last source.
func (p *protection) mark(i uint32, last bool) {
	if i == 0 {
		return
	}
	use := len(p.uses) - 1
	if _, seen := p.named[i]; last && !seen {
		p.named[i] = use
	}
	if !last {
		if _, seen := p.above[i]; !seen {
			p.above[i] = use
		}
	}
	for at := p.tree.Parent(i); at != 0; at = p.tree.Parent(at) {
		if _, seen := p.above[at]; seen {
			break
		}
		p.above[at] = use
	}
}

// wanted tells which entries the user has asked for with a negation of the
// ignore file. What somebody brought back on purpose is not proposed to go.
type wanted struct {
	tree    *buildcontext.Tree
	matcher *ignore.Matcher
	literal []uint32 // named by negations without wildcards
}

func newWanted(in Case) *wanted {
	w := &wanted{tree: in.Tree, matcher: in.Ignore.Matcher(in.Builder)}
	for _, r := range w.matcher.Rules() {
		if !r.Negated || isGlob(r.Pattern) {
			continue
		}
		if i, ok := in.Tree.Lookup(r.Pattern); ok && i != 0 {
			w.literal = append(w.literal, i)
		}
	}
	return w
}

// holds reports whether a negation names the entry, or something below it. A
// negation of a directory above does not count: it brings back all there is,
// and so does one whose last component is nothing but wildcards ("!src/**").
func (w *wanted) holds(i uint32) bool {
	for _, j := range w.literal {
		if j >= i && j < w.tree.End(i) {
			return true
		}
	}
	name := w.tree.Path(i)
	by := w.matcher.Decide(name).By
	if by == nil || !by.Negated || strings.Trim(path.Base(by.Pattern), "*?") == "" {
		return false
	}
	parent := path.Dir(name)
	return parent == "." || w.matcher.Decide(parent).By != by
}

// without returns the entries that nobody wants.
func (w *wanted) without(entries []uint32) []uint32 {
	var out []uint32
	for _, i := range entries {
		if !w.holds(i) {
			out = append(out, i)
		}
	}
	return out
}
