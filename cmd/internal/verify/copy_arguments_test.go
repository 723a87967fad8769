package verify

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

// Whatever the name, BuildKit asks for exactly that.
func TestCopyArguments(t *testing.T) {
	component := rapid.StringOfN(rapid.SampledFrom([]rune("ab1.-_!#$\\\"'`*?[]{}()<<>&|;:=~^%+, \tü日\u00a0\n")), 1, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		p := strings.Join(rapid.SliceOfN(component, 1, 3).Draw(t, "path"), "/")
		if path.Join("/", p) != "/"+p || strings.Contains(p, ":") {
			t.Skip("not a clean path, or the address of a repository")
		}
		dockerfile := "FROM scratch\nCOPY --parents " + copyArguments(p, "/x/") + "\n"
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{})
		if err != nil {
			t.Fatalf("%s: %v", dockerfile, err)
		}
		if got, whole := set.FollowPaths(""); whole || len(got) != 1 || got[0] != p || len(set.Problems) > 0 {
			t.Fatalf("%s asks for %q, not for %q; %v", dockerfile, got, p, set.Problems)
		}
	})
}

func TestOptional(t *testing.T) {
	for p, want := range map[string]string{
		"a":         "[a]",
		"dir/a.txt": "dir/a.tx[t]",
		"!keep":     "!kee[p]",
		"-":         `[\-]`,
		"a^":        "[a]^",
		"日本":        "日[本]",
		`a\[b\]`:    `a\[[b]\]`,
		"...":       `[\.]..`,
		`\*`:        `\*`, // there is nothing to make a class of
	} {
		if got := optional(p); got != want {
			t.Errorf("optional(%q) = %q, want %q", p, got, want)
		}
	}
}

// A path made optional matches itself and nothing else.
func TestOptionalMatches(t *testing.T) {
	name := rapid.StringOfN(rapid.SampledFrom([]rune("ab!-^.é ")), 1, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		p, other := name.Draw(t, "path"), name.Draw(t, "other")
		pattern := optional(p)
		if !buildcontext.HasWildcard(pattern) {
			t.Fatalf("%q is not optional", pattern)
		}
		for _, candidate := range []string{p, other} {
			if got, err := path.Match(pattern, candidate); err != nil || got != (candidate == p) {
				t.Fatalf("%q matches %q: %v, %v", pattern, candidate, got, err)
			}
		}
	})
}
