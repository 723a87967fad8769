package project

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/buildctx/buildctx/cmd/internal/yamltree"
)

// A compose is one compose file.
type compose struct {
	*descriptions
	queued
	doc *yamltree.Document
}

// readCompose reads what a compose file builds (compose-spec build.md), and
// queues the files that it includes or extends.
func (d *descriptions) readCompose(q queued, src []byte) {
	c := &compose{descriptions: d, queued: q}
	for doc, err := range yamltree.Documents(src) {
		c.doc = doc
		if err != nil {
			c.broken(err)
			return
		}
		c.document()
	}
}

// document reads one document of the file.
func (c *compose) document() {
	if c.doc.Fault != nil {
		c.broken(c.doc.Fault)
	}
	if root := c.doc.Root; c.takes(root, yaml.MappingNode) {
		if include := c.doc.Value(root, "include"); !yamltree.IsNull(include) {
			c.include(include)
		}
		if services := c.doc.Value(root, "services"); c.takes(services, yaml.MappingNode) {
			c.services(services)
		}
	}
	if err := c.doc.Exhausted(); err != nil {
		c.broken(err)
	}
}

// services reads what services build, by their names.
func (c *compose) services(node *yaml.Node) {
	services := make(map[string]*yaml.Node)
	for name, service := range c.doc.Pairs(node) {
		services[name.Value] = service
	}
	for _, name := range slices.Sorted(maps.Keys(services)) {
		if service := services[name]; !c.full && c.takes(service, yaml.MappingNode) {
			c.service(name, service)
		}
	}
}

// broken says what is wrong with the file.
func (c *compose) broken(err error) {
	where, message := yamltree.Explain(c.name, err)
	c.unknown("What %s builds is not known: %s.", where, message)
}

// takes reports whether something is said, of one of the kinds that compose
// takes there. It says so where it is something else.
func (c *compose) takes(n *yaml.Node, kinds ...yaml.Kind) bool {
	if isUnset(n) {
		return false
	}
	if !slices.Contains(kinds, n.Kind) {
		c.unknown("What %s builds is not known: %s is not what compose takes there.", c.at(n), kindOf(n.Kind))
		return false
	}
	return true
}

// isUnset reports whether nothing is said, or what another file says is taken
// back.
func isUnset(n *yaml.Node) bool { return yamltree.IsNull(n) || n.Tag == "!reset" }

// kindOf names the kind of a node.
func kindOf(kind yaml.Kind) string {
	switch kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	return "a single value"
}

// include queues what the file includes: paths, or mappings with paths, of
// which each is put on those before it. What it includes is relative to where
// the first of them lies, unless a directory is given.
func (c *compose) include(node *yaml.Node) {
	for n := range c.doc.Elements(node) {
		if n.Kind != yaml.MappingNode {
			c.includes(c.follow(n, n.Value, ""))
			continue
		}
		dir, ok := c.directory(n)
		if !ok {
			c.unknown("What %s:%d includes is not known.", c.name, n.Line)
			continue
		}
		var stack []queued
		for p := range c.doc.Elements(c.doc.Value(n, "path")) {
			q := c.follow(p, p.Value, dir)
			dir = cmp.Or(dir, q.dir)
			stack = append(stack, q)
		}
		if !c.includes(stack...) {
			c.unknown("What %s:%d includes is not known.", c.name, n.Line)
			return
		}
	}
}

// directory is the one that an include gives for the paths of what it includes;
// empty for none.
func (c *compose) directory(include *yaml.Node) (dir string, ok bool) {
	given, ok := c.text(include, "project_directory")
	if given == nil || *given == "" {
		return "", ok
	}
	value, _, known := interpolate(*given)
	if value != "" {
		dir = c.below(c.dir, value)
	}
	return dir, known && dir != Elsewhere
}

// follow queues another compose file, whose paths are relative to a directory,
// to its own one if that is empty.
func (c *compose) follow(at *yaml.Node, file, dir string) (q queued) {
	value, _, known := interpolate(file)
	switch below := c.below(c.dir, value); {
	case known && value == "":
		c.unknown("What %s:%d includes is not known.", c.name, at.Line)
	case known && below != Elsewhere && !isAddress(value):
		q = queued{below, cmp.Or(dir, path.Dir(below))}
		c.queue(q)
	default:
		c.unknown("What %s:%d includes is not known: %s.", c.name, at.Line, file)
	}
	return q
}

// text is the value of a key, nil where nothing is said. It is false where that
// is no text, which is said.
func (c *compose) text(mapping *yaml.Node, key string) (value *string, ok bool) {
	n := c.doc.Value(mapping, key)
	if c.takes(n, yaml.ScalarNode) {
		return &n.Value, true
	}
	return nil, isUnset(n)
}

func (c *compose) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", c.name, n.Line) }
