package project

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestProportion proves that what describes builds takes memory in proportion
// to its length, whatever it holds.
func TestProportion(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		text func(n int) string
	}{
		"equal services":     {"compose.yaml", func(n int) string { return "services:\n" + numbered(n, " s: {}\n") }},
		"different services": {"compose.yaml", func(n int) string { return "services:\n" + numbered(n, " s%d: {}\n") }},
		"an alias for each": {"compose.yaml", func(n int) string {
			return "x: &x {" + numbered(n, "k%d,") + "}\nservices:\n" + numbered(n, " s%d: *x\n")
		}},
		"arguments": {"compose.yaml", func(n int) string {
			return "x: &x {" + numbered(n, "k%d: v,") + "}\nservices:\n" + numbered(n, " s%d: {build: {args: *x}}\n")
		}},
		"includes": {"compose.yaml", func(n int) string {
			return "x: &x [" + numbered(n, "$A,") + "]\ninclude:\n" + numbered(n, " - path: *x\n")
		}},
		"parents": {"docker-bake.json", func(n int) string {
			return `{"target": {` + numbered(n, `"a%d": {"inherits": ["b%d"]}, `) + `"z": {}}}`
		}},
		"targets": {"docker-bake.hcl", func(n int) string { return numbered(n, "target \"t%d\" {\n context = X\n}\n") }},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 1500
			small, large := builtFrom(t, c.file, c.text(n)), builtFrom(t, c.file, c.text(4*n))
			if large > 8*small {
				t.Errorf("%d bytes for one part, %d for four", small, large)
			}
		})
	}
	steps := func(n int) uint64 {
		text := "jobs: {a: {steps: [" + numbered(n, "{uses: docker/build-push-action@v6},") + "]}}"
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if found := len(RemoteSteps([]byte(text))); found != n {
			t.Errorf("%d steps, want %d", found, n)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if small, large := steps(1000), steps(4000); large > 8*small {
		t.Errorf("steps: %d bytes for one part, %d for four", small, large)
	}
}

// builtFrom is how much is allocated to read a file.
func builtFrom(t *testing.T, name, text string) uint64 {
	t.Helper()
	if len(text) > maxDescription {
		t.Fatalf("%d bytes", len(text))
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Builds(dir, []string{name})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A workflow in which the same step is repeated by an alias has it once.
func TestStepsOfAnAlias(t *testing.T) {
	text := "x: &x [{uses: docker/build-push-action@v6}]\njobs:\n" + numbered(100, "  j%d: {steps: *x}\n")
	if found := RemoteSteps([]byte(text)); len(found) != 1 {
		t.Errorf("%d steps, want 1", len(found))
	}
	if found := RemoteSteps([]byte("jobs: {a: {steps: [{uses: docker/build-push-action@v6}]}, a: {}}")); found != nil {
		t.Errorf("steps %v of a workflow that GitHub refuses", found)
	}
}
