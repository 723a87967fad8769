package needs

import "testing"

// What is not valid UTF-8 is unknown, for a COPY as for a mount.
func TestInvalidUTF8IsUnknown(t *testing.T) {
	set, err := Analyze([]byte("FROM scratch\nCOPY a\xff /\nRUN --mount=source=\xff0,target=/m true\nCOPY b /\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range set.Sources {
		if known := s.Unknown == ""; known != (s.Path == "b") {
			t.Errorf("line %d: %q is known: %v", s.Line, s.Path, known)
		}
	}
	if len(set.Sources) != 3 || len(set.Unknowns) != 2 {
		t.Errorf("sources %v, unknowns %q", set.Sources, set.Unknowns)
	}
}
