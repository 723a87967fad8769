package yamltree

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"
)

// first is the first document of a file.
func first(t interface{ Fatal(...any) }, text string) *Document {
	for doc, err := range Documents([]byte(text)) {
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	t.Fatal("no document")
	return nil
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\nb: 2\n":                "",
		"a: 1\nb: 2\na: 3\n":          `line 3: mapping key "a" already defined at line 1`,
		"a:\n- b: 1\n  \"b\": 2\n":    `line 3: mapping key "b" already defined at line 2`,
		"a: {? [b] : 1, ? [c] : 2}":   `line 1: mapping key "" already defined at line 1`,
		"a: &a {b: 1}\nc: {<<: *a}":   "",
		"a: {<<: 1}\n":                "line 1: map merge requires map or sequence of maps as the value",
		"a: &a [1]\nb:\n  <<: *a\n":   "line 3: map merge requires map or sequence of maps as the value",
		"a: [{<<: [{b: 1}, {c: 1}]}]": "",
	} {
		got := ""
		if f := first(t, text).Fault; f != nil {
			got = f.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSyntax(t *testing.T) {
	read, failed := 0, error(nil)
	for doc, err := range Documents([]byte("a: 1\n---\nb: [\n")) {
		if failed = err; err == nil && doc.Root != nil {
			read++
		}
	}
	if read != 1 || failed == nil || !strings.HasPrefix(failed.Error(), "line ") {
		t.Errorf("%d documents and %v", read, failed)
	}
}

// TestMerges proves that keys, aliases and merges are read as the library reads them.
func TestMerges(t *testing.T) {
	key := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for k := range 5 {
			fmt.Fprintf(&text, "m%d: &m%d\n  own: x\n", k, k)
			for _, name := range slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(key, 0, 4).Draw(t, "keys")))) {
				fmt.Fprintf(&text, "  %s: %s%d\n", name, name, k)
			}
			switch from := rapid.SliceOfN(rapid.IntRange(0, max(0, k-1)), 0, 3).Draw(t, "merges"); {
			case k == 0 || len(from) == 0:
			case len(from) == 1:
				fmt.Fprintf(&text, "  <<: *m%d\n", from[0])
			default:
				fmt.Fprintf(&text, "  <<: [*m%d, *m%d]\n", from[0], from[1])
			}
		}
		var want map[string]map[string]string
		if err := yaml.Unmarshal([]byte(text.String()), &want); err != nil {
			t.Fatal(err)
		}
		doc := first(t, text.String())
		for name, values := range want {
			mapping, got := doc.Value(doc.Root, name), make(map[string]string)
			for key, value := range doc.Pairs(mapping) {
				got[key.Value] = value.Value
			}
			if !maps.Equal(got, values) {
				t.Fatalf("%s of\n%s\nis %v, want %v", name, text.String(), got, values)
			}
			for _, key := range []string{"a", "b", "c", "d", "own"} {
				if value := doc.Value(mapping, key); (value == nil) != (values[key] == "") || value != nil && value.Value != values[key] {
					t.Fatalf("%s.%s of\n%s\nis %v, want %q", name, key, text.String(), value, values[key])
				}
			}
		}
	})
}

// TestCircles come to an end.
func TestCircles(t *testing.T) {
	doc := first(t, "a: &a\n  <<: *a\n  b: &b [*b]\n  c: {<<: [*a]}\n")
	a := doc.Value(doc.Root, "a")
	if doc.Value(a, "x") != nil || doc.Value(doc.Value(a, "c"), "b") == nil {
		t.Error("a mapping that merges itself is misread")
	}
	n := 0
	for range doc.Pairs(a) {
		n++
	}
	if n != 2 {
		t.Errorf("%d pairs, want 2", n)
	}
}

// read looks at all that there is: the pairs of each mapping at the top, and a key of them.
func read(text string) (allocated uint64, exhausted bool) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for doc, err := range Documents([]byte(text)) {
		if err != nil {
			break
		}
		for _, value := range doc.Pairs(doc.Root) {
			doc.Value(value, "wanted")
			for range doc.Pairs(value) {
			}
			for range doc.Elements(value) {
			}
		}
		exhausted = doc.Exhausted() != nil
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, exhausted
}

// TestProportion proves that four times the text takes about four times the memory, whatever
// it holds.
func TestProportion(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for k := range n {
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(format, "%p", fmt.Sprint(max(0, k-1))), "%", fmt.Sprint(k)))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text      func(n int) string
		exhausted bool
	}{
		"equal keys":          {func(n int) string { return "a:\n" + repeat(n, "  b: {}\n") }, false},
		"different keys":      {func(n int) string { return repeat(n, "k%: 1\n") }, false},
		"a large alias":       {func(n int) string { return "a: &a {" + repeat(n, "k%,") + "}\n" + repeat(n, "b%: *a\n") }, true},
		"large merges":        {func(n int) string { return "a: &a {" + repeat(n, "k%,") + "}\n" + repeat(n, "b%: {<<: *a}\n") }, true},
		"a chain of merges":   {func(n int) string { return "a0: &a0 {}\n" + repeat(n, "b%: &a% {<<: *a%p, k%: 1}\n") }, true},
		"merges of merges":    {func(n int) string { return "a0: &a0 {}\n" + repeat(n, "b%: &a% {<<: [*a%p, *a%p]}\n") }, true},
		"a large list":        {func(n int) string { return "a: &a [" + repeat(n, "k%,") + "]\n" + repeat(n, "b%: *a\n") }, true},
		"a list to merge":     {func(n int) string { return "a: &a [" + repeat(n, "{},") + "]\n" + repeat(n, "b%: {<<: *a}\n") }, true},
		"documents":           {func(n int) string { return repeat(n, "---\na: b\n") }, false},
		"nested to the limit": {func(n int) string { return strings.Repeat("{a: ", n) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 3000
			small, _ := read(c.text(n))
			large, exhausted := read(c.text(4 * n))
			if large > 8*small {
				t.Errorf("%d bytes for one part, %d for four", small, large)
			}
			if limit := 2000 * uint64(len(c.text(4*n))); large > limit {
				t.Errorf("%d bytes for %d", large, len(c.text(4*n)))
			}
			if exhausted != c.exhausted {
				t.Errorf("exhausted is %v", exhausted)
			}
		})
	}
}
