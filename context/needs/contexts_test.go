package needs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// TestNamedContexts shows what is asked of --build-context directories.
func TestNamedContexts(t *testing.T) {
	other := []string{"other=../other"}
	for _, tt := range []struct {
		name, dockerfile string
		contexts         []string
		want             []string
		requests         []needs.Request
	}{
		{
			name:       "COPY --from asks for its sources, each line in a transfer of its own",
			dockerfile: "FROM scratch\nCOPY --from=other a b /\nCOPY --from=Other c /\n",
			contexts:   other,
			want:       []string{"2 COPY a > a of other", "2 COPY b > b of other"},
			requests:   []needs.Request{{Paths: []string{"a", "b"}}},
		},
		{
			name:       "a mount asks for its source",
			dockerfile: "FROM scratch\nRUN --mount=from=other,source=x,target=/x --mount=from=other,target=/y make\n",
			contexts:   other,
			want:       []string{"2 RUN --mount x > x of other", "2 RUN --mount  > everything of other"},
			requests:   []needs.Request{{Paths: []string{"x"}}, {Whole: true}},
		},
		{
			name:       "as base of the target everything is needed",
			dockerfile: "FROM other\nCOPY a /\n",
			contexts:   other,
			want:       []string{"1 FROM other > everything of other", "2 COPY a > a"},
			requests:   []needs.Request{{Whole: true}},
		},
		{
			name:       "as base of a stage what is taken from that stage, wherever it comes from",
			dockerfile: "FROM other AS o\nWORKDIR /x\nFROM scratch\nCOPY --from=o a /\n",
			contexts:   other,
			want:       []string{"4 COPY a > a of other"},
			requests:   []needs.Request{{Paths: []string{"a"}}},
		},
		{
			name:       "but a command may read anything",
			dockerfile: "FROM other AS o\nRUN make\nFROM scratch\nCOPY --from=o a /\n",
			contexts:   other,
			want:       []string{"1 FROM other > everything of other", "4 COPY a > a of other"},
			requests:   []needs.Request{{Whole: true}},
		},
		{
			name:       "two roles are two transfers",
			dockerfile: "FROM other AS o\nFROM scratch\nCOPY --from=o a /\nCOPY --from=docker.io/library/other:latest b /\n",
			contexts:   other,
			want:       []string{"3 COPY a > a of other", "4 COPY b > b of other"},
			requests:   []needs.Request{{Paths: []string{"a"}}, {Paths: []string{"b"}}},
		},
		{
			name:       "a context can stand in for a stage, whose own instructions then do not run",
			dockerfile: "FROM scratch AS other\nCOPY a /\nFROM scratch\nCOPY --from=other x /\n",
			contexts:   other,
			want:       []string{"4 COPY x > x of other"},
			requests:   []needs.Request{{Paths: []string{"x"}}},
		},
		{
			name:       "a context that is no directory sends nothing",
			dockerfile: "FROM scratch\nCOPY --from=other x /\nCOPY y /\n",
			contexts:   []string{"other=https://example.com/other.git"},
			want:       []string{"3 COPY y > y"},
		},
		{
			name:       "a context for another platform is not used",
			dockerfile: "FROM scratch\nCOPY --from=other x /\n",
			contexts:   []string{"other::windows/amd64=dir"},
		},
		{
			name:       "scratch stays empty",
			dockerfile: "FROM scratch\nCOPY --from=scratch x /\n",
			contexts:   []string{"scratch=dir"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := analyze(t, tt.dockerfile, needs.Options{NamedContexts: tt.contexts})
			if tt.name == "COPY --from asks for its sources, each line in a transfer of its own" {
				// An upper case name is no name of a context, and of no image.
				if len(set.Problems) != 1 {
					t.Errorf("problems %v", set.Problems)
				}
			} else if len(set.Problems) > 0 {
				t.Errorf("problems %v", set.Problems)
			}
			if diff := cmp.Diff(tt.want, lines(set)); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.requests, set.Requests("other")); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPlatforms shows a build for several platforms.
func TestPlatforms(t *testing.T) {
	const dockerfile = "FROM scratch\nARG TARGETARCH\nCOPY bin/$TARGETARCH common /\n"
	set := analyze(t, dockerfile, needs.Options{Platforms: []string{"linux/amd64,linux/arm64", "linux/amd64"}})
	want := []string{
		"3 COPY bin/$TARGETARCH > bin/amd64 (linux/amd64)",
		"3 COPY common > common",
		"3 COPY bin/$TARGETARCH > bin/arm64 (linux/arm64)",
	}
	if diff := cmp.Diff(want, lines(set)); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	requests := []needs.Request{
		{Platforms: []string{"linux/amd64"}, Paths: []string{"bin/amd64", "common"}},
		{Platforms: []string{"linux/arm64"}, Paths: []string{"bin/arm64", "common"}},
	}
	if diff := cmp.Diff(requests, set.Requests("")); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	paths, whole := set.FollowPaths("")
	if diff := cmp.Diff([]string{"bin/amd64", "bin/arm64", "common"}, paths); diff != "" || whole {
		t.Errorf("whole %v, paths (-want +got):\n%s", whole, diff)
	}

	set = analyze(t, "FROM scratch\nCOPY a /\n", needs.Options{Platforms: []string{"linux/amd64", "linux/arm64"}})
	if diff := cmp.Diff([]string{"2 COPY a > a"}, lines(set)); diff != "" {
		t.Errorf("platforms that ask alike (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]needs.Request{{Paths: []string{"a"}}}, set.Requests("")); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// TestFollowPaths shows the union that one transfer asks for.
func TestFollowPaths(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		want             []string
		whole            bool
	}{
		{name: "sorted, each once", dockerfile: "FROM scratch\nCOPY c a /\nCOPY b a /\n", want: []string{"a", "b", "c"}},
		{name: "everything swallows the rest", dockerfile: "FROM scratch\nCOPY a /\nCOPY . /\n", whole: true},
		{name: "nothing", dockerfile: "FROM scratch\nLABEL a=b\n"},
		{name: "a tmpfs mount alone does not load the context", dockerfile: "FROM scratch\nRUN --mount=type=tmpfs,target=/t make\n"},
		{name: "beside another source it lifts the restriction", dockerfile: "FROM scratch\nCOPY a /\nRUN --mount=type=tmpfs,target=/t make\n", whole: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			paths, whole := analyze(t, tt.dockerfile, needs.Options{}).FollowPaths("")
			if diff := cmp.Diff(tt.want, paths); diff != "" || whole != tt.whole {
				t.Errorf("whole %v, paths (-want +got):\n%s", whole, diff)
			}
		})
	}
}
