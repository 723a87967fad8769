package report

import (
	"bytes"
	"testing"
)

// FuzzInert proves that no line of what is printed is a command of a CI system,
// whatever is printed and in whatever pieces, and that it does not matter in
// which.
func FuzzInert(f *testing.F) {
	for _, text := range []string{"a\n  ::error::x", "##[group]", "#\u0301#vso[x", ":\n:", "a::b", "\r\t:\ufeff:", "###teamcity[", "\x1b[0m::x"} {
		f.Add([]byte(text), []byte{1, 2, 3})
	}
	f.Fuzz(func(t *testing.T, text, sizes []byte) {
		whole := throughGuard(text)
		for _, line := range parted(string(whole)) {
			if obeyed(line) {
				t.Fatalf("%q becomes %q", text, whole)
			}
		}
		var pieces bytes.Buffer
		w := Inert(&pieces)
		for rest := text; len(rest) > 0; {
			n := len(rest)
			if len(sizes) > 0 {
				n, sizes = min(n, int(sizes[0]%16)), sizes[1:]
			}
			if took, err := w.Write(rest[:n]); took != n || err != nil {
				t.Fatalf("%d of %d bytes, %v", took, n, err)
			}
			rest = rest[n:]
		}
		if !bytes.Equal(pieces.Bytes(), whole) {
			t.Fatalf("%q becomes %q, and in pieces %q", text, whole, pieces.Bytes())
		}
	})
}
