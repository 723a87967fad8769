// Package yamltree reads YAML that strangers wrote, in time and memory in
// proportion to its length. The library's own decoding into structs and maps
// compares each key of a mapping with all others of it, and does so again
// wherever an alias stands for it.
package yamltree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Error is a fault in a file, with the line, which is 0 where it is not
// known.
type Error struct {
	Line    int
	Message string
}

// Error returns the line and the message.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

// Explain takes an error about a file apart for people: where it is, as
// file:line where the line is known, and what is wrong there.
func Explain(file string, err error) (where, message string) {
	var at *Error
	if errors.As(err, &at) && at.Line > 0 {
		return fmt.Sprintf("%s:%d", file, at.Line), at.Message
	}
	return file, err.Error()
}

// A Document is one document of a file.
type Document struct {
	// Root is the node at its top; nil where the document is empty.
	Root *yaml.Node
	// Fault is the first thing in it for which programs refuse it: a key that
	// is repeated, or a merge of what is no mapping. What the document says can
	// be read all the same; of equal keys the first counts.
	Fault *Error

	limit, left int
	index       map[*yaml.Node]map[string]pair
	inherited   map[wanted]*yaml.Node
}

// Documents are those of a file. The error is that of the syntax, and ends
// them.
func Documents(src []byte) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		documents := yaml.NewDecoder(bytes.NewReader(src))
		for {
			var top yaml.Node
			switch err := documents.Decode(&top); {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(nil, misread(err))
				return
			}
			if !yield(newDocument(&top, len(src)), nil) {
				return
			}
		}
	}
}

// misread takes the library's message apart: "yaml: line 2: did not find …".
func misread(err error) *Error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	var line int
	if n, _ := fmt.Sscanf(message, "line %d:", &line); n == 1 {
		_, message, _ = strings.Cut(message, ": ")
	}
	return &Error{line, message}
}

// repeats is how many times the length of a file its aliases may make of it,
// and least is what is always allowed.
const (
	repeats = 8
	least   = 64 << 10
)

func newDocument(top *yaml.Node, size int) *Document {
	limit := repeats*size + least
	d := &Document{limit: limit, left: limit, index: make(map[*yaml.Node]map[string]pair), inherited: make(map[wanted]*yaml.Node)}
	if top.Kind == yaml.DocumentNode && len(top.Content) > 0 {
		d.Root = resolved(top.Content[0])
		d.Fault = fault(d.Root)
	}
	return d
}

// Exhausted reports whether more was read by way of aliases than is allowed,
// and so something was left out.
func (d *Document) Exhausted() *Error {
	if d.left >= 0 {
		return nil
	}
	return &Error{Message: fmt.Sprintf("its aliases make more than %d bytes of it", d.limit)}
}

// Spend takes bytes from what may be read; it is false when nothing is left.
func (d *Document) Spend(bytes int) bool {
	d.left = max(-1, d.left-bytes)
	return d.left >= 0
}

// fault looks at every node once, at what an alias stands for where that is
// written.
func fault(n *yaml.Node) *Error {
	if n.Kind == yaml.MappingNode {
		if f := repeated(n); f != nil {
			return f
		}
	}
	for k, child := range n.Content {
		if n.Kind == yaml.MappingNode && k%2 == 1 && isMerge(n.Content[k-1]) && !isMergeable(child) {
			return &Error{child.Line, "map merge requires map or sequence of maps as the value"}
		}
		if f := fault(child); f != nil {
			return f
		}
	}
	return nil
}

// repeated finds the first key of a mapping that it has before.
func repeated(n *yaml.Node) *Error {
	type key struct {
		kind  yaml.Kind
		value string
	}
	if len(n.Content) <= 2 {
		return nil
	}
	lines := make(map[key]int, len(n.Content)/2)
	for k := 0; k+1 < len(n.Content); k += 2 {
		at := n.Content[k]
		line, again := lines[key{at.Kind, at.Value}]
		if again {
			return &Error{at.Line, fmt.Sprintf("mapping key %q already defined at line %d", at.Value, line)}
		}
		lines[key{at.Kind, at.Value}] = at.Line
	}
	return nil
}
