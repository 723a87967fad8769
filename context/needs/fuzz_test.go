package needs_test

import (
	"errors"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/context/needs"
)

// FuzzAnalyze proves that no Dockerfile makes Analyze panic, and that what it
// returns is in order: lines within the file, clean paths, sorted requests.
func FuzzAnalyze(f *testing.F) {
	for _, dockerfile := range []string{
		project,
		"# escape=`\nFROM a AS b\nRUN --mount=type=$T,from=b,source=${X##*/} x <<E\nE\n",
		"FROM scratch\nONBUILD COPY --from=0 [\"a\", \"b\"]\nADD git@h:p.git#x /\n",
		"ARG A=${B//a/b}\nFROM --platform=$A ${A%%:*}\nENV A $A\nCOPY ${A:?} /\n",
		"\xef\xbb\xbfFROM scratch\r\nCOPY \x00\xff /\r\n",
	} {
		f.Add(dockerfile, "b", "linux/amd64,linux/arm", "other=dir")
	}
	f.Fuzz(func(t *testing.T, dockerfile, target, platform, context string) {
		opts := needs.Options{
			Target: target, NamedContexts: []string{context}, BuildArgs: map[string]string{"A": target, "SOURCE_DATE_EPOCH": context},
		}
		if platform != "" {
			opts.Platforms = []string{platform}
		}
		last := strings.Count(dockerfile, "\n") + 1
		set, err := needs.Analyze([]byte(dockerfile), opts)
		if err != nil {
			var s *needs.SyntaxError
			if !errors.As(err, &s) || s.Line < 1 || s.Line > last || s.Message == "" {
				t.Errorf("error %+v in %d lines", err, last)
			}
			return
		}
		for _, s := range set.Sources {
			if s.Line < 1 || s.EndLine < s.Line || s.EndLine > last || s.StageIndex >= len(set.Stages) {
				t.Errorf("source %+v in %d lines", s, last)
			}
			if s.Path != "" && (s.Whole || s.Path != strings.TrimPrefix(path.Clean("/"+s.Path), "/")) {
				t.Errorf("path of %+v", s)
			}
			if s.Path == "" && !s.Whole && s.Unknown == "" {
				t.Errorf("no path in %+v", s)
			}
		}
		if paths, whole := set.FollowPaths(""); whole && paths != nil || !slices.IsSorted(paths) {
			t.Errorf("follow paths %q, %v", paths, whole)
		}
	})
}
