//go:build linux

package oracle

import (
	"fmt"
	"path"
	"testing"

	"go.podman.io/storage/pkg/fileutils"

	"github.com/buildctx/buildctx/ignore"
)

func TestBuildah(t *testing.T) { random(t, 5000, checkBuildah) }
func FuzzBuildah(f *testing.F) { fuzz(f, checkBuildah) }

// checkBuildah compares the verdicts about every path of a tree with those of Buildah's matcher, which knows no walk:
// it is asked about each path by itself (buildah copier/copier.go, pathIsExcluded).
func checkBuildah(_ *testing.T, tc testCase) string {
	theirs, err := fileutils.NewPatternMatcher(tc.patterns)
	ours, ourErr := ignore.Compile(ignore.Buildah, tc.patterns)
	if err != nil || ourErr != nil {
		return sameErrors(err, ourErr)
	}
	states := map[string]ignore.State{".": ours.Root()}
	for _, it := range tc.items {
		state, verdict := ours.Enter(states[path.Dir(it.path)], path.Base(it.path))
		states[it.path] = state
		matched, err := theirs.IsMatch(it.path)
		if (err != nil) != (verdict.Bad != nil) {
			return fmt.Sprintf("%q: the builder says %v, the program finds a bad rule: %v", it.path, err, verdict.Bad != nil)
		}
		if err == nil && matched != verdict.Matched {
			return fmt.Sprintf("%q: the builder says excluded %v, the program %v", it.path, matched, verdict.Matched)
		}
	}
	return ""
}
