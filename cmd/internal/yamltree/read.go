package yamltree

import (
	"iter"
	"slices"

	"go.yaml.in/yaml/v3"
)

type pair struct{ key, value *yaml.Node }

// wanted is a key of a mapping that takes something over from others.
type wanted struct {
	mapping *yaml.Node
	key     string
}

// Value is what a mapping has for a key, or takes over from the mappings that
// it merges; nil where there is nothing, and where the node is no mapping. An
// alias is replaced by what it stands for.
func (d *Document) Value(mapping *yaml.Node, key string) *yaml.Node {
	if !d.Spend(1) || mapping == nil || mapping.Kind != yaml.MappingNode {
		return nil
	}
	if p, ok := d.own(mapping, key); ok {
		d.Spend(len(p.value.Value))
		return resolved(p.value)
	}
	merge, ok := d.own(mapping, "<<")
	if !ok || !isMerge(merge.key) {
		return nil
	}
	memo := wanted{mapping, key}
	value, known := d.inherited[memo]
	if !known {
		d.inherited[memo] = nil // where it merges itself, it has no more
		for from := range elements(merge.value) {
			if value = d.Value(from, key); value != nil {
				break
			}
		}
		d.inherited[memo] = value
	}
	return value
}

// indexed is from how many pairs on a mapping is looked up by an index.
const indexed = 8

// own finds the first pair with a key that stands in the mapping itself.
func (d *Document) own(mapping *yaml.Node, key string) (pair, bool) {
	if len(mapping.Content) < 2*indexed {
		for p := range pairs(mapping) {
			if p.key.Value == key {
				return p, true
			}
		}
		return pair{}, false
	}
	index := d.index[mapping]
	if index == nil {
		index = make(map[string]pair, len(mapping.Content)/2)
		for p := range pairs(mapping) {
			if _, again := index[p.key.Value]; !again {
				index[p.key.Value] = p
			}
		}
		d.index[mapping] = index
	}
	p, ok := index[key]
	return p, ok
}

// pairs are those of a mapping as it is written.
func pairs(mapping *yaml.Node) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for k := 0; k+1 < len(mapping.Content); k += 2 {
			if !yield(pair{resolved(mapping.Content[k]), mapping.Content[k+1]}) {
				return
			}
		}
	}
}

// Pairs are the keys and values of a mapping, and after them those of the
// mappings that it merges, each key once.
func (d *Document) Pairs(mapping *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		keys, visited := make(map[string]bool), make(map[*yaml.Node]bool)
		stack := []*yaml.Node{mapping} // the next one last
		for len(stack) > 0 {
			from := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if from == nil || from.Kind != yaml.MappingNode || visited[from] {
				continue
			}
			visited[from] = true
			above := len(stack)
			for p := range pairs(from) {
				switch {
				case !d.Spend(1 + len(p.key.Value) + len(p.value.Value)):
					return
				case isMerge(p.key):
					stack = slices.AppendSeq(stack, d.Elements(p.value))
				case !keys[p.key.Value]:
					keys[p.key.Value] = true
					if !yield(p.key, resolved(p.value)) {
						return
					}
				}
			}
			slices.Reverse(stack[above:])
		}
	}
}

// Elements are those of a sequence, or the node itself; none if there is none.
func (d *Document) Elements(n *yaml.Node) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		for e := range elements(n) {
			if !d.Spend(1+len(e.Value)) || !yield(e) {
				return
			}
		}
	}
}

func elements(n *yaml.Node) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		n = resolved(n)
		switch {
		case n == nil || n.Kind == 0:
		case n.Kind != yaml.SequenceNode:
			yield(n)
		default:
			for _, e := range n.Content {
				if !yield(resolved(e)) {
					return
				}
			}
		}
	}
}

// resolved is what an alias stands for.
func resolved(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// IsNull reports whether there is nothing, or nothing is said.
func IsNull(n *yaml.Node) bool { return n == nil || n.Kind == 0 || n.ShortTag() == "!!null" }

func isMerge(key *yaml.Node) bool { return key.Kind == yaml.ScalarNode && key.ShortTag() == "!!merge" }

// isMergeable reports whether a mapping can take over what a node says: a
// mapping, or a sequence of them that is written right there.
func isMergeable(n *yaml.Node) bool {
	if n.Kind != yaml.SequenceNode {
		return resolved(n).Kind == yaml.MappingNode
	}
	return !slices.ContainsFunc(n.Content, func(e *yaml.Node) bool { return resolved(e).Kind != yaml.MappingNode })
}
