// Package placetest makes build contexts for tests.
package placetest

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
)

// Tree is a directory of files, which are paths with a size behind a space:
// "data/a.csv 20M". Without one a file has 100 bytes; "a -> b" is a link, "a/"
// an empty directory.
func Tree(t testing.TB, files ...string) *buildcontext.Tree {
	t.Helper()
	var entries []scan.Entry
	for _, f := range files {
		entries = append(entries, entry(t, f))
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

func entry(t testing.TB, text string) scan.Entry {
	if path, target, ok := strings.Cut(text, " -> "); ok {
		return scan.Entry{Path: path, Mode: fs.ModeSymlink | 0o777, Target: target}
	}
	if path, ok := strings.CutSuffix(text, "/"); ok {
		return scan.Entry{Path: path, Mode: fs.ModeDir | 0o755}
	}
	path, size, ok := strings.Cut(text, " ")
	e := scan.Entry{Path: path, Mode: 0o644, Size: 100}
	if ok {
		unit := int64(1)
		switch {
		case strings.HasSuffix(size, "k"):
			unit = 1e3
		case strings.HasSuffix(size, "M"):
			unit = 1e6
		}
		n, err := strconv.ParseInt(strings.TrimRight(size, "kM"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		e.Size = n * unit
	}
	return e
}

// Sets are what Dockerfiles ask for, in all their stages.
func Sets(t testing.TB, dockerfiles ...string) []*needs.Set {
	t.Helper()
	var out []*needs.Set
	for _, text := range dockerfiles {
		set, err := needs.Analyze([]byte(text), needs.Options{AllStages: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Problems) > 0 {
			t.Fatalf("the builder refuses the Dockerfile: %v", set.Problems)
		}
		out = append(out, set)
	}
	return out
}

// Name is what the Dockerfile with a number is called.
func Name(k int) string {
	if k == 0 {
		return "Dockerfile"
	}
	return fmt.Sprintf("Dockerfile.%d", k+1)
}

// Head reads the first bytes of files, whose contents it is given; nil for
// none.
func Head(heads map[string]string) func(path string, n int) []byte {
	if heads == nil {
		return nil
	}
	return func(path string, n int) []byte {
		text := heads[path]
		return []byte(text[:min(n, len(text))])
	}
}

// Million are a million files, in directories of a thousand each.
func Million() []string {
	var out []string
	for d := range 1000 {
		for f := range 1000 {
			out = append(out, fmt.Sprintf("src/d%d/file%d.%s", d, f, []string{"go", "py", "ts", "json", "env.go"}[f%5]))
		}
	}
	return out
}
