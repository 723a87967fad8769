package needs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// TestMentions shows what words are told of instructions that are no RUN.
func TestMentions(t *testing.T) {
	set := analyze(t, `FROM alpine
ARG DIR=data
ENV DB=$DIR/seed.sqlite MODE=x
HEALTHCHECK --interval=5s CMD test -f ok
HEALTHCHECK NONE
ENTRYPOINT ["app", "--model", "big.parquet"]
CMD exec app --in $DIR
RUN make
`, needs.Options{})
	want := []needs.Mention{
		{Line: 2, EndLine: 2, Instruction: "ARG", Text: "DIR=data"},
		{Line: 3, EndLine: 3, Instruction: "ENV", Text: "DB=data/seed.sqlite\nMODE=x"},
		{Line: 4, EndLine: 4, Instruction: "HEALTHCHECK", Text: "test -f ok"},
		{Line: 6, EndLine: 6, Instruction: "ENTRYPOINT", Text: "app --model big.parquet"},
		{Line: 7, EndLine: 7, Instruction: "CMD", Text: "exec app --in $DIR"},
	}
	if diff := cmp.Diff(want, set.Mentions); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
	if len(set.Commands) != 1 {
		t.Errorf("commands: %+v", set.Commands)
	}
}

// TestTransfers shows what stages take from each other, and where COPY puts
// what it takes from the context.
func TestTransfers(t *testing.T) {
	set := analyze(t, `FROM alpine AS build
COPY . src
WORKDIR /w
COPY a b/
FROM scratch
COPY --from=build /out/* /
COPY --from=busybox /bin/sh /sh
RUN --mount=from=build,source=/x,target=/x true
`, needs.Options{})
	want := []needs.Transfer{
		{StageIndex: 1, From: 0, Stage: "1", Line: 6, EndLine: 6, Pattern: "/out/*", Path: "/out/*", Dest: "/"},
		{StageIndex: 1, From: -1, Stage: "1", Line: 7, EndLine: 7, Pattern: "/bin/sh", Path: "/bin/sh", Dest: "/sh"},
		{StageIndex: 1, From: 0, Stage: "1", Line: 8, EndLine: 8, Pattern: "/x", Path: "/x", Target: "/x", Mount: true},
	}
	if diff := cmp.Diff(want, set.Transfers); diff != "" {
		t.Errorf("transfers (-want +got):\n%s", diff)
	}
	var dests []string
	for _, s := range set.Sources {
		dests = append(dests, s.Dest)
	}
	if diff := cmp.Diff([]string{"", "/w/b"}, dests); diff != "" {
		t.Errorf("destinations (-want +got):\n%s", diff)
	}
}
