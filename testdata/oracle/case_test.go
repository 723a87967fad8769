//go:build linux

package oracle

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A testCase is a small tree and what a build says about it.
type testCase struct {
	items    []item
	patterns []string // of an ignore file, read and cleaned or not
	follow   []string // followpaths
}

// An item is one entry of a tree; a directory comes before what is in it, a hard link after its first name.
type item struct {
	path   string
	kind   kind
	target string // of a symbolic or hard link
	looks  byte   // which size, permission, time and attributes; 0 for plain ones
}

type kind byte

const (
	file kind = iota
	dir
	symlink
	hardlink
	fifo
	socket
)

func (k kind) String() string {
	return [...]string{"file", "dir", "symlink", "hardlink", "fifo", "socket"}[k]
}

func (tc testCase) String() string {
	var b strings.Builder
	for _, it := range tc.items {
		fmt.Fprintf(&b, "  %-8s %q", it.kind, it.path)
		if it.target != "" {
			fmt.Fprintf(&b, " -> %q", it.target)
		}
		if it.looks != 0 {
			fmt.Fprintf(&b, " (looks %d)", it.looks)
		}
		b.WriteByte('\n')
	}
	return fmt.Sprintf("%s  patterns %q\n  follow   %q", &b, tc.patterns, tc.follow)
}

// choices turns bytes into decisions: the fuzzer's bytes or random ones. When they are used up every decision is 0.
type choices []byte

func (c *choices) n(limit int) int {
	if len(*c) == 0 {
		return 0
	}
	b := (*c)[0]
	*c = (*c)[1:]
	return int(b) % limit
}

func pick(c *choices, from []string) string { return from[c.n(len(from))] }

// names are few, so that patterns and links meet them, and among them are those that patterns read as something else.
var names = []string{
	"a", "b", "c", "a", "b", "c", "ab", "a.b", "b.go", ".a", "a b", "[a]", "a*", `a\b`, "{a}", "a|b", "^a", "a+", "!a", "ä", "a\xff", `\y`,
}

var globs = []string{"*", "**", "?", "a*", "*b", "*.go", "[ab]", "[^a]", "[a-c]*", `\a`, "a?b", "**a", "a**", "a**b", "***", ".*", "[a", "{a,b}", "."}

// generate makes a case of bytes.
func generate(data []byte) testCase {
	// A part is kept back from the tree, which takes what it gets.
	of, c := choices(data[len(data)/3:]), choices(data[:len(data)/3])
	var tc testCase
	tc.fill(&of, "", 3)
	for range c.n(6) {
		tc.patterns = append(tc.patterns, tc.pattern(&c))
	}
	for range c.n(4) {
		tc.follow = append(tc.follow, tc.source(&c))
	}
	return tc
}

func (tc *testCase) fill(c *choices, prefix string, depth int) {
	for range 1 + c.n(6) {
		it := item{path: prefix + pick(c, names), looks: byte(c.n(256))}
		if tc.has(it.path) {
			continue
		}
		switch c.n(12) {
		case 4, 5, 6, 7, 8:
			it.kind = dir
		case 9, 10:
			// A link whose own name is a pattern is not tried: fsutil does not see it on the way to something (it
			// lists the directory for names that match), and then has the kernel walk through it, out of the root too.
			if !strings.ContainsAny(it.path, "*[") {
				it.kind, it.target = symlink, tc.target(c)
			}
		case 11:
			switch c.n(6) {
			case 4:
				it.kind = fifo
			case 5:
				it.kind = socket
			default:
				if first := tc.first(c); first.path != "" && (first.kind != symlink || !strings.ContainsAny(it.path, "*[")) {
					it.kind, it.target = hardlink, first.path
				}
			}
		}
		tc.items = append(tc.items, it)
		if it.kind == dir && depth > 0 && c.n(6) != 5 {
			tc.fill(c, it.path+"/", depth-1)
		}
	}
}

func (tc *testCase) has(path string) bool {
	return slices.ContainsFunc(tc.items, func(it item) bool { return it.path == path })
}

// first is an entry that a hard link can be made of; it has no path where there is none.
func (tc *testCase) first(c *choices) item {
	if len(tc.items) == 0 {
		return item{}
	}
	if it := tc.items[c.n(len(tc.items))]; it.kind != dir && it.kind != hardlink {
		return it
	}
	return item{}
}

// some is the path of some entry.
func (tc *testCase) some(c *choices) string {
	if len(tc.items) == 0 {
		return "a"
	}
	return tc.items[c.n(len(tc.items))].path
}

func (tc *testCase) target(c *choices) string {
	var t string
	switch c.n(8) {
	case 0:
		return pick(c, []string{".", "..", "/", "../..", "./", "a/.."})
	case 1, 2, 3:
		t = tc.some(c)
	default:
		t = pick(c, names)
		for range c.n(3) {
			t += "/" + pick(c, names)
		}
	}
	return pick(c, []string{"", "", "", "/", "../", "../../", "./"}) + t
}

// pattern is a line of an ignore file: mostly about something that is there.
func (tc *testCase) pattern(c *choices) string {
	var p string
	switch c.n(10) {
	case 0, 1, 2:
		p = tc.some(c) + pick(c, []string{"", "", "", "/", "/*", "/**", "*", "/" + pick(c, names)})
	case 3:
		p = path.Dir(tc.some(c)) + pick(c, []string{"", "/*", "/**", "/**/*", "/*/*"})
	case 4, 5:
		p = pick(c, []string{"**/", "*/", "**", "*"}) + path.Base(tc.some(c))
	case 6:
		p = pick(c, []string{"*", "**", "**/*", "*/*", "*/", ".", "/"})
	default:
		p = pick(c, append(globs, names[:8]...))
		for range c.n(3) {
			p += "/" + pick(c, append(globs, names...))
		}
	}
	p = pick(c, []string{"", "", "!"}) + pick(c, []string{9: "/"}) + p
	return strings.ToValidUTF8(p, "?") // for others text/scanner writes to standard error
}

// source is a source of a COPY, without the slash in front.
func (tc *testCase) source(c *choices) string {
	var s string
	if c.n(2) == 0 {
		s = tc.some(c)
	} else {
		s = pick(c, append(globs[:8], names...))
	}
	for range c.n(3) {
		s += "/" + pick(c, append(globs[:8], names...))
	}
	return filepath.Clean(strings.ToValidUTF8(s, "?"))
}

// memory is a directory whose files are in memory, where the system has one: thousands of trees are made and removed.
func memory() string {
	const shm = "/dev/shm"
	if info, err := os.Stat(shm); err == nil && info.IsDir() && syscall.Access(shm, 7) == nil {
		return shm
	}
	return ""
}

// smaller are the cases that lack one thing.
func (tc testCase) smaller() []testCase {
	var out []testCase
	for i := range tc.patterns {
		s := tc
		s.patterns = slices.Delete(slices.Clone(tc.patterns), i, i+1)
		out = append(out, s)
	}
	for i := range tc.follow {
		s := tc
		s.follow = slices.Delete(slices.Clone(tc.follow), i, i+1)
		out = append(out, s)
	}
	for _, gone := range tc.items {
		s := tc
		s.items = slices.DeleteFunc(slices.Clone(tc.items), func(it item) bool {
			return it.path == gone.path || strings.HasPrefix(it.path, gone.path+"/") || it.kind == hardlink &&
				(it.target == gone.path || strings.HasPrefix(it.target, gone.path+"/"))
		})
		out = append(out, s)
	}
	return out
}

// A check compares; it returns what differs.
type check func(t *testing.T, tc testCase) string

// onDisk makes a check of one that is given the tree in a directory.
func onDisk(check func(t *testing.T, root string, tc testCase) string) check {
	return func(t *testing.T, tc testCase) string {
		t.Helper()
		root, err := os.MkdirTemp(memory(), "oracle")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(root)
		if !tc.make(t, root) {
			return ""
		}
		return check(t, root, tc)
	}
}

var seed = flag.Uint64("seed", 1, "which random cases")

// random runs a check on so many cases and makes the first one that fails small.
func random(t *testing.T, cases int, check check) {
	t.Helper()
	t.Parallel()
	if testing.Short() {
		cases /= 10
	}
	r := rand.New(rand.NewPCG(*seed, 2))
	for range cases {
		data := make([]byte, 60+r.IntN(300))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		fail(t, generate(data), check)
	}
}

// fuzz makes a fuzz target of a check.
func fuzz(f *testing.F, check check) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		data := make([]byte, 120)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { fail(t, generate(data), check) })
}

// fail fails the test with the smallest case that can be reached from one that differs.
func fail(t *testing.T, tc testCase, check check) {
	t.Helper()
	diff := check(t, tc)
	if diff == "" {
		return
	}
again:
	for _, s := range tc.smaller() {
		if d := check(t, s); d != "" {
			tc, diff = s, d
			goto again
		}
	}
	t.Fatalf("%s\n%s", tc, diff)
}
