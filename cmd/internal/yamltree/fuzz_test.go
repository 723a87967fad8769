package yamltree

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// FuzzDocuments compares with the library's own decoding: the keys of the mapping at the top of a document, those that
// it takes over included, and what stands for each. Where the library refuses a document a fault is known, and the
// other way round.
func FuzzDocuments(f *testing.F) {
	for _, text := range []string{
		"a: 1\nb: {c: d}\n", "x: &x {a: b, c: d}\ny: {<<: *x, a: e}\n<<: *x\n", "<<: [&x {a: 1}, {a: 2, b: 3}]\n? k\n: v\n", "a: 1\na: 2\n", "<<: 1\n", "a: &a [*a]\n",
		"--- a\n--- {b: c}\n...\n", "\"a\": !!str 1\n'b': |\n  x\n", "1: a\n~: b\ntrue: c\n", "a: *b\n", "{", "a: &b {<<: *b}\n", "a1: 1\na2: 2\na3: 3\na4: 4\na5: 5\na6: 6\na7: 7\na8: 8\na9: 9\na1: 0\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4000 {
			return // the library compares each key with all others
		}
		first := true
		for d, err := range Documents(src) {
			if err != nil {
				var any yaml.Node
				if first && yaml.Unmarshal(src, &any) == nil {
					t.Fatalf("%q is refused: %v", src, err)
				}
				return
			}
			if first && d.Root != nil && d.Root.Kind == yaml.MappingNode {
				compare(t, src, d)
			}
			first = false
			if d.Fault != nil && (d.Fault.Line < 1 || strings.Contains(d.Fault.Error(), "\n")) {
				t.Fatalf("%q has the fault %q", src, d.Fault)
			}
		}
	})
}

// compare compares one document.
func compare(t *testing.T, src []byte, d *Document) {
	t.Helper()
	ours := make(map[string]*yaml.Node)
	for key, value := range d.Pairs(d.Root) {
		if key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str" {
			return // what no program asks for
		}
		if ours[key.Value] != nil {
			t.Fatalf("%q has %q twice", src, key.Value)
		}
		ours[key.Value] = value
	}
	var theirs map[string]yaml.Node
	err := yaml.Unmarshal(src, &theirs)
	if err != nil {
		if d.Fault == nil && d.Exhausted() == nil && !strings.Contains(err.Error(), "contains itself") && !strings.Contains(err.Error(), "excessive aliasing") {
			t.Fatalf("%q is refused: %v", src, err)
		}
		return
	}
	if d.Fault != nil || d.Exhausted() != nil {
		return // it may lie deeper than what was decoded
	}
	if len(ours) != len(theirs) {
		t.Fatalf("%q has %d keys, want %d", src, len(ours), len(theirs))
	}
	for key, want := range theirs {
		got := ours[key]
		asked := d.Value(d.Root, key)
		if want.Kind == yaml.AliasNode {
			want = *want.Alias
		}
		if got == nil || asked == nil || got.Kind != want.Kind || got.Value != want.Value || got.Line != want.Line || asked != got {
			t.Fatalf("%q has for %q %+v, asked for %+v, want %+v", src, key, got, asked, want)
		}
	}
}
