package config

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/buildctx/buildctx/cmd/internal/yamltree"
)

// maxSilences is how many rules may be named, which is many times as many as
// there are.
const maxSilences = 1000

// parse reads the text of the file.
func (c *Config) parse() error {
	documents := 0
	for doc, err := range yamltree.Documents(c.src) {
		if documents++; documents > 1 {
			return fmt.Errorf("%s: there is more than one document", c.path)
		}
		if err == nil {
			err = c.document(doc)
		}
		if err != nil {
			return c.refuse(err)
		}
	}
	return nil
}

// refuse says what is wrong and where.
func (c *Config) refuse(err error) error {
	where, message := yamltree.Explain(c.path, err)
	return fmt.Errorf("%s: %s", where, message)
}

// wrong is a fault at a node.
func wrong(at *yaml.Node, format string, args ...any) error {
	return &yamltree.Error{Line: at.Line, Message: fmt.Sprintf(format, args...)}
}

func (c *Config) document(doc *yamltree.Document) error {
	if doc.Fault != nil {
		return doc.Fault
	}
	err := fields(doc, doc.Root, map[string]func(*yaml.Node) error{"lint": func(lint *yaml.Node) error {
		return fields(doc, lint, map[string]func(*yaml.Node) error{"ignore": func(ignore *yaml.Node) error {
			return c.ignore(doc, ignore)
		}})
	}})
	if exhausted := doc.Exhausted(); exhausted != nil {
		return exhausted
	}
	return err
}

// fields has each field of a mapping read. Where nothing is said there are
// none.
func fields(doc *yamltree.Document, mapping *yaml.Node, read map[string]func(*yaml.Node) error) error {
	if yamltree.IsNull(mapping) {
		return nil
	}
	if mapping.Kind != yaml.MappingNode {
		return wrong(mapping, "this is not what is wanted here")
	}
	for key, value := range doc.Pairs(mapping) {
		field, known := read[key.Value]
		if !known {
			return wrong(key, "field %s not found", key.Value)
		}
		if err := field(value); err != nil {
			return err
		}
	}
	return nil
}

// ignore reads the rules that are not wanted.
func (c *Config) ignore(doc *yamltree.Document, list *yaml.Node) error {
	if yamltree.IsNull(list) {
		return nil
	}
	if list.Kind != yaml.SequenceNode {
		return wrong(list, "this is not what is wanted here")
	}
	for item := range doc.Elements(list) {
		if yamltree.IsNull(item) {
			continue
		}
		if len(c.Lint.Ignore) == maxSilences {
			return wrong(item, "more than %d rules are named here", maxSilences)
		}
		s, err := silence(doc, item)
		if err != nil {
			return err
		}
		c.Lint.Ignore = append(c.Lint.Ignore, s)
	}
	return nil
}

// silence reads one rule, and takes down where it is named.
func silence(doc *yamltree.Document, item *yaml.Node) (s Silence, err error) {
	if item.Kind != yaml.MappingNode {
		return s, wrong(item, "a rule is wanted here, and perhaps a reason")
	}
	text := func(name string, to *string) func(*yaml.Node) error {
		return func(value *yaml.Node) error {
			if value.Kind != yaml.ScalarNode {
				return wrong(value, "%s must be a text", name)
			}
			if yamltree.IsNull(value) {
				return nil
			}
			if *to = value.Value; name == "rule" {
				s.line, s.column = value.Line, value.Column
			}
			return nil
		}
	}
	err = fields(doc, item, map[string]func(*yaml.Node) error{"rule": text("rule", &s.Rule), "reason": text("reason", &s.Reason)})
	if err == nil && s.Rule == "" {
		err = wrong(item, "rule is missing")
	}
	return s, err
}
