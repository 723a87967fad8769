package needs_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/context/needs"
)

// numbered repeats a text with numbers in it.
func numbered(n int, format string) string {
	var out strings.Builder
	for k := range n {
		out.WriteString(strings.ReplaceAll(strings.ReplaceAll(format, "%p", fmt.Sprint(k-1)), "%d", fmt.Sprint(k)))
	}
	return out.String()
}

// TestLimits shows Dockerfiles that hold more than is analyzed, and that the
// error says how much that is.
func TestLimits(t *testing.T) {
	for _, tt := range []struct{ name, dockerfile, want string }{
		{"words", "FROM a\nCOPY " + strings.Repeat("a ", 500_000) + "/x/\n", "more than 500,000 words"},
		{"words in JSON", "FROM a\nCOPY [" + strings.Repeat(`"a",`, 500_000) + "\"/x/\"]\n", "more than 500,000 words"},
		{"paths", "FROM a\n" + numbered(201, "COPY "+numbered(1000, "a%d ")+"/x%d/\n"), "it asks for more than 200,000 paths"},
		{"text of variables", "FROM a\nENV A=" + strings.Repeat("x", 60_000) + "\n" + numbered(200, "ENV B%d=$A\n"), "its variables make more than 8,388,608 bytes of text"},
		{"an argument over and over", "ARG A=" + strings.Repeat("x", 60_000) + "\nFROM a\n" + strings.Repeat("ARG A\n", 200), "its variables make more than 8,388,608 bytes of text"},
		{"variables handed on", "FROM a AS s-1\n" + numbered(2000, "FROM s%p AS s%d\nENV A%d=b\n"), "its stages take over more than 1,000,000 variables from one another"},
		{"triggers", "FROM a AS b\n" + numbered(110, "ONBUILD RUN a%d\n") + strings.Repeat("FROM b\n", 110), "ONBUILD runs more than 10,000 instructions"},
		{"triggers of triggers", numbered(150, "FROM a AS b%d\nONBUILD COPY --from=s%p /a /b\nFROM b%d AS s%d\n") + "FROM s149\n", "ONBUILD leads on through more than 100 stages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := needs.Analyze([]byte(tt.dockerfile), needs.Options{AllStages: tt.name == "triggers"})
			var limit *needs.LimitError
			if !errors.As(err, &limit) || err.Error() != "too large to analyze: "+tt.want {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// What is just below the limits is analyzed.
func TestWithinLimits(t *testing.T) {
	for name, dockerfile := range map[string]string{
		"words":               "FROM a\n" + strings.Repeat("RUN "+strings.Repeat("a ", 20_000)+"\n", 24),
		"variables handed on": "FROM a AS s-1\n" + numbered(900, "FROM s%p AS s%d\nENV A%d=b\n"),
		"ONBUILD of stages":   numbered(50, "FROM a AS b%d\nONBUILD COPY --from=s%p /a /b\nFROM b%d AS s%d\n") + "FROM s49\n",
	} {
		if _, err := needs.Analyze([]byte(dockerfile), needs.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAlike shows that a source that is there over and over counts a hundred
// times in an instruction, so that each of a few can be shown in its place.
func TestAlike(t *testing.T) {
	set, err := needs.Analyze([]byte("FROM a\nCOPY a a b /x/\nCOPY "+strings.Repeat("a ", 1000)+"b /x/\n"), needs.Options{})
	if err != nil || len(set.Sources) != 3+100+1 {
		t.Errorf("%d sources, %v", len(set.Sources), err)
	}
}

// TestProportion proves that four times the Dockerfile takes about four times
// the memory.
func TestProportion(t *testing.T) {
	for name, text := range map[string]func(n int) string{
		"sources":       func(n int) string { return "FROM a\n" + numbered(n, "COPY a%d /x/\n") },
		"equal sources": func(n int) string { return "FROM a\nCOPY " + strings.Repeat("a ", n) + "/x/\n" },
		"commands":      func(n int) string { return "FROM a\n" + numbered(n, "RUN echo %d\n") },
		"stages":        func(n int) string { return numbered(n, "FROM a%d\n") },
		"images":        func(n int) string { return "FROM a\n" + numbered(n, "COPY --from=i%d a /x/\n") },
		"contexts":      func(n int) string { return "FROM a\n" + numbered(n, "COPY --from=c a%d /x/\n") },
		"one base": func(n int) string {
			return "FROM a AS b\n" + strings.Repeat("RUN x\n", n) + strings.Repeat("FROM b\n", n)
		},
		"a chain": func(n int) string { return "FROM a AS s-1\n" + numbered(n, "FROM s%p AS s%d\nRUN x\n") },
	} {
		t.Run(name, func(t *testing.T) {
			const n = 1000
			small, large := allocated(t, text(n)), allocated(t, text(4*n))
			if large > 8*small {
				t.Errorf("%d bytes for one part, %d for four", small, large)
			}
		})
	}
}

// allocated is how much is allocated to analyze a Dockerfile for all of its
// stages.
func allocated(t *testing.T, dockerfile string) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true, NamedContexts: []string{"c=."}})
	if err != nil {
		t.Fatal(err)
	}
	set.Requests("c")
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
