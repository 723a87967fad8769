package buildcontext

import (
	"archive/tar"
	"io/fs"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// today is a time as files have it: nine bytes as a number in protobuf.
const today = int64(1_700_000_000_123_456_789)

func treeOf(t *testing.T, entries ...scan.Entry) *Tree {
	t.Helper()
	list, err := scan.FromEntries("/root", entries)
	if err != nil {
		t.Fatal(err)
	}
	return New(list)
}

// TestWireBuildKit holds figures that buildkitd v0.34.2 printed.
func TestWireBuildKit(t *testing.T) {
	for _, test := range []struct {
		name       string
		entries    []scan.Entry
		attributes map[uint32][]scan.Attribute
		cold, warm int64
	}{
		{name: "nothing", cold: 2, warm: 2},
		{
			name:    "one file",
			entries: []scan.Entry{{Path: "a.txt", Mode: 0o644, Size: 10, ModTime: today}},
			cold:    42, warm: 26,
		},
		{
			name:    "a dangling link", // of the name ".dockerignore"
			entries: []scan.Entry{{Path: ".dockerignore", Mode: fs.ModeSymlink | 0o777, Target: "nowhere", ModTime: today}},
			cold:    45, warm: 45,
		},
		{
			name: "the same file three times",
			entries: []scan.Entry{
				{Path: "Dockerfile", Mode: 0o644, Size: 22, ModTime: today},
				{Path: "a", Mode: 0o644, Size: 100, ModTime: today, ID: scan.FileID{Inode: 7}},
				{Path: "b", Mode: 0o644, Size: 100, ModTime: today, ID: scan.FileID{Inode: 7}},
				{Path: "d", Mode: fs.ModeDir | 0o755, ModTime: today},
				{Path: "d/c", Mode: 0o644, Size: 100, ModTime: today, ID: scan.FileID{Inode: 7}},
				{Path: "z", Mode: 0o644, Size: 50, ModTime: today},
			},
			cold: 338, warm: 140,
		},
		{
			name: "attributes",
			entries: []scan.Entry{
				{Path: "Dockerfile", Mode: 0o644, Size: 22, ModTime: today},
				{Path: "caps", Mode: 0o644, Size: 10, ModTime: today},
				{Path: "dx", Mode: fs.ModeDir | 0o755, ModTime: today},
				{Path: "plain", Mode: 0o644, Size: 10, ModTime: today},
				{Path: "userx", Mode: 0o644, Size: 10, ModTime: today},
			},
			attributes: map[uint32][]scan.Attribute{
				2: {{Name: "security.capability", Value: make([]byte, 20)}, {Name: "com.apple.quarantine", Value: make([]byte, 9)}},
				3: {{Name: "user.note", Value: []byte("dir")}},
				5: {{Name: "user.note", Value: []byte("hello")}},
			},
			cold: 295, warm: 207,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := treeOf(t, test.entries...).Replay(Rules{}).Wire(scan.Attributes{ByEntry: test.attributes})
			if w.Cold != test.cold || w.Warm != test.warm {
				t.Errorf("%d and %d bytes, want %d and %d", w.Cold, w.Warm, test.cold, test.warm)
			}
		})
	}
}

// TestWireParts holds that the parts add up, for both builders.
func TestWireParts(t *testing.T) {
	tree := treeOf(t,
		scan.Entry{Path: "a/b/c", Mode: 0o600, Size: 70_000, ModTime: today},
		scan.Entry{Path: "a/b/socket", Mode: fs.ModeSocket | 0o755, ModTime: today},
		scan.Entry{Path: "empty", Mode: fs.ModeDir | 0o755},
		scan.Entry{Path: "x", Mode: 0o644, Size: 1, ModTime: -1},
		scan.Entry{Path: "zero", Mode: fs.ModeDevice | fs.ModeCharDevice | 0o666, Device: 0x105},
	)
	for builder, end := range map[ignore.Builder]int64{ignore.BuildKit: 2, ignore.Classic: 1024} {
		view := tree.Replay(Rules{Builder: builder})
		w := view.Wire(scan.Attributes{})
		cold, warm := end, end
		var names []string
		var totals Totals
		for _, p := range w.Parts {
			cold, warm = cold+p.Cold, warm+p.Warm
			names = append(names, tree.Path(p.Entry))
			totals.Add(p.Totals)
		}
		if cold != w.Cold || warm != w.Warm {
			t.Errorf("%v: the parts add up to %d and %d, not to %d and %d", builder, cold, warm, w.Cold, w.Warm)
		}
		if got := strings.Join(names, " "); got != "a empty x zero" {
			t.Errorf("%v: parts of %s", builder, got)
		}
		if totals != view.Totals {
			t.Errorf("%v: the parts count %+v, the view %+v", builder, totals, view.Totals)
		}
	}
	if w := tree.Replay(Rules{Builder: ignore.Buildah}).Wire(scan.Attributes{}); w != nil {
		t.Errorf("Buildah transfers %+v", w)
	}
}

// TestInjected holds the figures of docker 28.2.2 and 29.7.2 for a Dockerfile
// from elsewhere.
func TestInjected(t *testing.T) {
	ignoring := treeOf(t, scan.Entry{Path: ".dockerignore", Mode: 0o644, Size: 6}).Replay(Rules{Builder: ignore.Classic})
	cold := ignoring.Wire(scan.Attributes{}).Cold
	if got := ignoring.Injected(cold, 21); len(got) != 1 || got[0] != 512+512+512+21 {
		t.Errorf("with an ignore file: %d", got)
	}
	bare := treeOf(t).Replay(Rules{Builder: ignore.Classic})
	cold = bare.Wire(scan.Attributes{}).Cold
	if got := bare.Injected(cold, 21); len(got) != 2 || got[0] != 3*512+21 || got[1] != 3*512+47 {
		t.Errorf("without: %d", got)
	}
	if got := bare.Injected(cold, 47); len(got) != 1 {
		t.Errorf("both alike: %d", got)
	}
}

// TestPlainHeader holds that the short way to the size of a header and
// archive/tar agree.
func TestPlainHeader(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`(d{40,60}/){0,4}[a-zä]{1,110}`)
		h := &tar.Header{
			Typeflag: tar.TypeReg, Name: name.Draw(t, "name"), Mode: 0o644, Format: tar.FormatPAX,
			ModTime: time.Unix(rapid.Int64Range(-10, 1<<34).Draw(t, "time"), 0),
			Size:    rapid.Int64Range(0, 1<<34).Draw(t, "size"),
		}
		if rapid.Bool().Draw(t, "link") {
			h.Typeflag, h.Size, h.Linkname = tar.TypeSymlink, 0, name.Draw(t, "target")
		}
		if rapid.Bool().Draw(t, "capable") {
			h.PAXRecords = map[string]string{"SCHILY.xattr.security.capability": "\x00\x00\x00\x02"}
		}
		var n counter
		if err := tar.NewWriter(&n).WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if got := headerSize(h); got != int64(n) {
			t.Errorf("%d bytes, archive/tar makes %d", got, n)
		}
	})
}
