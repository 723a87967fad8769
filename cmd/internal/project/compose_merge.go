package project

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// maxMerged is how many build arguments and named contexts are merged that
// compose files say of one service.
const maxMerged = 20_000

// A services holds what compose files say of services, and which files are put
// on which.
type services struct {
	all      map[serviceKey]*service
	order    []serviceKey
	included map[queued][]queued
	stacks   [][]queued
	resolved map[serviceKey]*said
	more     bool // than are kept
	merged   int  // settings so far

	manyMerged bool
}

// keepService keeps what is said of a service. Of several documents of a file
// each is put on those before it.
func (d *descriptions) keepService(key serviceKey, s *service) {
	if old := d.composed.all[key]; old != nil {
		s.said, s.own, s.layered = d.over(s.said, old.said), s.own || old.own, true
		if s.extends == nil {
			s.extends = old.extends
		}
		d.composed.all[key] = s
		return
	}
	if len(d.composed.order) > maxBuilds {
		d.composed.more = true
		return
	}
	d.composed.all[key] = s
	d.composed.order = append(d.composed.order, key)
}

// includes keeps which files a file includes, of which each is put on those
// before it. It is false where there are more such than anybody would write.
func (c *compose) includes(files ...queued) bool {
	var stack []queued
	for _, q := range files {
		if c.seen[q] && !slices.Contains(stack, q) {
			stack = append(stack, q)
		}
	}
	for _, q := range stack {
		if !slices.Contains(c.composed.included[c.queued], q) {
			c.composed.included[c.queued] = append(c.composed.included[c.queued], q)
		}
	}
	if len(stack) > 1 {
		c.composed.stacks = append(c.composed.stacks, stack)
	}
	return len(c.composed.stacks) <= maxDescriptions
}

// over is what is said, put on something else (compose-go override/merge.go).
func (d *descriptions) over(s, base said) said {
	if base.where == "" || slices.Contains(s.reset, "build") {
		return s
	}
	hidden := func(attribute string) bool { return slices.Contains(s.reset, attribute) }
	if s.where == "" {
		s.file, s.where = base.file, base.where
	}
	if s.context == nil && !hidden("context") {
		s.context, s.dir = base.context, base.dir
	}
	if s.dockerfile == nil && !hidden("dockerfile") {
		s.dockerfile = base.dockerfile
	}
	if s.inline == nil && base.inline != nil && !hidden("dockerfile_inline") {
		s.inline, s.file, s.where = base.inline, base.file, base.where
	}
	if !hidden("args") {
		s.args = merged(d, s.args, base.args)
	}
	if !hidden("additional_contexts") {
		s.named = merged(d, s.named, base.named)
	}
	s.xBake = merged(d, s.xBake, base.xBake)
	s.open = s.open || base.open
	return s
}

// merged is a map put on another one.
func merged[V any](d *descriptions, m, base map[string]V) map[string]V {
	if len(base) == 0 {
		return m
	}
	if d.composed.merged += len(m) + len(base); d.composed.merged > maxMerged {
		d.once(&d.composed.manyMerged, "Only %d build arguments and named contexts were merged that compose files say.", maxMerged)
		return m
	}
	out := maps.Clone(base)
	maps.Copy(out, m)
	return out
}

// resolve is what is said of a service, put on what is said of those that it
// extends; nil where no build is said.
func (d *descriptions) resolve(key serviceKey) *said {
	if out, ok := d.composed.resolved[key]; ok {
		return out
	}
	d.composed.resolved[key] = nil // for one that extends itself
	s := d.composed.all[key]
	if s == nil {
		return nil
	}
	out := s.said
	if s.extends != nil {
		if base := d.resolve(*s.extends); base != nil {
			out = d.over(out, *base)
			if d.composed.all[*s.extends].layered { // compose takes the one of the same document
				d.unknown("What %s extends is not known: several documents say what %q is.", out.where, s.extends.service)
			}
		}
	}
	if out.where == "" {
		return nil
	}
	d.composed.resolved[key] = &out
	return &out
}

// composeBuilds books what the services build: what each file says, and what is
// said where one is put on another.
func (d *descriptions) composeBuilds() {
	for _, key := range d.composed.order {
		if s := d.composed.all[key]; s.own {
			if said := d.resolve(key); said != nil {
				d.bookService(*said)
			}
		}
	}
	for _, stack := range append(d.composed.stacks, d.overrides()...) {
		for _, name := range d.names(stack) {
			if said, layers := d.stacked(stack, name); layers > 1 {
				d.bookService(said)
			}
		}
	}
	if d.composed.more {
		d.once(&d.full, tooManyBuilds, maxBuilds)
	}
}

// overrides are the files in the root that are put on others: each on the one
// that compose reads of itself, and on that with the override that it reads,
// too (compose-go cli/options.go, DefaultFileNames).
func (d *descriptions) overrides() (stacks [][]queued) {
	for _, base := range d.composeFiles {
		stem, _, _ := strings.Cut(base, ".")
		if base != stem+path.Ext(base) || stem != "compose" && stem != "docker-compose" {
			continue
		}
		first := []queued{{base, "."}}
		for _, ext := range []string{".yml", ".yaml"} {
			if over := stem + ".override" + ext; slices.Contains(d.composeFiles, over) {
				first = append(first, queued{over, "."})
			}
		}
		if len(first) > 1 {
			stacks = append(stacks, first)
		}
		for _, other := range d.composeFiles {
			if q := (queued{other, "."}); !slices.Contains(first, q) {
				stacks = append(stacks, []queued{first[0], q})
				if len(first) > 1 {
					stacks = append(stacks, append(slices.Clone(first), q))
				}
			}
		}
	}
	return stacks
}

// names are the services of which a file of a stack says something that is put
// on another.
func (d *descriptions) names(stack []queued) (out []string) {
	seen := make(map[string]bool)
	for _, key := range d.composed.order {
		if !seen[key.service] && slices.Contains(stack[1:], key.queued) {
			seen[key.service] = true
			out = append(out, key.service)
		}
	}
	return out
}

// stacked is what files that are put on one another say of a service, and how
// many of them say something.
func (d *descriptions) stacked(stack []queued, name string) (out said, layers int) {
	for _, q := range stack {
		if s := d.find(q, name, make(map[queued]bool)); s != nil {
			out = d.over(*s, out)
			layers++
		}
	}
	return out, layers
}

// find is what is said of a service in a file, or in those that it includes.
func (d *descriptions) find(q queued, name string, seen map[queued]bool) *said {
	if seen[q] {
		return nil
	}
	seen[q] = true
	if s := d.resolve(serviceKey{q, name}); s != nil {
		return s
	}
	for _, included := range d.composed.included[q] {
		if s := d.find(included, name, seen); s != nil {
			return s
		}
	}
	return nil
}

// bookService books the build of a service, and the one of bake if that has
// more named contexts.
func (d *descriptions) bookService(s said) {
	if d.full {
		return
	}
	b := Build{File: s.file, Where: s.where, Inline: s.inline, Args: make(map[string]string)}
	named := d.place(&b, s.dir, s.context, s.dockerfile)
	b.Exact = b.Exact && (!s.open || s.context != nil)
	for key, value := range s.args {
		if value != nil {
			b.Args[key] = *value
		}
	}
	contexts := []map[string]string{s.named}
	if len(s.xBake) > 0 {
		contexts = append(contexts, merged(d, s.named, s.xBake))
	}
	for _, m := range contexts {
		var root bool
		if b.Contexts, root = contextList(m); named {
			d.outside(b, root)
		}
		d.book(b)
	}
}

// contextList are the named contexts as a build has them. root says that one of
// them is the root.
func contextList(m map[string]string) (out []string, root bool) {
	for name, value := range m {
		out = append(out, name+"="+value)
		root = root || value == "."
	}
	slices.Sort(out)
	return out, root
}
