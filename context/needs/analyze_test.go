package needs_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// lines writes sources as "line instruction pattern > path", with what else is
// of interest behind it.
func lines(set *needs.Set) (out []string) {
	for _, s := range set.Sources {
		path := s.Path
		if s.Whole {
			path = "everything"
		}
		if s.Context != "" {
			path += " of " + s.Context
		}
		text := fmt.Sprintf("%d %s %s > %s", s.Line, s.Instruction, s.Pattern, path)
		for _, note := range []struct {
			on   bool
			text string
		}{
			{s.Unknown != "", " (unknown)"},
			{s.Unused, " (unused)"},
			{s.OnBuild, " (onbuild)"},
			{s.Platform != "", " (" + s.Platform + ")"},
		} {
			if note.on {
				text += note.text
			}
		}
		out = append(out, text)
	}
	return out
}

func analyze(t *testing.T, dockerfile string, opts needs.Options) *needs.Set {
	t.Helper()
	set, err := needs.Analyze([]byte(dockerfile), opts)
	if err != nil {
		t.Fatalf("%v\n%s", err, dockerfile)
	}
	return set
}

// TestSources shows what each way to take something from the context asks for.
func TestSources(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		opts             needs.Options
		want             []string
	}{
		{
			name:       "every source of COPY and ADD is asked for by itself",
			dockerfile: "FROM scratch\nCOPY go.mod go.sum /src/\nADD app.tar.gz /\n",
			want:       []string{"2 COPY go.mod > go.mod", "2 COPY go.sum > go.sum", "3 ADD app.tar.gz > app.tar.gz"},
		},
		{
			name:       "paths are cleaned with the context as root",
			dockerfile: "FROM scratch\nCOPY ./src//a /b/ ../c dir/. x/../y /to/\n",
			want:       []string{"2 COPY ./src//a > src/a", "2 COPY /b/ > b", "2 COPY ../c > c", "2 COPY dir/. > dir", "2 COPY x/../y > y"},
		},
		{
			name:       "the context itself is everything, under each of its names",
			dockerfile: "FROM scratch\nCOPY . /\nCOPY / /\nCOPY x/.. /\nCOPY [\"\", \"/\"]\n",
			want:       []string{"2 COPY . > everything", "3 COPY / > everything", "4 COPY x/.. > everything", "5 COPY  > everything"},
		},
		{
			name:       "wildcards are kept, the client resolves them",
			dockerfile: "FROM scratch\nCOPY package*.json **/*.go [ab]? /\n",
			want:       []string{"2 COPY package*.json > package*.json", "2 COPY **/*.go > **/*.go", "2 COPY [ab]? > [ab]?"},
		},
		{
			name:       "the JSON form allows spaces",
			dockerfile: "FROM scratch\nCOPY [\"my file\", \"/\"]\n",
			want:       []string{"2 COPY my file > my file"},
		},
		{
			name:       "quotes and escapes are the shell's",
			dockerfile: "FROM scratch\nCOPY \"a\"'b' c\\$d /\n",
			want:       []string{`2 COPY "a"'b' > ab`, `2 COPY c\$d > c$d`},
		},
		{
			name:       "with another escape character a backslash is a letter",
			dockerfile: "# escape=`\nFROM scratch\nCOPY dir\\file `\n  b /\n",
			want:       []string{`3 COPY dir\file > dir\file`, "3 COPY b > b"},
		},
		{
			name:       "here-documents ask for nothing, files beside them do",
			dockerfile: "FROM scratch\nCOPY <<EOF a.txt /x/\nhello\nEOF\nCOPY <<EOF /y\nEOF\n",
			want:       []string{"2 COPY a.txt > a.txt"},
		},
		{
			name:       "ADD fetches addresses, but a git address that is no URL is also asked of the context",
			dockerfile: "FROM scratch\nADD https://example.com/a.tar b /\nADD git@github.com:moby/moby.git /m\n",
			want:       []string{"2 ADD b > b", "3 ADD git@github.com:moby/moby.git > git@github.com:moby/moby.git (unused)"},
		},
		{
			name:       "what --from takes is not of the context",
			dockerfile: "FROM scratch AS a\nCOPY x /\nFROM scratch\nCOPY --from=a /x /\nCOPY --from=alpine /etc /\n",
			want:       []string{"2 COPY x > x"},
		},
		{
			name:       "bind mounts, also without a type",
			dockerfile: "FROM scratch\nRUN --mount=target=/src,source=src make\nRUN --mount=type=bind,src=a,dst=/a --mount=type=bind,source=b,target=/b make\n",
			want:       []string{"2 RUN --mount src > src", "3 RUN --mount a > a", "3 RUN --mount b > b"},
		},
		{
			name:       "a bind mount without a source is everything",
			dockerfile: "FROM scratch\nRUN --mount=target=/src make\n",
			want:       []string{"2 RUN --mount  > everything"},
		},
		{
			name:       "a tmpfs mount lifts the restriction, though it needs no context",
			dockerfile: "FROM scratch\nCOPY a /\nRUN --mount=type=tmpfs,target=/tmp make\n",
			want:       []string{"2 COPY a > a", "3 RUN --mount  > everything (unused)"},
		},
		{
			name:       "caches, secrets, agents and mounts from elsewhere ask for nothing",
			dockerfile: "FROM scratch\nRUN --mount=type=cache,target=/c --mount=type=secret,id=s --mount=type=ssh --mount=from=alpine,target=/a make\n",
		},
		{
			name:       "the type of a mount may be a variable",
			dockerfile: "FROM scratch\nARG T=cache\nRUN --mount=type=$T,target=/c make\nRUN --mount=type=${U:-bind},source=s,target=/s make\n",
			want:       []string{"4 RUN --mount s > s"},
		},
		{
			name:       "stages that the target does not need ask for nothing",
			dockerfile: "FROM scratch AS unused\nCOPY a /\nFROM scratch\nCOPY b /\n",
			want:       []string{"4 COPY b > b"},
		},
		{
			name:       "unless all stages are wanted",
			dockerfile: "FROM scratch AS unused\nCOPY a /\nFROM scratch\nCOPY b /\n",
			opts:       needs.Options{AllStages: true},
			want:       []string{"2 COPY a > a", "4 COPY b > b"},
		},
		{
			name:       "names of stages know no case, and --from takes numbers too",
			dockerfile: "FROM scratch AS One\nCOPY 1 /\nFROM scratch AS two\nCOPY 2 /\nFROM scratch\nCOPY 3 /\nFROM scratch\nCOPY --from=ONE /1 /\nCOPY --from=2 /3 /\n",
			want:       []string{"2 COPY 1 > 1", "6 COPY 3 > 3"},
		},
		{
			name:       "another target",
			dockerfile: "FROM scratch AS a\nCOPY 1 /\nFROM scratch AS b\nCOPY 2 /\n",
			opts:       needs.Options{Target: "A"},
			want:       []string{"2 COPY 1 > 1"},
		},
		{
			name:       "a stage of which only a here-document's neighbour is used does not load the context",
			dockerfile: "FROM scratch AS a\nCOPY x /\nFROM scratch\nCOPY --from=a <<EOF /y\nEOF\n",
			want:       []string{"2 COPY x > x (unused)"},
		},
		{
			name:       "ONBUILD works in the stage built on top, at its head",
			dockerfile: "FROM scratch AS base\nONBUILD COPY a /\nFROM base\nCOPY b /\n",
			want:       []string{"2 COPY a > a (onbuild)", "4 COPY b > b"},
		},
		{
			name:       "ONBUILD of the target itself asks for nothing",
			dockerfile: "FROM scratch\nONBUILD COPY a /\n",
		},
		{
			name:       "ONBUILD can make a stage reachable",
			dockerfile: "FROM scratch AS data\nCOPY d /\nFROM scratch AS base\nONBUILD COPY --from=data /d /\nFROM base\n",
			want:       []string{"2 COPY d > d"},
		},
		{
			name:       "a stage may be called scratch",
			dockerfile: "FROM alpine AS scratch\nCOPY a /\nFROM scratch\nCOPY b /\n",
			want:       []string{"2 COPY a > a", "4 COPY b > b"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := analyze(t, tt.dockerfile, tt.opts)
			if diff := cmp.Diff(tt.want, lines(set)); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
			if len(set.Problems) > 0 || len(set.Unknowns) > 0 {
				t.Errorf("problems %v, unknowns %v", set.Problems, set.Unknowns)
			}
		})
	}
}

// TestVariables shows where the values of variables come from.
func TestVariables(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		opts             needs.Options
		want             string
	}{
		{name: "ARG with a default", dockerfile: "FROM scratch\nARG D=src\nCOPY $D/a /\n", want: "src/a"},
		{
			name: "a build argument wins", dockerfile: "FROM scratch\nARG D=src\nCOPY $D/a /\n",
			opts: needs.Options{BuildArgs: map[string]string{"D": "lib"}}, want: "lib/a",
		},
		{
			name: "but not without ARG", dockerfile: "FROM scratch\nCOPY $D/a /\n",
			opts: needs.Options{BuildArgs: map[string]string{"D": "lib"}}, want: "a",
		},
		{
			name: "nor do the predefined ones go without ARG here", dockerfile: "FROM scratch\nCOPY a$HTTP_PROXY /\n",
			opts: needs.Options{BuildArgs: map[string]string{"HTTP_PROXY": "x"}}, want: "a",
		},
		{
			name: "and with it they do", dockerfile: "FROM scratch\nARG HTTP_PROXY\nCOPY a$HTTP_PROXY /\n",
			opts: needs.Options{BuildArgs: map[string]string{"HTTP_PROXY": "x"}}, want: "ax",
		},
		{name: "an ARG above FROM is for FROM only", dockerfile: "ARG D=src\nFROM scratch\nCOPY $D/a /\n", want: "a"},
		{name: "until a stage declares it", dockerfile: "ARG D=src\nFROM scratch\nARG D\nCOPY $D/a /\n", want: "src/a"},
		{name: "where a default of its own wins", dockerfile: "ARG D=src\nFROM scratch\nARG D=lib\nCOPY $D/a /\n", want: "lib/a"},
		{name: "stages inherit from the stage below", dockerfile: "FROM scratch AS a\nARG D=src\nFROM a\nCOPY $D/a /\n", want: "src/a"},
		{name: "the later of ENV and ARG wins", dockerfile: "FROM scratch\nENV D=env\nARG D=arg\nCOPY $D /\n", want: "arg"},
		{name: "but a stage on top sees the ENV", dockerfile: "FROM scratch AS a\nENV D=env\nARG D=arg\nFROM a\nCOPY $D /\n", want: "env"},
		{name: "ENV sees the values from before its line", dockerfile: "FROM scratch\nENV A=1\nENV A=2 B=$A\nCOPY $B /\n", want: "1"},
		{name: "ARG sees those of its own line", dockerfile: "FROM scratch\nARG A=1 B=$A\nCOPY $B /\n", want: "1"},
		{name: "modifiers", dockerfile: "FROM scratch\nENV A=a/b.c\nCOPY ${A%.c}${B:-x}${A:+y}${A#*/}${A/b/c} /\n", want: "a/bxyb.ca/c.c"},
		{name: "single quotes protect", dockerfile: "FROM scratch\nENV A=x\nCOPY '$A' /\n", want: "$A"},
		{name: "PATH is set in an empty image too", dockerfile: "FROM scratch\nCOPY ${PATH%%:*} /\n", want: "usr/local/sbin"},
		{
			name: "the platform", dockerfile: "FROM scratch\nARG TARGETARCH\nARG TARGETVARIANT\nCOPY bin/$TARGETARCH$TARGETVARIANT /\n",
			opts: needs.Options{Platforms: []string{"linux/arm"}}, want: "bin/armv7",
		},
		{
			name: "must be declared", dockerfile: "FROM scratch\nCOPY bin/$TARGETARCH /\n",
			opts: needs.Options{Platforms: []string{"linux/arm64"}}, want: "bin",
		},
		{
			name: "FROM uses it freely", dockerfile: "FROM scratch AS amd64\nCOPY a /\nFROM scratch AS arm64\nCOPY b /\nFROM $TARGETARCH\n",
			opts: needs.Options{Platforms: []string{"linux/aarch64"}}, want: "b",
		},
		{
			name: "the target is a variable", dockerfile: "FROM scratch AS one\nARG TARGETSTAGE\nCOPY $TARGETSTAGE /\nFROM scratch\n",
			opts: needs.Options{Target: "one"}, want: "one",
		},
		{
			name: "SOURCE_DATE_EPOCH is a number", dockerfile: "FROM scratch\nARG SOURCE_DATE_EPOCH\nCOPY $SOURCE_DATE_EPOCH /\n",
			opts: needs.Options{BuildArgs: map[string]string{"SOURCE_DATE_EPOCH": "007"}}, want: "7",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := analyze(t, tt.dockerfile, tt.opts)
			paths, whole := set.FollowPaths("")
			if diff := cmp.Diff([]string{tt.want}, paths); diff != "" || whole {
				t.Errorf("whole %v, paths (-want +got):\n%s", whole, diff)
			}
			if len(set.Problems) > 0 || len(set.Unknowns) > 0 {
				t.Errorf("problems %v, unknowns %v", set.Problems, set.Unknowns)
			}
		})
	}
}
