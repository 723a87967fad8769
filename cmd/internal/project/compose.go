package project

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/buildctx/buildctx/cmd/internal/yamltree"
)

// A compose is one compose file.
type compose struct {
	*descriptions
	name string
	dir  string // to which paths are relative
	doc  *yamltree.Document
}

// readCompose reads what a compose file builds (compose-spec build.md), and
// queues the files that it includes or extends.
func (d *descriptions) readCompose(q queued, src []byte) {
	c := &compose{descriptions: d, name: q.name, dir: q.dir}
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
			c.service(service)
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

// include queues what the file includes: paths, or mappings with paths. What it
// includes is relative to where it lies, unless a directory is given.
func (c *compose) include(node *yaml.Node) {
	for n := range c.doc.Elements(node) {
		if n.Kind != yaml.MappingNode {
			c.follow(n, n.Value, "")
			continue
		}
		dir, ok := c.directory(n)
		if !ok {
			c.unknown("What %s:%d includes is not known.", c.name, n.Line)
			continue
		}
		for p := range c.doc.Elements(c.doc.Value(n, "path")) {
			c.follow(p, p.Value, dir)
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
func (c *compose) follow(at *yaml.Node, file, dir string) {
	value, _, known := interpolate(file)
	switch below := c.below(c.dir, value); {
	case known && value == "":
		c.unknown("What %s:%d includes is not known.", c.name, at.Line)
	case known && below != Elsewhere && !isAddress(value):
		c.queue(queued{below, cmp.Or(dir, path.Dir(below))})
	default:
		c.unknown("What %s:%d includes is not known: %s.", c.name, at.Line, file)
	}
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

// service reads what a service builds.
func (c *compose) service(node *yaml.Node) {
	extends := c.doc.Value(node, "extends")
	if file, _ := c.text(extends, "file"); file != nil && *file != "" {
		c.follow(extends, *file, "")
	}
	n := c.doc.Value(node, "build")
	switch {
	case !c.takes(n, yaml.ScalarNode, yaml.MappingNode):
	case n.Kind == yaml.ScalarNode:
		b := Build{File: c.name, Where: c.at(n)}
		c.place(&b, c.dir, &n.Value, nil)
		c.book(b)
	default:
		c.build(n, extends != nil)
	}
}

// build books one build. What it does not say itself may come from the service
// that it extends.
func (c *compose) build(n *yaml.Node, extends bool) {
	b := Build{File: c.name, Where: c.at(n), Args: make(map[string]string)}
	context, ok := c.text(n, "context")
	dockerfile, named := c.text(n, "dockerfile")
	if !ok || !named {
		return
	}
	if inline := c.doc.Value(n, "dockerfile_inline"); c.takes(inline, yaml.ScalarNode) && inline.Value != "" {
		text, _, known := interpolate(inline.Value)
		if !c.doc.Spend(inline.Line) { // for the lines in front of it
			return
		}
		b.Inline = inlined(inline, text)
		if !known {
			c.unknown("What the Dockerfile in %s:%d says is not known: it has variables without a default.", c.name, inline.Line)
		}
	}
	c.place(&b, c.dir, context, dockerfile)
	b.Exact = b.Exact && (!extends || context != nil)
	for key, value := range c.settings(c.doc.Value(n, "args")) {
		if v, _, known := interpolate(value); known {
			b.Args[key] = v
		}
	}
	for name, value := range c.settings(c.doc.Value(n, "additional_contexts")) {
		v, _, known := interpolate(value)
		if known && !strings.Contains(v, ":") {
			v = c.below(c.dir, v)
		}
		b.Contexts = append(b.Contexts, name+"="+v)
	}
	if c.doc.Exhausted() == nil { // else something may be missing
		slices.Sort(b.Contexts)
		c.book(b)
	}
}

func (c *compose) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", c.name, n.Line) }

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

// settings are the pairs of a mapping, or of a sequence of KEY=VALUE. A key
// without a value takes it from the environment and is left out.
func (c *compose) settings(n *yaml.Node) map[string]string {
	out := make(map[string]string)
	for key, value := range c.doc.Pairs(n) {
		if value.Kind == yaml.ScalarNode && !isUnset(value) {
			out[key.Value] = value.Value
		}
	}
	for e := range c.doc.Elements(n) {
		if key, value, ok := strings.Cut(e.Value, "="); ok {
			out[key] = value
		}
	}
	return out
}
