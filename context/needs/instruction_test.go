package needs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// TestInstructions shows what is told of instructions that other builders may not take, in
// stages that the build does not run, too.
func TestInstructions(t *testing.T) {
	set := analyze(t, "FROM scratch AS unused\nCOPY --link --from=x a /\nFROM scratch\nCOPY b /\nRUN --mount=type=cache,target=/c <<A cat <<B \\\n  x\none\n\nA\nB\nHEALTHCHECK --interval=1s CMD x\n", needs.Options{})
	want := []needs.Instruction{
		{StageIndex: 0, Line: 2, EndLine: 2, Name: "COPY", Flags: []string{"link", "from"}},
		{StageIndex: 1, Line: 5, EndLine: 10, Name: "RUN", Flags: []string{"mount"}, Documents: []string{"one", "", "A", "B"}},
		{StageIndex: 1, Line: 11, EndLine: 11, Name: "HEALTHCHECK", Flags: []string{"interval"}},
	}
	if diff := cmp.Diff(want, set.Instructions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWritten shows what is told of sources as they are written.
func TestWritten(t *testing.T) {
	for line, want := range map[string]needs.Source{
		"COPY ../a /":                             {Outside: "../a"},
		"COPY a/../../b /":                        {Outside: "a/../../b"},
		"COPY /.. /":                              {Outside: "/.."},
		"COPY a/../..b /":                         {},
		"ADD a https://example.com/b /":           {Elsewhere: true},
		"COPY a <<E /\nE":                         {Elsewhere: true},
		"COPY $TARGETARCH/a /":                    {Undeclared: "TARGETARCH"},
		"COPY ${TARGETARCH:-x}/a /":               {},
		"COPY x${GLOBAL} /":                       {Undeclared: "GLOBAL"},
		"ARG GLOBAL\nCOPY x$GLOBAL /":             {},
		"COPY x$NOWHERE /":                        {},
		"RUN --mount=source=$BUILDOS,target=/a x": {Undeclared: "BUILDOS"},
	} {
		set := analyze(t, "ARG GLOBAL=1\nFROM scratch\n"+line+"\n", needs.Options{})
		s := set.Sources[0]
		if got := (needs.Source{Outside: s.Outside, Elsewhere: s.Elsewhere, Undeclared: s.Undeclared}); !cmp.Equal(got, want) {
			t.Errorf("%s: %+v", line, got)
		}
	}
}
