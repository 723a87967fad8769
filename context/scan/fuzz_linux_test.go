//go:build amd64 || arm64 || riscv64

package scan

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// FuzzDirents proves that whatever names and types the kernel lists, each is
// taken once, under its own name and in order, or is said to have vanished, and
// that the last buffer of a directory is known as such. What the kernel writes
// around them is in order.
func FuzzDirents(f *testing.F) {
	f.Add([]byte("\x04d\x00\x08there\x00\x04.\x00\x04..\x00\x00unknown\x00\x0alink\x00"), true)
	f.Add([]byte("\x04"+strings.Repeat("n", 255)+"\x00\x04a\x00\x04a/b\x00\x04\xff\xfe"+strings.Repeat("\x00\x04same-prefix-1", 40)), false)
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "there"), []byte("123"), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, last bool) {
		buffer, dirs, others := dirents(data, last)
		if len(buffer) == 0 {
			return
		}
		if ends(buffer) != last {
			t.Errorf("the end of %q is not known", data)
		}
		r, n := readerOf(t, dir)
		r.entries(n, buffer)
		var got, gone []string
		for k := n.runs.Load(); k != nil; k = k.next {
			for _, rec := range k.records {
				name := nameIn(string(r.walk.names[rec.name>>chunkBits][:chunkSize]), rec.name%chunkSize)
				got = append(got, name)
				if rec.mode&hasNode == 0 && (name != "there" || rec.size != 3) {
					t.Errorf("%q of %d bytes was listed as something else", name, rec.size)
				}
			}
		}
		for _, v := range r.vanished {
			gone = append(gone, v.name)
		}
		if !slices.IsSorted(got) || len(got) != int(n.total.Load()-1)+len(dirs) || len(r.own) != len(dirs) {
			t.Errorf("%q, %d in all, %d tasks", got, n.total.Load(), len(r.own))
		}
		want := append(dirs, others...)
		got = append(got, gone...)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("listed are %q, and taken %q", want, got)
		}
	})
}

// dirents are entries as getdents64(2) writes them: of each name, which a zero
// byte ends, the first byte is the type.
func dirents(data []byte, last bool) (buffer []byte, dirs, others []string) {
	fields := strings.SplitSeq(string(data), "\x00")
	for field := range fields {
		if len(field) < 2 || len(field) > 256 || strings.Contains(field, "/") || len(buffer) > bufferSize-300 {
			continue // what no file system lists
		}
		kind, name := field[0], field[1:]
		at := len(buffer)
		length := (direntName + len(name) + 1 + 7) / 8 * 8
		buffer = append(buffer, make([]byte, length)...)
		binary.NativeEndian.PutUint64(buffer[at:], uint64(at))
		binary.NativeEndian.PutUint64(buffer[at+direntOffset:], uint64(at+length))
		binary.NativeEndian.PutUint16(buffer[at+direntLength:], uint16(length))
		buffer[at+direntType] = kind
		copy(buffer[at+direntName:], name)
		switch {
		case name == "." || name == "..":
		case kind == syscall.DT_DIR:
			dirs = append(dirs, name)
		default:
			others = append(others, name)
		}
	}
	if at := lastDirent(buffer); last && len(buffer) > 0 {
		binary.NativeEndian.PutUint64(buffer[at+direntOffset:], math.MaxInt64)
	}
	return buffer, dirs, others
}

func lastDirent(buffer []byte) (last int) {
	for at := 0; at < len(buffer); at += int(binary.NativeEndian.Uint16(buffer[at+direntLength:])) {
		last = at
	}
	return last
}

// readerOf is a reader that is at work in a directory.
func readerOf(t *testing.T, dir string) (*reader, *node) {
	t.Helper()
	fd, err := unix.Open(dir, openFlags, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	n := &node{length: len(dir), local: true}
	n.dir.open(fd)
	n.dir.needs.Store(1)
	n.total.Store(1)
	w := &walk{root: dir, access: processAccess(), disk: newDisk(), slow: func() {}, names: [][]byte{appendName(nil, nil)}}
	return &reader{worker: &worker[task]{pool: &pool[task]{}}, walk: w}, n
}
