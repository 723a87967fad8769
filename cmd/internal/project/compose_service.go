package project

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A service is what one compose file says of a service.
type service struct {
	said
	own     bool // a build is said, not only where to take one from
	layered bool // several documents of the file say something
	extends *serviceKey
}

// A serviceKey is a service of a compose file.
type serviceKey struct {
	queued

	service string
}

// said is what compose files say of one build.
type said struct {
	file, where         string
	dir                 string // to which the context is relative
	context, dockerfile *string
	inline              []byte
	args                map[string]*string // nil where the value is not known
	named, xBake        map[string]string  // a directory is a path below the root
	// reset are the attributes of what this is put on that do not count;
	// "build" is all.
	reset []string
	// open says that something may come from where it is not known.
	open bool
}

// service reads what a service builds.
func (c *compose) service(name string, node *yaml.Node) {
	s := &service{}
	if extends := c.doc.Value(node, "extends"); !isUnset(extends) {
		s.extends = c.extended(extends)
		s.open = s.extends == nil
	}
	n := c.doc.Value(node, "build")
	if n != nil && (n.Tag == "!reset" || n.Tag == "!override") {
		s.reset = []string{"build"}
	}
	if c.takes(n, yaml.ScalarNode, yaml.MappingNode) {
		s.file, s.where, s.dir = c.name, c.at(n), c.dir
		if s.own = true; n.Kind == yaml.ScalarNode {
			s.context = &n.Value
		} else if !c.build(n, &s.said) {
			return
		}
	}
	if s.own || s.extends != nil || s.reset != nil {
		c.keepService(serviceKey{c.queued, name}, s)
	}
}

// extended queues the file with the service that another one extends, and names
// it; nil if it is not known.
func (c *compose) extended(n *yaml.Node) *serviceKey {
	if n.Kind == yaml.ScalarNode {
		return &serviceKey{c.queued, n.Value}
	}
	from := c.queued
	if file, _ := c.text(n, "file"); file != nil && *file != "" {
		from = c.follow(n, *file, "")
	}
	name, _ := c.text(n, "service")
	if name == nil || from.name == "" {
		return nil
	}
	value, _, known := interpolate(*name)
	if !known {
		c.unknown("What %s extends is not known: %s.", c.at(n), *name)
		return nil
	}
	return &serviceKey{from, value}
}

// build reads the mapping that describes a build. It is false where that cannot
// be read, which is said.
func (c *compose) build(n *yaml.Node, b *said) bool {
	var ok, named bool
	b.context, ok = c.text(n, "context")
	b.dockerfile, named = c.text(n, "dockerfile")
	if !ok || !named {
		return false
	}
	for key, value := range c.doc.Pairs(n) {
		if value.Tag == "!reset" || value.Tag == "!override" {
			b.reset = append(b.reset, key.Value)
		}
	}
	if inline := c.doc.Value(n, "dockerfile_inline"); c.takes(inline, yaml.ScalarNode) && inline.Value != "" {
		text, _, known := interpolate(inline.Value)
		if !c.doc.Spend(inline.Line) { // for the lines in front of it
			return false
		}
		b.inline = inlined(inline, text)
		if !known {
			c.unknown("What the Dockerfile in %s:%d says is not known: it has variables without a default.", c.name, inline.Line)
		}
	}
	b.args = c.settings(c.doc.Value(n, "args"))
	for key, value := range b.args {
		if value == nil {
			continue
		}
		if v, _, known := interpolate(*value); known {
			b.args[key] = &v
		} else {
			b.args[key] = nil
		}
	}
	b.named = c.namedContexts(c.dir, c.doc.Value(n, "additional_contexts"))
	b.xBake = c.namedContexts(".", c.doc.Value(c.doc.Value(n, "x-bake"), "contexts"))
	return c.doc.Exhausted() == nil // else something may be missing
}

// namedContexts are the named contexts of a mapping, or of a sequence of
// NAME=VALUE, given the directory to which they are relative.
func (c *compose) namedContexts(dir string, n *yaml.Node) map[string]string {
	out := make(map[string]string)
	for name, value := range c.settings(n) {
		if value == nil {
			continue
		}
		v, _, known := interpolate(*value)
		if known {
			v = c.namedContext(dir, v)
		}
		out[name] = v
	}
	return out
}

// settings are the pairs of a mapping, or of a sequence of KEY=VALUE. A key
// without a value takes it from the environment, and has nil.
func (c *compose) settings(n *yaml.Node) map[string]*string {
	out := make(map[string]*string)
	for key, value := range c.doc.Pairs(n) {
		if out[key.Value] = nil; value.Kind == yaml.ScalarNode && !isUnset(value) {
			text := plain(value)
			out[key.Value] = &text
		}
	}
	for e := range c.doc.Elements(n) {
		key, value, ok := strings.Cut(e.Value, "=")
		if out[key] = nil; ok {
			out[key] = &value
		}
	}
	return out
}

// plain is the text that compose makes of a scalar: of a number what it is
// worth, so that 3.10 is 3.1 (compose-go types/mapping.go, toMappingValue).
func plain(n *yaml.Node) string {
	var v any
	switch n.Tag {
	case "!!int", "!!float", "!!bool", "!!timestamp":
		if n.Decode(&v) == nil {
			return fmt.Sprint(v)
		}
	}
	return n.Value
}

// inlined is a Dockerfile that stands in another file, with its lines moved to
// where they stand there. Directives have to stay at the head.
func inlined(at *yaml.Node, text string) []byte {
	before := at.Line - 1
	if at.Style == yaml.LiteralStyle || at.Style == yaml.FoldedStyle {
		before = at.Line // the text begins on the next line
	}
	return moved(text, before)
}

// moved is a Dockerfile with so many empty lines behind the comments at its
// head.
func moved(text string, before int) []byte {
	head := 0
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		head += len(line)
	}
	return []byte(text[:head] + strings.Repeat("\n", before) + text[head:])
}
