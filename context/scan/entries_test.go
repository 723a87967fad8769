package scan

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ExampleFromEntries() {
	l, err := FromEntries("/src", []Entry{
		{Path: "go.mod", Mode: 0o644, Size: 40},
		{Path: "cmd/tool/main.go", Mode: 0o644, Size: 300},
		{Path: "cmd/latest", Mode: fs.ModeSymlink | 0o777, Target: "tool"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range uint32(l.Len()) {
		fmt.Println(l.Mode[i], l.Size[i], l.Path(i))
	}
	// Output:
	// drwxr-xr-x 0 .
	// drwxr-xr-x 0 cmd
	// Lrwxrwxrwx 4 cmd/latest
	// drwxr-xr-x 0 cmd/tool
	// -rw-r--r-- 300 cmd/tool/main.go
	// -rw-r--r-- 40 go.mod
}

func TestFromEntries(t *testing.T) {
	l, err := FromEntries("/r", []Entry{
		{Path: "d/link", Mode: fs.ModeSymlink | 0o777, Target: "../x"},
		{Path: "d", Mode: fs.ModeDir | 0o700, Size: 4096, ModTime: -5},
		{Path: "d/null", Mode: fs.ModeDevice | fs.ModeCharDevice, Device: 259},
		{Path: "h1", Size: 3, ID: FileID{1, 2}},
		{Path: "d/h2", Size: 3, ID: FileID{1, 2}},
		{Path: ".", Mode: fs.ModeDir | 0o711, ModTime: 7},
		{Path: "e", Mode: fs.ModeDir},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`"." drwx--x--x 7`,
		`"d" drwx------ 0 -5`,
		`"d/h2" ---------- 3 0 links 1:2`,
		`"d/link" Lrwxrwxrwx 4 0 -> "../x"`,
		`"d/null" Dc--------- 0 0 device 259`,
		`"e" d--------- 0 0`,
		`"h1" ---------- 3 0 links 1:2`,
	}
	if diff := cmp.Diff(want, describe(t, l)); diff != "" {
		t.Error(diff)
	}
	if l.Root != "/r" || l.ModTime[0] != 7 {
		t.Errorf("root %q, time %d", l.Root, l.ModTime[0])
	}
}

func TestFromEntriesRefuses(t *testing.T) {
	for _, tt := range []struct {
		name    string
		entries []Entry
		want    string
	}{
		{"twice", []Entry{{Path: "a"}, {Path: "a"}}, `"a" is given twice`},
		{"below a file", []Entry{{Path: "a"}, {Path: "a/b"}}, `"a/b" is in "a"`},
		{"far below a file", []Entry{{Path: "a"}, {Path: "a/b/c"}}, `"a/b/c" is in "a"`},
		{"above", []Entry{{Path: "../a"}}, "not a clean relative path"},
		{"inside", []Entry{{Path: "a/./b"}}, "not a clean relative path"},
		{"absolute", []Entry{{Path: "/a"}}, "not a clean relative path"},
		{"trailing slash", []Entry{{Path: "a/"}}, "not a clean relative path"},
		{"empty", []Entry{{Path: ""}}, "not a clean relative path"},
		{"zero byte", []Entry{{Path: "a\x00b"}}, "not a clean relative path"},
		{"root is a file", []Entry{{Path: "."}}, "root is not a directory"},
		{"long name", []Entry{{Path: strings.Repeat("x", 1<<16)}}, "name is too long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := FromEntries("", tt.entries)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestManyNames(t *testing.T) {
	// Names of 200 bytes fill several chunks.
	var entries []Entry
	for i := range 2000 {
		entries = append(entries, Entry{Path: fmt.Sprintf("d%d/%0200d", i%7, i)})
	}
	l, err := FromEntries("", entries)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.names) < 5 {
		t.Errorf("%d chunks", len(l.names))
	}
	if got := len(describe(t, l)); got != 2008 {
		t.Errorf("%d entries", got)
	}
	if got, want := l.Path(uint32(l.Len()-1)), fmt.Sprintf("d6/%0200d", 1994); got != want {
		t.Errorf("last is %s, want %s", got, want)
	}
}
