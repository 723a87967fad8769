package target

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

type (
	composeFile struct {
		Include  yaml.Node            `yaml:"include"`
		Services map[string]yaml.Node `yaml:"services"`
	}
	composeService struct {
		Build   yaml.Node `yaml:"build"`
		Extends yaml.Node `yaml:"extends"`
	}
	composeBuild struct {
		Context    *string   `yaml:"context"`
		Dockerfile *string   `yaml:"dockerfile"`
		Inline     yaml.Node `yaml:"dockerfile_inline"`
		Args       yaml.Node `yaml:"args"`
		Contexts   yaml.Node `yaml:"additional_contexts"`
	}
)

// A compose is one compose file.
type compose struct {
	*descriptions
	name string
	dir  string // to which paths are relative
}

// readCompose reads what a compose file builds (compose-spec build.md), and
// queues the files that it includes or extends.
func (d *descriptions) readCompose(q queued, src []byte) {
	c := &compose{descriptions: d, name: q.name, dir: q.dir}
	documents := yaml.NewDecoder(bytes.NewReader(src))
	for {
		var file composeFile
		err := documents.Decode(&file)
		if errors.Is(err, io.EOF) {
			return
		}
		c.broken(err)
		var syntax *yaml.TypeError
		if err != nil && !errors.As(err, &syntax) {
			return
		}
		c.include(&file.Include)
		services := make([]string, 0, len(file.Services))
		for service := range file.Services {
			services = append(services, service)
		}
		slices.Sort(services)
		for _, service := range services {
			if node := file.Services[service]; !c.full {
				c.service(&node)
			}
		}
	}
}

// broken says what is wrong with the file, if anything is.
func (c *compose) broken(err error) {
	if err == nil {
		return
	}
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	var types *yaml.TypeError
	if errors.As(err, &types) {
		message = types.Errors[0]
	}
	where := c.name
	if at := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(message); at != nil {
		where, message = where+":"+at[1], message[len(at[0]):]
	}
	if misfit, ok := strings.CutPrefix(message, "cannot unmarshal "); ok {
		tag, _, _ := strings.Cut(misfit, " ")
		message = kindOf(tag) + " is not what compose takes there"
	}
	c.unknown("What %s builds is not known: %s.", where, message)
}

// kindOf is what a YAML tag stands for.
func kindOf(tag string) string {
	switch tag {
	case "!!seq":
		return "a list"
	case "!!map":
		return "a mapping"
	}
	return "a single value"
}

// include queues what the file includes: paths, or mappings with paths. What it
// includes is relative to where it lies, unless a directory is given.
func (c *compose) include(node *yaml.Node) {
	for _, n := range elements(node) {
		var long struct {
			Path      yaml.Node `yaml:"path"`
			Directory string    `yaml:"project_directory"`
		}
		if n.Kind == yaml.MappingNode {
			err := n.Decode(&long)
			dir, _, known := interpolate(long.Directory)
			if dir != "" {
				dir = c.below(c.dir, dir)
			}
			if err != nil || !known || dir == Elsewhere {
				c.unknown("What %s:%d includes is not known.", c.name, n.Line)
				continue
			}
			for _, p := range elements(&long.Path) {
				c.follow(p, p.Value, dir)
			}
			continue
		}
		c.follow(n, n.Value, "")
	}
}

// follow queues another compose file, whose paths are relative to a directory, to
// its own one if that is empty.
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

// service reads what a service builds.
func (c *compose) service(node *yaml.Node) {
	var s composeService
	if err := node.Decode(&s); err != nil {
		c.broken(err)
		return
	}
	var extends struct {
		File string `yaml:"file"`
	}
	if e := resolved(&s.Extends); e.Kind == yaml.MappingNode {
		if err := e.Decode(&extends); err == nil && extends.File != "" {
			c.follow(e, extends.File, "")
		}
	}
	switch n := resolved(&s.Build); {
	case n.Tag == "!!null", n.Tag == "!reset": // the latter takes back what another file says
	case n.Kind == yaml.ScalarNode:
		b := Build{File: c.name, Where: c.at(n)}
		c.place(&b, c.dir, &n.Value, nil)
		c.book(b)
	case n.Kind == yaml.MappingNode:
		var build composeBuild
		if err := n.Decode(&build); err != nil {
			c.broken(err)
			return
		}
		c.build(n, &build, extends.File != "" || s.Extends.Kind != 0)
	case n.Kind == yaml.SequenceNode:
		c.unknown("What %s builds is not known: a list is not what compose takes there.", c.at(n))
	}
}

// build books one build. What it does not say itself may come from the service
// that it extends.
func (c *compose) build(at *yaml.Node, build *composeBuild, extends bool) {
	b := Build{File: c.name, Where: c.at(at), Args: make(map[string]string)}
	inline := resolved(&build.Inline)
	text, _, known := interpolate(inline.Value)
	if inline.Kind == yaml.ScalarNode && inline.Value != "" {
		b.Inline = inlined(inline, text)
		if !known {
			c.unknown("What the Dockerfile in %s:%d says is not known: it has variables without a default.", c.name, inline.Line)
		}
	}
	c.place(&b, c.dir, build.Context, build.Dockerfile)
	b.Exact = b.Exact && (!extends || build.Context != nil)
	for key, value := range pairs(&build.Args) {
		if v, _, known := interpolate(value); known {
			b.Args[key] = v
		}
	}
	for name, value := range pairs(&build.Contexts) {
		v, _, known := interpolate(value)
		if known && !strings.Contains(v, ":") {
			v = c.below(c.dir, v)
		}
		b.Contexts = append(b.Contexts, name+"="+v)
	}
	slices.Sort(b.Contexts)
	c.book(b)
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

// resolved is what an alias stands for.
func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// elements are those of a sequence, or the node itself; none if there is none.
func elements(n *yaml.Node) []*yaml.Node {
	n = resolved(n)
	switch n.Kind {
	case yaml.SequenceNode:
		out := make([]*yaml.Node, len(n.Content))
		for i, e := range n.Content {
			out[i] = resolved(e)
		}
		return out
	case 0:
		return nil
	}
	return []*yaml.Node{n}
}

// pairs are those of a mapping, or of a sequence of KEY=VALUE. A key without a
// value takes it from the environment and is left out.
func pairs(n *yaml.Node) map[string]string {
	out := make(map[string]string)
	var mapping map[string]*string
	var list []string
	switch n = resolved(n); {
	case n.Kind == yaml.MappingNode && n.Decode(&mapping) == nil:
		for key, value := range mapping {
			if value != nil {
				out[key] = *value
			}
		}
	case n.Kind == yaml.SequenceNode && n.Decode(&list) == nil:
		for _, pair := range list {
			if key, value, ok := strings.Cut(pair, "="); ok {
				out[key] = value
			}
		}
	}
	return out
}
