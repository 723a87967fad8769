//go:build linux

package oracle

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
)

// An arrival is one entry as a builder gets it.
type arrival struct {
	Path, Kind, Linkname string
	Mode                 string
	Size                 int64
	Empty                bool // announced with content that does not follow
}

// read reads a tree from disk as the program does.
func read(t *testing.T, root string) *buildcontext.Tree {
	t.Helper()
	list, err := scan.Read(t.Context(), root, scan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

// predicted is what the program says that a builder gets.
func predicted(v *buildcontext.View) []arrival {
	var out []arrival
	for e := range v.Entries() {
		mode := v.Tree.Mode(e.Index)
		out = append(out, arrival{
			Path: v.Tree.Path(e.Index), Kind: e.Kind.String(), Linkname: e.Linkname,
			Mode: fmt.Sprintf("%04o", mode.Perm()), Size: v.Tree.Size(e.Index), Empty: e.Note == buildcontext.NoteEmpty,
		})
	}
	return out
}

// stops reports whether the program says that the builder gives up.
func stops(v *buildcontext.View) bool {
	for _, f := range v.Failures {
		if f.Stops {
			return true
		}
	}
	return false
}

// sameErrors compares whether both sides refuse the same.
func sameErrors(theirs, ours error) string {
	if (theirs == nil) != (ours == nil) {
		return fmt.Sprintf("the builder says %v, the program %v", theirs, ours)
	}
	return ""
}

func diff(theirs, ours any) string {
	if d := cmp.Diff(theirs, ours); d != "" {
		return "(-builder +program)\n" + d
	}
	return ""
}
