package project

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A bakeMap is what a target says of build arguments, or of named contexts:
// those whose values are known.
type bakeMap map[string]string

// put books a value, up to one more than anybody would write.
func (m *bakeMap) put(key, value string) {
	if *m == nil {
		*m = make(bakeMap)
	}
	if _, old := (*m)[key]; old || len(*m) <= maxValues {
		(*m)[key] = value
	}
}

// setting books one element of an attribute that is a map. Which value a named
// context has matters: it may be the root. One that is empty takes away what a
// target inherits, but nothing from those that inherit from it; that is not
// followed (buildx bake/bake.go, normalize).
func (d *descriptions) setting(t *bakeTarget, attribute, key string, v bakeValue) {
	switch {
	case attribute == "args" && v.known:
		t.args.put(key, v.text)
	case attribute == "contexts" && v.known && v.text != "":
		t.named.put(key, v.text)
	case attribute == "contexts":
		d.unknown("Which named contexts %s has is not known.", v.where)
	}
}

// hclSettings books the elements of a map: KEY = "value", or "KEY": "value".
func (d *descriptions) hclSettings(t *bakeTarget, file, attribute string, tokens []hclToken) {
	for k, key := range tokens {
		if k+2 >= len(tokens) || key.kind != hclName && key.kind != hclString {
			continue
		}
		if is := tokens[k+1]; is.kind != hclOther || is.text != "=" && is.text != ":" {
			continue
		}
		value := tokens[k+2]
		ends := k+3 == len(tokens) || tokens[k+3].kind == hclNewline || tokens[k+3].kind == hclOther && strings.Contains(",}", tokens[k+3].text)
		d.setting(t, attribute, key.text, bakeValue{
			where: fmt.Sprintf("%s:%d", file, value.line), text: value.text, known: ends && value.kind == hclString && !value.template,
		})
	}
}

// settings are what a target says in a map, with what the targets say that it
// inherits from where it does not, the last of them first.
func (d *descriptions) settings(first string, get func(*bakeTarget) bakeMap) bakeMap {
	out := bakeMap{}
	seen := make(map[string]bool)
	full := false
	var walk func(name string)
	walk = func(name string) {
		if seen[name] || full {
			return
		}
		seen[name] = true
		for _, t := range d.layers(name) {
			own := get(t)
			for _, key := range slices.Sorted(maps.Keys(own)) {
				if _, said := out[key]; said {
					continue
				}
				if len(out) == maxValues {
					d.unknown("What the target %q builds is not known: it has more than %d build arguments or named contexts.", first, maxValues)
					full = true
					return
				}
				out[key] = own[key]
			}
		}
		if t := d.bake[name]; t != nil {
			for _, parent := range slices.Backward(t.inherits) {
				walk(parent)
			}
		}
	}
	walk(first)
	return out
}

// namedContexts are NAME=VALUE for each named context, a directory as a path
// below the root. root says that one of them is the root itself.
func (d *descriptions) namedContexts(m bakeMap) (named []string, root bool) {
	out := make(map[string]string)
	for name, value := range m {
		out[name] = d.namedContext("", value)
	}
	return contextList(out)
}
