package git

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzIndex proves that whatever git could list is taken as it was meant, and that nothing else breaks the answers.
func FuzzIndex(f *testing.F) {
	f.Add([]byte("H 100644 e69de29 0\ta\x00S 100644 e69de29 0\tb/c\x00h 160000 e69de29 0\tmodule\x00M 100644 e69de29 2\todd\tname\n\x00"), "module/x")
	f.Add([]byte("\x00\x00\t\x00"), "")
	f.Fuzz(func(t *testing.T, listing []byte, asked string) {
		whatever := &Facts{}
		whatever.take(listing)
		if paths, modules, unchecked := whatever.Index(); !slices.IsSorted(paths) || len(paths) < max(len(modules), len(unchecked)) {
			t.Errorf("%q lists %q, of them %q and %q", listing, paths, modules, unchecked)
		}
		whatever.Tracked(asked)

		var git bytes.Buffer // what git says of paths that are made of the same bytes
		var paths, modules, unchecked []string
		for k, name := range strings.Split(string(listing), "\x00") {
			if name == "" {
				continue
			}
			mode, tag := "100644", "HSMhs"[k%5]
			paths = append(paths, name)
			if k%3 == 0 {
				mode = "160000"
				modules = append(modules, name)
			}
			if tag != 'H' && tag != 'M' {
				unchecked = append(unchecked, name)
			}
			fmt.Fprintf(&git, "%c %s e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 %d\t%s\x00", tag, mode, k%4, name)
		}
		meant := &Facts{}
		meant.take(git.Bytes())
		slices.Sort(paths)
		slices.Sort(unchecked)
		if diff := cmp.Diff([][]string{paths, modules, unchecked}, [][]string{meant.tracked, meant.modules, meant.unchecked}, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		want := slices.ContainsFunc(paths, func(p string) bool { return p == asked || strings.HasPrefix(p, asked+"/") }) ||
			slices.ContainsFunc(modules, func(m string) bool { return strings.HasPrefix(asked, m+"/") })
		if got := meant.Tracked(asked); got != want {
			t.Errorf("Tracked(%q) is %v among %q", asked, got, paths)
		}
	})
}

// FuzzLog proves that what git could say is taken as it was meant, and that an answer that breaks off, wherever it
// does, is a part of the whole one, no more than the limits allow, and called complete only if it is.
func FuzzLog(f *testing.F) {
	f.Add([]byte("/p1\x00\na\x00b\x00/p2\x00\nc\x00/\x00\nd\x00e\x00"), uint16(19), uint8(3))
	f.Add([]byte("a\x00/p\x00/p q\x00\n\n\x00x"), uint16(5), uint8(200))
	f.Fuzz(func(t *testing.T, seed []byte, size uint16, paths uint8) {
		want, answer := historyOf(seed, paths%2 == 0)
		none := limit{bytes: 1 << 40, paths: 1 << 30}
		if diff := cmp.Diff(want, read(bytes.NewReader(answer), none), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("history of %q (-want +got):\n%s", answer, diff)
		}
		const first = 20 // bytes before the first path
		broken := read(bytes.NewReader(answer), limit{bytes: first + int64(size), paths: int(paths)})
		n := 0
		for k, commit := range broken.Commits {
			if n += len(commit); k >= len(want.Commits) || !slices.Equal(commit, want.Commits[k]) {
				t.Fatalf("%q broken off is %q, and %q otherwise", answer, broken.Commits, want.Commits)
			}
		}
		if n > int(paths) || broken.Complete && len(broken.Commits) != len(want.Commits) {
			t.Fatalf("%q broken off is %+v, and %+v otherwise", answer, broken, want)
		}
		read(bytes.NewReader(seed), limit{bytes: int64(size), paths: int(paths)})
	})
}

// historyOf makes a history of bytes, and what git would say of it. The first commit of all, if it is part of it, comes
// last and is left out.
func historyOf(seed []byte, rooted bool) (*History, []byte) {
	h := &History{Complete: true}
	var git bytes.Buffer
	parts := bytes.Split(seed, []byte("/"))
	for k, part := range parts {
		var commit []string
		for name := range strings.SplitSeq(string(part), "\x00") {
			if name != "" {
				commit = append(commit, name)
			}
		}
		parents := []string{"e69de29", "e69de29 8b29ae7"}[k%2]
		if rooted && k == len(parts)-1 {
			parents = ""
		} else {
			h.Commits = append(h.Commits, commit)
		}
		git.WriteString(mark + parents + "\x00")
		for n, name := range commit {
			if n == 0 {
				git.WriteByte('\n')
			}
			git.WriteString(name + "\x00")
		}
	}
	return h, git.Bytes()
}

// FuzzFields proves that lists of paths come back as they were sent.
func FuzzFields(f *testing.F) {
	f.Add("a\nb\n\nc")
	f.Fuzz(func(t *testing.T, text string) {
		want := strings.Split(strings.ReplaceAll(text, "\x00", "0"), "\n")
		if got := fields([]byte(strings.Join(want, "\x00") + "\x00")); !slices.Equal(got, want) {
			t.Errorf("%q became %q", want, got)
		}
		fields([]byte(text))
	})
}
