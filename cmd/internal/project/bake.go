package project

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
)

// A bakeTarget is what all bake files say of one target. Files override one
// another; here everything that one of them says is taken to be possible.
// Of each attribute only so many values are kept as anybody would write.
type bakeTarget struct {
	contexts    []bakeValue
	dockerfiles []bakeValue
	inline      []bakeValue
	inherits    []string
	args, named bakeMap
}

// maxValues is how many values of an attribute of one target are kept.
const maxValues = 50

// A bakeValue is the value of an attribute.
type bakeValue struct {
	file  string
	where string // "docker-bake.hcl:12"
	line  int    // where the text begins; 0 where that is not known
	text  string
	known bool // it is a literal without variables
}

// target finds or makes a target by its name. One that is too many is looked at
// and forgotten.
func (d *descriptions) target(name string) *bakeTarget {
	t := d.bake[name]
	if t == nil && len(d.targets) == maxTargets {
		d.once(&d.manyTargets, "Only %d targets of bake files were looked at.", maxTargets)
		return &bakeTarget{}
	}
	if t == nil {
		t = &bakeTarget{}
		d.bake[name] = t
		d.targets = append(d.targets, name)
	}
	return t
}

// set books an attribute of a target, if it is one of those that matter.
func (d *descriptions) set(t *bakeTarget, attribute string, v bakeValue) {
	switch attribute {
	case "context":
		t.contexts = d.keep(t.contexts, v)
	case "dockerfile":
		t.dockerfiles = d.keep(t.dockerfiles, v)
	case "dockerfile-inline":
		t.inline = d.keep(t.inline, v)
	}
}

// inherit books the targets that a target inherits from.
func (d *descriptions) inherit(t *bakeTarget, file string, names ...string) {
	for _, name := range names {
		if len(t.inherits) == maxValues {
			d.unknown("What %s builds is not known: a target inherits from more than %d.", file, maxValues)
			return
		}
		t.inherits = append(t.inherits, name)
	}
}

// keep adds a value to a list, unless it is there already.
func (d *descriptions) keep(list []bakeValue, v bakeValue) []bakeValue {
	if slices.ContainsFunc(list, func(old bakeValue) bool { return old.text == v.text && old.known == v.known }) {
		return list
	}
	if len(list) == maxValues {
		d.unknown("What %s builds is not known: an attribute has more than %d values.", v.where, maxValues)
		return list
	}
	return append(list, v)
}

// readBake reads the targets of a bake file.
func (d *descriptions) readBake(name string, src []byte) {
	if path.Ext(name) == ".hcl" {
		d.readHCL(name, src)
		return
	}
	var file struct {
		Target map[string]struct {
			Context    *string  `json:"context"`
			Dockerfile *string  `json:"dockerfile"`
			Inline     *string  `json:"dockerfile-inline"`
			Inherits   []string `json:"inherits"`

			Args     map[string]any `json:"args"`
			Contexts map[string]any `json:"contexts"`
		} `json:"target"`
	}
	if err := json.Unmarshal(src, &file); err != nil {
		at, message := misread(err)
		where := name
		if at > 0 && at <= int64(len(src)) {
			where = fmt.Sprintf("%s:%d", name, 1+bytes.Count(src[:at-1], []byte("\n")))
		}
		d.unknown("What %s builds is not known: %s.", where, message)
		return
	}
	for _, target := range slices.Sorted(maps.Keys(file.Target)) {
		said, t := file.Target[target], d.target(target)
		for attribute, value := range map[string]*string{"context": said.Context, "dockerfile": said.Dockerfile, "dockerfile-inline": said.Inline} {
			if value != nil {
				where := fmt.Sprintf("target %s of %s", target, name)
				text, template := evaluated(*value)
				d.set(t, attribute, bakeValue{file: name, where: where, text: text, known: !template})
			}
		}
		if slices.ContainsFunc(said.Inherits, isTemplate) {
			d.unknown("Which targets the target %s of %s inherits from is not known.", target, name)
		}
		d.inherit(t, name, said.Inherits...)
		for attribute, values := range map[string]map[string]any{"args": said.Args, "contexts": said.Contexts} {
			for _, key := range slices.Sorted(maps.Keys(values)) {
				text, isText := values[key].(string)
				text, template := evaluated(text)
				d.setting(t, attribute, key, bakeValue{where: fmt.Sprintf("target %s of %s", target, name), text: text, known: isText && !template})
			}
		}
	}
}

// misread says what is wrong with JSON, and at which byte, counted from 1.
func misread(err error) (at int64, message string) {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		return kind.Offset, fmt.Sprintf("%s cannot be of the kind %s", strings.TrimPrefix(kind.Field, "."), kind.Value)
	}
	return at, err.Error()
}

// evaluated is what a string of HCL says without its escapes, and whether it
// has something in it to be evaluated.
func evaluated(s string) (says string, template bool) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch rest := s[i:]; {
		case strings.HasPrefix(rest, "$${"), strings.HasPrefix(rest, "%%{"):
			out.WriteString(rest[1:3])
			i += 2
		default:
			template = template || strings.HasPrefix(rest, "${") || strings.HasPrefix(rest, "%{")
			out.WriteByte(s[i])
		}
	}
	return out.String(), template
}

// isTemplate reports whether a string of HCL has something in it to be
// evaluated.
func isTemplate(s string) bool {
	_, template := evaluated(s)
	return template
}

// bakeBuilds books the builds of all targets that use the root, or may: what
// bake files say alone, and put on the services that have the names of targets.
func (d *descriptions) bakeBuilds() {
	for _, name := range d.targets {
		if d.full {
			return
		}
		for _, parent := range d.bake[name].inherits {
			if d.bake[parent] == nil && d.bakeService(parent) == nil {
				d.unknown("What the target %q inherits from %q is not known.", name, parent)
			}
		}
		d.onServices = false
		alone := len(d.builds)
		d.targetBuilds(name)
		if put := len(d.builds); d.standsOnService(name, make(map[string]bool)) {
			d.onServices = true
			d.targetBuilds(name)
			d.builds = withoutKnown(d.builds, alone, put)
		}
	}
}

// withoutKnown are builds without those from one place on that are there
// already from another one on.
func withoutKnown(builds []Build, old, from int) []Build {
	known := builds[old:from]
	return append(builds[:from], slices.DeleteFunc(builds[from:], func(b Build) bool {
		return slices.ContainsFunc(known, func(k Build) bool { return reflect.DeepEqual(k, b) })
	})...)
}

// targetBuilds books the builds of one target. A Dockerfile is relative to the
// context (buildx bake/bake.go, toBuildOpt).
func (d *descriptions) targetBuilds(name string) {
	contexts := d.inherited(name, func(t *bakeTarget) []bakeValue { return t.contexts })
	if len(contexts) == 0 {
		contexts = []bakeValue{{text: ".", known: true}}
	}
	b := Build{Args: d.settings(name, func(t *bakeTarget) bakeMap { return t.args })}
	var root bool
	b.Contexts, root = d.namedContexts(d.settings(name, func(t *bakeTarget) bakeMap { return t.named }))
	inline := d.inherited(name, func(t *bakeTarget) []bakeValue { return t.inline })
	inline = slices.DeleteFunc(inline, func(v bakeValue) bool { return v.known && v.text == "" })
	for _, v := range inline {
		if v.known {
			d.bakeBuild(b, root, contexts, bakeValue{file: v.file, where: v.where}, moved(v.text, max(0, v.line-1)))
		} else {
			d.unknown("What the Dockerfile in %s says is not known.", v.where)
		}
	}
	dockerfiles := d.inherited(name, func(t *bakeTarget) []bakeValue { return t.dockerfiles })
	if len(dockerfiles) == 0 && len(inline) == 0 {
		dockerfiles = []bakeValue{{where: contexts[0].where, text: "Dockerfile", known: true}}
	}
	for _, v := range dockerfiles {
		d.bakeBuild(b, root, contexts, v, nil)
	}
}

// bakeBuild books the builds of a Dockerfile with each of the contexts. One of
// a directory that is not the root is left out, since another file may say
// otherwise, unless a named context is the root.
func (d *descriptions) bakeBuild(b Build, named bool, contexts []bakeValue, dockerfile bakeValue, inline []byte) {
	if !dockerfile.known && inline == nil {
		d.unknown("Which Dockerfile %s builds is not known.", dockerfile.where)
		return
	}
	for _, context := range contexts {
		b.File, b.Where, b.Inline, b.Exact = dockerfile.file, dockerfile.where, inline, context.known
		b.Context, b.Dockerfile = "", ""
		at := context.text
		if !context.known {
			d.unknown("Which build context %s has is not known.", context.where)
			at = "."
		}
		at = strings.TrimPrefix(at, "cwd://")
		if isAddress(at) {
			b.Context, b.Exact = Elsewhere, false
			if d.outside(b, named); named && inline != nil && !d.book(b) {
				return
			}
			continue
		}
		below := d.below("", at)
		if below != "." && context.known && !named {
			continue
		}
		if context.known {
			b.Context = below
		}
		b.Exact = b.Exact && below == "."
		from := below
		if below == Elsewhere {
			from = at
		}
		name, here := strings.CutPrefix(cmp.Or(dockerfile.text, "Dockerfile"), "cwd://")
		if here {
			from = ""
		}
		if file := d.below(from, name); inline == nil && file != Elsewhere {
			b.Dockerfile = file
		}
		d.outside(b, named)
		if !d.book(b) {
			return
		}
	}
}

// inherited is what a target says, or else what the targets say that it
// inherits from, up to as many values as one target may have.
func (d *descriptions) inherited(name string, get func(*bakeTarget) []bakeValue) []bakeValue {
	seen := make(map[string]bool)
	var out []bakeValue
	var walk func(name string)
	walk = func(name string) {
		if seen[name] || len(out) > maxValues {
			return
		}
		seen[name] = true
		for _, t := range d.layers(name) {
			if own := get(t); len(own) > 0 {
				out = append(out, own...)
				return
			}
		}
		if t := d.bake[name]; t != nil {
			for _, parent := range t.inherits {
				walk(parent)
			}
		}
	}
	walk(name)
	if len(out) > maxValues {
		d.unknown("What the target %q builds is not known: an attribute has more than %d values.", name, maxValues)
		out = out[:maxValues]
	}
	return out
}
