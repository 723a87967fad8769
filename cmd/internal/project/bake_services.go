package project

import (
	"maps"
	"slices"
	"strings"
)

// composeNames are the compose files that bake reads of itself, and puts its
// own on (compose-go cli/options.go, DefaultFileNames).
var composeNames = []string{"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"}

// layers are what bake files say of a target, and, if they are put on services,
// what compose files say of the one that has its name, which counts where the
// first say nothing.
func (d *descriptions) layers(name string) (out []*bakeTarget) {
	if t := d.bake[name]; t != nil {
		out = append(out, t)
	}
	if t := d.bakeService(name); t != nil && d.onServices {
		out = append(out, t)
	}
	return out
}

// standsOnService reports whether a service has the name of a target, or of one
// that it inherits from.
func (d *descriptions) standsOnService(name string, seen map[string]bool) bool {
	if seen[name] || len(d.composed.order) == 0 {
		return false
	}
	seen[name] = true
	if d.bakeService(name) != nil {
		return true
	}
	t := d.bake[name]
	return t != nil && slices.ContainsFunc(t.inherits, func(parent string) bool { return d.standsOnService(parent, seen) })
}

// bakeService is the target that bake makes of a service (buildx
// bake/compose.go, ParseCompose); nil if there is none.
func (d *descriptions) bakeService(name string) *bakeTarget {
	t, old := d.bakeOf[name]
	if old {
		return t
	}
	var stack []queued
	for _, file := range composeNames {
		if slices.Contains(d.composeFiles, file) {
			stack = append(stack, queued{file, "."})
		}
	}
	if s, layers := d.stacked(stack, name); layers > 0 {
		t = d.targetOf(s)
	}
	d.bakeOf[name] = t
	return t
}

// targetOf is what is said of a service, as bake would have it.
func (d *descriptions) targetOf(s said) *bakeTarget {
	t := &bakeTarget{args: make(bakeMap), named: make(bakeMap)}
	value := func(text string) bakeValue {
		v, _, known := interpolate(text)
		return bakeValue{file: s.file, where: s.where, text: v, known: known}
	}
	if s.context != nil {
		v := value(*s.context)
		if below := d.below(s.dir, v.text); v.known && !isAddress(v.text) && below != Elsewhere {
			v.text = below
		}
		t.contexts = []bakeValue{v}
	}
	if s.dockerfile != nil {
		t.dockerfiles = []bakeValue{value(*s.dockerfile)}
	}
	if s.inline != nil {
		t.inline = []bakeValue{{file: s.file, where: s.where, text: strings.TrimLeft(string(s.inline), "\n"), known: true}}
	}
	for key, value := range s.args {
		if value != nil {
			t.args[key] = *value
		}
	}
	for _, contexts := range []map[string]string{s.xBake, s.named} {
		maps.Copy(t.named, contexts)
	}
	return t
}
