package layercache

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// A past time is a build and what commits changed: paths with spaces between
// them, and "*8" at the end for as many such commits.
type pastTime struct {
	place
	proposed string // ignore file; empty for the one in force
	target   string
	commits  []string
}

// npm is a project with a manifest that says nothing special.
func npm(dockerfile string, commits ...string) pastTime {
	return pastTime{
		place: place{
			files:       []string{"package.json", "package-lock.json", "src/a.js", "docs/a.md", "README.md", "Dockerfile"},
			heads:       map[string]string{"package.json": `{"scripts": {"build": "tsc"}}`},
			dockerfiles: []string{dockerfile},
		},
		commits: commits,
	}
}

func (p pastTime) steps(t testing.TB) []Step {
	t.Helper()
	in := p.input(t)
	set, err := needs.Analyze([]byte(p.dockerfiles[0]), needs.Options{Target: p.target})
	if err != nil {
		t.Fatal(err)
	}
	in.Build.Needs = set
	in.Prediction = predict.New(in.Build)
	c := Changes{IgnoreFile: ".dockerignore"}
	if c.Proposed = in.Rules; p.proposed != "" {
		c.Proposed = ignore.Parse(".dockerignore", []byte(p.proposed)).Matcher(ignore.BuildKit)
	}
	for _, text := range p.commits {
		text, times, _ := strings.Cut(text, " *")
		for range max(1, len(times)) {
			c.Commits = append(c.Commits, strings.Fields(text))
		}
	}
	return Steps(in.Prediction, in.head, c)
}

const wholeNode = "FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n"

// ten are as many commits as are looked at, of which none is of importance.
func ten(more ...string) []string { return append(more, "elsewhere/x *..........") }

func TestSteps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		past pastTime
		want []Step
	}{
		{"whole context", npm(wholeNode, ten("src/a.js docs/a.md", "README.md docs/a.md *...", "package.json src/a.js", "Dockerfile README.md")...), []Step{
			{
				Line: 4, Stage: "0", Command: "npm ci", Now: 16, Proposed: 16, Manifests: []string{"package.json", "package-lock.json"}, Needed: 2,
				Busters: []Buster{{"elsewhere/", 10}, {"docs/", 4}, {"README.md", 3}, {"src/", 1}},
			},
			{Line: 5, Stage: "0", Command: "npm run build", Now: 16, Proposed: 16, Needed: 13, Busters: []Buster{{"README.md", 3}, {"docs/", 3}}},
		}},
		{"proposal", func() pastTime {
			p := npm("FROM node\nCOPY . .\nRUN npm run build\n", ten("docs/a.md *....", "docs/a.md Dockerfile", "src/a.js", "tmp/x")...)
			p.ignore, p.proposed = "tmp\n", "tmp\ndocs\nelsewhere\n"
			return p
		}(), []Step{{Line: 3, Stage: "0", Command: "npm run build", Now: 16, Proposed: 2, Needed: 12, Busters: []Buster{{"docs/", 4}}}}},
		{"manifests first", npm("FROM node\nCOPY package*.json ./\nRUN npm ci\nCOPY src src\nRUN npm run build\n", ten("package.json", "src/a.js *...")...), []Step{
			{Line: 3, Stage: "0", Command: "npm ci", Now: 1, Proposed: 1, Manifests: []string{"package.json", "package-lock.json"}, Needed: 1},
			{Line: 5, Stage: "0", Command: "npm run build", Now: 4, Proposed: 4, Needed: 4},
		}},
		{"bind mount", npm("FROM node\nRUN --mount=source=package.json,target=package.json npm ci\n", ten("package.json", "src/a.js")...), []Step{
			{Line: 2, Stage: "0", Command: "npm ci", Now: 1, Proposed: 1, Manifests: []string{"package.json"}, Needed: 1},
		}},
		{"base stage", npm("FROM node AS base\nCOPY . .\nFROM base AS web\nRUN npm run build\nFROM node AS other\nRUN npm run build\nFROM web\nCOPY --from=other /x /x\n", ten()...), []Step{
			{Line: 4, Stage: "web", Command: "npm run build", Now: 10, Proposed: 10, Needed: 10},
			{Line: 6, Stage: "other", Command: "npm run build"},
		}},
		{"files of another stage", npm("FROM node AS deps\nCOPY package.json .\nFROM node\nCOPY --from=deps /x /x\nCOPY docs src .\nRUN npm run build\n",
			ten("package.json", "docs/a.md package.json", "docs/a.md", "src/a.js")...), []Step{
			{Line: 6, Stage: "1", Command: "npm run build", Now: 3, Proposed: 3, Needed: 3},
		}},
		{"documents and another stage", func() pastTime {
			p := npm("FROM node AS deps\nCOPY package.json .\nFROM node\nCOPY --from=deps /x /x\nCOPY web .\nRUN npm run build\n",
				ten("web/README.md *...", "web/README.md package.json", "web/a.js", "web/a.js package.json")...)
			p.proposed = "web\n"
			return p
		}(), []Step{{Line: 6, Stage: "1", Command: "npm run build", Now: 6, Proposed: 2, Needed: 3, Busters: []Buster{{"web/README.md", 3}}}}},
		{"other target", func() pastTime {
			p := npm("FROM node AS a\nCOPY . .\nRUN npm run build\nFROM node\nCOPY . .\nRUN npm run build\n", ten()...)
			p.target = "a"
			return p
		}(), []Step{{Line: 3, Stage: "a", Command: "npm run build", Now: 10, Proposed: 10, Needed: 10}}},
		{"through a link", pastTime{
			place:   place{files: []string{"web -> packages/web", "packages/web/a.js"}, dockerfiles: []string{"FROM node\nCOPY web .\nRUN npm run build\n"}},
			commits: ten("packages/web/b.js", "web", "packages/other/b.js"),
		}, []Step{{Line: 3, Stage: "0", Command: "npm run build", Now: 2, Proposed: 2, Needed: 2}}},
		{"short history", npm(wholeNode, "src/a.js *........."), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.past.steps(t), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
		})
	}
}

// Nothing is said of a RUN of which it is not known what goes into it, or that
// takes no time.
func TestStepsUnknown(t *testing.T) {
	t.Parallel()
	for name, dockerfile := range map[string]string{
		"variable of the image": "FROM node\nCOPY $X .\nRUN npm ci\n",
		"part of a source":      "FROM node\nCOPY --exclude=*.md . .\nRUN npm ci\n",
		"writable mount":        "FROM node\nRUN --mount=target=/x,rw npm ci\n",
		"in a stage below":      "FROM node AS a\nCOPY $X .\nFROM node\nCOPY --from=a /x /x\nCOPY . .\nRUN npm ci\n",
		"no time":               "FROM node\nCOPY . .\nRUN mkdir /x && apt-get install -y make\nRUN echo npm ci\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := npm(dockerfile, ten()...).steps(t); got != nil {
				t.Errorf("steps %+v", got)
			}
		})
	}
}

// What commits change for nothing is what the ignore file could name: if it
// does, exactly those commits make the builder run nothing again, and those
// that changed code where there is none today.
func TestBustersCanBeIgnored(t *testing.T) {
	t.Parallel()
	paths := []string{"src/a.js", "README.md", "docs/a.md", "docs/b/c.png", "docs/gen.js", ".github/x.yml", "Dockerfile", "Dockerfile.dev", ".dockerignore", "a.log", "src/b.log", "web/.DS_Store", "web/README.md", "web/docs/a.md", "compose.yaml"}
	rapid.Check(t, func(rt *rapid.T) {
		p := pastTime{place: place{
			files:  []string{"src/a.js", "docs/a.md"},
			ignore: rapid.SampledFrom([]string{"", "docs/b\n", "*.md\n", "**/*.log\n!src\n"}).Draw(rt, "ignore"),
			dockerfiles: []string{rapid.SampledFrom([]string{
				"FROM node\nCOPY . .\nRUN npm run build\n", "FROM node\nCOPY web src ./\nCOPY README.md docs/ ./\nRUN npm run build\n",
				"FROM node AS a\nCOPY web .\nFROM node\nCOPY --from=a /x .\nCOPY . .\nRUN npm run build\n",
			}).Draw(rt, "dockerfile")},
		}}
		if rapid.Bool().Draw(rt, "code in docs") {
			p.files = append(p.files, "docs/gen.js")
		}
		for _, commit := range rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.SampledFrom(paths), 1, 4, rapid.ID[string]), 10, 40).Draw(rt, "commits") {
			p.commits = append(p.commits, strings.Join(commit, " "))
		}
		first := p.steps(t)[0]
		if first.Proposed != first.Now || first.Needed > first.Now {
			rt.Fatalf("under the rules in force %+v", first)
		}
		if len(first.Busters) == maxBusters {
			return // there may be more
		}
		p.proposed = p.ignore + "\n"
		for _, b := range first.Busters {
			if b.Commits > first.Now-first.Needed {
				rt.Fatalf("%+v", first)
			}
			p.proposed += strings.TrimSuffix(b.Path, "/") + "\n"
		}
		gone := !slices.Contains(p.files, "docs/gen.js") && slices.ContainsFunc(p.commits, func(c string) bool { return strings.Contains(c, "docs/gen.js") })
		if got := p.steps(t)[0].Proposed; got > first.Needed || got < first.Needed && !gone {
			rt.Fatalf("%d of %d with %q, want %d: %+v", got, first.Now, p.proposed, first.Needed, first)
		}
	})
}
