package needs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// TestSyntaxErrors shows Dockerfiles that BuildKit cannot read at all.
func TestSyntaxErrors(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		want             needs.SyntaxError
	}{
		{"empty", "", needs.SyntaxError{Line: 1, Message: "the Dockerfile cannot be empty"}},
		{"comments only", "# one\n# two\n", needs.SyntaxError{Line: 2, Message: "file with no instructions"}},
		{"no stage", "ARG A\n", needs.SyntaxError{Line: 1, Message: "dockerfile contains no stages to build"}},
		{"before FROM", "\nCOPY a /\n", needs.SyntaxError{Line: 2, Message: "no build stage in current context"}},
		{"unknown instruction", "FROM scratch\nCOPPY a /\n", needs.SyntaxError{Line: 2, Message: "unknown instruction: COPPY (did you mean COPY?)"}},
		{"unknown flag", "FROM scratch\n\nCOPY --form=a b /\n", needs.SyntaxError{Line: 3, Message: "unknown flag: --form (did you mean from?)"}},
		{"too few arguments", "FROM scratch\nCOPY a\n", needs.SyntaxError{Line: 2, Message: "COPY requires at least two arguments, but only one was provided. Destination could not be determined"}},
		{"open here-document", "FROM scratch\nCOPY <<EOF /\na\n", needs.SyntaxError{Line: 2, Message: "unterminated heredoc"}},
		{"directive", "# escape=x\nFROM scratch\n", needs.SyntaxError{Line: 1, Message: "invalid escape token 'x' does not match ` or \\"}},
		{"directive twice", "# escape=`\n# escape=`\nFROM scratch\n", needs.SyntaxError{Line: 2, Message: "only one escape parser directive can be used"}},
		{"long line", "FROM scratch\nRUN " + strings.Repeat("x", 1<<16) + "\n", needs.SyntaxError{Line: 2, Message: "dockerfile line greater than max allowed size of 65535"}},
		{"another language", "# syntax=example.com/toml\n[build]\n", needs.SyntaxError{Line: 2, Message: "unknown instruction: [build]", Frontend: needs.Frontend{Image: "example.com/toml", Line: 1}, Newer: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := needs.Analyze([]byte(tt.dockerfile), needs.Options{})
			var got *needs.SyntaxError
			if !errors.As(err, &got) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFinal shows which mistakes another frontend may know better about.
func TestFinal(t *testing.T) {
	for dockerfile, want := range map[string]bool{
		"FROM scratch\nINCLUDE x\n":                                              true,
		"# syntax=docker/dockerfile:1-labs\nFROM scratch\nINCLUDE x\n":           false,
		"# syntax=mirror.example.com/docker/dockerfile\nFROM a\nCOPY --zz a b\n": false,
		"# syntax=docker/dockerfile:1\nFROM scratch\nCOPYY a /\n":                true,
		"# syntax=docker/dockerfile:1\nFROM scratch\nCOPY a\n":                   true,
		"# syntax=edrevo/dockerfile-plus\nFROM scratch\nCOPY a\n":                false,
	} {
		_, err := needs.Analyze([]byte(dockerfile), needs.Options{})
		var got *needs.SyntaxError
		if !errors.As(err, &got) || got.Final() != want {
			t.Errorf("%q: %v, final %v", dockerfile, err, !want)
		}
	}
}

// TestProblems shows what BuildKit refuses although it can read it; the rest is
// analysed.
func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		opts             needs.Options
		want             []needs.Problem
		sources          []string
	}{
		{
			name: "unknown target", dockerfile: "FROM scratch AS build\nCOPY a /\n", opts: needs.Options{Target: "bulid"},
			want: []needs.Problem{{Message: `target stage "bulid" could not be found (did you mean build?)`, Target: true}},
		},
		{
			name: "FROM knows stages in lower case only", dockerfile: "FROM scratch AS Build\nFROM Build\nCOPY a /\n",
			want:    []needs.Problem{{Line: 2, Message: `failed to parse stage name "Build": invalid reference format: repository name (library/Build) must be lowercase`}},
			sources: []string{"3 COPY a > a"},
		},
		{
			name: "no such stage number", dockerfile: "FROM scratch\nCOPY --from=3 a /\nCOPY b /\n",
			want:    []needs.Problem{{Line: 2, Message: "invalid stage index 3"}},
			sources: []string{"3 COPY b > b"},
		},
		{
			name: "variables in --from", dockerfile: "FROM scratch\nARG F\nCOPY --from=$F a /\n",
			want: []needs.Problem{{Line: 3, Message: "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround"}},
		},
		{
			name: "a stage of its own", dockerfile: "FROM scratch AS a\nCOPY --from=a x /\n",
			want: []needs.Problem{
				{Line: 2, Message: "circular dependency detected on stage: a"},
			},
		},
		{
			name: "a stage further down", dockerfile: "FROM scratch AS a\nCOPY --from=b x /\nFROM a AS b\n",
			want: []needs.Problem{{Line: 2, Message: `cannot copy from stage "b", it needs to be defined before current stage "a"`}},
		},
		{
			name: "a blank base", dockerfile: "FROM $X\nCOPY a /\n",
			want:    []needs.Problem{{Line: 1, Message: "base name ($X) should not be blank"}},
			sources: []string{"2 COPY a > a"},
		},
		{
			name: "a platform", dockerfile: "FROM --platform=plan10 scratch\n", opts: needs.Options{Platforms: []string{"a/b/c/d"}},
			want: []needs.Problem{
				{Message: `failed to parse target platform a/b/c/d: "a/b/c/d": cannot parse platform specifier: invalid argument`},
				{Line: 1, Message: `failed to parse platform plan10: "plan10": unknown operating system or architecture: invalid argument`},
			},
		},
		{
			name: "COPY of addresses", dockerfile: "FROM scratch\nCOPY https://example.com/a /\nCOPY git@github.com:moby/moby.git /\n",
			want: []needs.Problem{{Line: 2, Message: "source can't be a URL for COPY"}, {Line: 3, Message: "source can't be a git ref for COPY"}},
		},
		{
			name: "a variable that must be set", dockerfile: "FROM scratch\nCOPY ${X:?} /\nENV A=${B!}\n",
			want: []needs.Problem{
				{Line: 2, Message: `failed to process "${X:?}": X: is not allowed to be unset`},
				{Line: 3, Message: `failed to process "${B!}": unsupported modifier (!) in substitution`},
			},
		},
		{
			name: "mounts", dockerfile: "FROM scratch\nRUN --mount=type=bnd,target=/a make\nRUN --mount=source=a make\nRUN --mount=type=ssh,source=a make\n",
			want: []needs.Problem{
				{Line: 2, Message: `unsupported mount type "bnd" (did you mean bind?)`},
				{Line: 3, Message: `invalid mount target "/"`},
				{Line: 4, Message: "ssh does not support source"},
			},
		},
		{
			name: "ONBUILD is read when it is run", dockerfile: "FROM scratch AS a\nONBUILD COPY --nope a /\nFROM a\n",
			want: []needs.Problem{{Line: 3, Message: "unknown flag: --nope"}},
		},
		{
			name: "the check directive", dockerfile: "# check=what\nFROM scratch\n",
			want: []needs.Problem{{Line: 1, Message: `failed to parse check options: invalid check option "what"`}},
		},
		{
			name: "the name of a context", dockerfile: "FROM scratch\n", opts: needs.Options{NamedContexts: []string{"A=dir"}},
			want: []needs.Problem{{Message: "invalid context name A: invalid reference format: repository name (library/A) must be lowercase"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := analyze(t, tt.dockerfile, tt.opts)
			if diff := cmp.Diff(tt.want, set.Problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.sources, lines(set)); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
		})
	}
}
