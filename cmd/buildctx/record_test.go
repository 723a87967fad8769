package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A record is what one builder received for one tree; testdata/builder/README.md has the notation.
type record struct {
	entries []line
	sorted  bool   // by path: the order in which the entries arrived is not recorded
	exit    int    // of the build
	message string // the last thing that a failing build said
	figure  string // the size that the builder printed; empty or "none" where it printed none

	transfers []transfer // in the order in which BuildKit asked for them
}

// refused reports whether the builder failed before anything of the context arrived, so that the record has no list.
func (r record) refused() bool { return r.exit != 0 && len(r.entries) == 0 && !r.transferred() }

// reason is what a failing build said, without who said it.
func (r record) reason() string {
	for _, after := range []string{": ", " desc = "} {
		if i := strings.LastIndex(r.message, after); i >= 0 {
			r.message = r.message[i+len(after):]
		}
	}
	return r.message
}

// transferred reports whether a list arrived although it may be an empty one. The figure of an empty transfer is 2, its
// end; a client that stops in the middle leaves another, one that never starts 0.
func (r record) transferred() bool { return len(r.entries) > 0 || r.figure == "2" }

// contexts is the number of transfers of the context itself.
func (r record) contexts() int {
	n := 0
	for i := range r.transfers {
		if r.transfers[i].isMain() {
			n++
		}
	}
	return n
}

// A line is one entry: in the notation of the record, and what else is recorded of it (both empty mostly).
type line struct {
	text string
	mode string // "0644"
	size string // "10"
}

// readRecord reads a file of the folder testdata/builder; nil when there is none.
func readRecord(t *testing.T, name string) *record {
	t.Helper()
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	r := &record{sorted: true}
	var block *transfer
	for s := range strings.Lines(string(data)) {
		s = strings.TrimSuffix(s, "\n")
		word, rest, _ := strings.Cut(strings.TrimPrefix(s, "# "), " ")
		switch {
		case s == "":
		case !strings.HasPrefix(s, "#"):
			if block == nil || block.isMain() {
				r.entries = append(r.entries, parseLine(s))
			}
		case word == "transfer":
			r.sorted = false
			r.transfers = append(r.transfers, parseTransfer(t, rest))
			block = &r.transfers[len(r.transfers)-1]
		case word == "follow":
			block.follow = append(block.follow, unquote(t, rest))
		case word == "exit":
			if r.exit, err = strconv.Atoi(rest); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		case word == "text" || strings.HasPrefix(s, "# text\t"):
			r.message = strings.TrimPrefix(strings.TrimPrefix(s, "# text"), "\t")
		case word == "transferring":
			r.figure = strings.TrimPrefix(rest, "context: ")
		}
	}
	return r
}

// A transfer is the head of a block of wire.txt.
type transfer struct {
	name   string
	total  int64 // in bytes, what BuildKit printed for a first build
	follow []string
}

// isMain reports whether a block is the transfer of the context itself, not that of its ignore file.
func (b *transfer) isMain() bool {
	return b != nil && b.name == "context" && !slices.Equal(b.follow, []string{".dockerignore"})
}

// parseTransfer reads what follows "# transfer", for example
//
//	context total=42 entries=1 payload=10 statbytes=24 databytes=16 metadataonly=false
func parseTransfer(t *testing.T, s string) transfer {
	t.Helper()
	name, rest, _ := strings.Cut(s, " ")
	block := transfer{name: name}
	if _, err := fmt.Sscanf(rest, "total=%d", &block.total); err != nil {
		t.Fatalf("transfer %q: %v", s, err)
	}
	return block
}

func unquote(t *testing.T, s string) string {
	t.Helper()
	text, err := strconv.Unquote(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return text
}

// parseLine takes an entry apart, for example
//
//	dir/a.txt !sent=0/10	f 0000 0:0 10 mode=-rw-r--r-- sent=0
//
// where everything after the tab is seldom there, and the octal mode is 0000 when there is another one.
func parseLine(s string) line {
	text, details, _ := strings.Cut(s, "\t")
	l := line{text: text}
	if name, ok := strings.CutPrefix(text, ".dockerfile."); ok && len(name) == 20 {
		l.text = ".dockerfile.*" // random (docker/cli build/context.go, AddDockerfileToBuildContext)
	}
	fields := strings.Fields(details)
	if len(fields) < 4 {
		return l
	}
	l.mode = fields[1]
	if fields[0] == "f" {
		l.size = fields[3]
	}
	for _, f := range fields[4:] {
		if letters, ok := strings.CutPrefix(f, "mode="); ok {
			l.mode = octal(letters)
		}
	}
	return l
}

// octal turns -rw-r--r-- into 0644.
func octal(letters string) string {
	mode := 0
	for _, c := range letters[1:] {
		mode <<= 1
		if c != '-' {
			mode |= 1
		}
	}
	return fmt.Sprintf("%04o", mode)
}

// An entry is an object of "ls --format ndjson".
type entry struct {
	Path      string `json:"path"`
	PathBytes []byte `json:"path_bytes"`
	Type      string `json:"type"`
	Size      int64  `json:"size"`
	Mode      string `json:"mode"`
	Linkname  string `json:"linkname"`
	Note      string `json:"note"`
}

func parseNDJSON(out []byte) ([]entry, error) {
	var entries []entry
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var e entry
		if err := d.Decode(&e); err != nil {
			return nil, err
		}
		if e.PathBytes != nil {
			if utf8.Valid(e.PathBytes) {
				return nil, fmt.Errorf("%q: path_bytes for a path that is valid UTF-8", e.PathBytes)
			}
			e.Path = string(e.PathBytes)
		}
		if !fs.ValidPath(e.Path) && utf8.ValidString(e.Path) {
			return nil, fmt.Errorf("%q is not a path below the root", e.Path)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// line writes an entry as the record does. The record shows a later name of a hard link like the file itself.
func (e entry) line() line {
	l := line{text: quote(e.Path), mode: e.Mode}
	switch e.Type {
	case "file", "hardlink":
		l.size = fmt.Sprint(e.Size)
	case "dir":
		l.text += "/"
	case "symlink":
		l.text += " -> " + quote(e.Linkname)
	case "fifo":
		l.text += " |fifo"
	case "device":
		l.text += " %dev"
	case "socket":
		l.text += " =socket"
	default:
		l.text += " of unknown type " + e.Type
	}
	if e.Note == "empty" {
		l.text += fmt.Sprintf(" !sent=0/%d", e.Size)
	}
	if strings.HasPrefix(e.Path, ".dockerfile.") && !strings.Contains(e.Path, "/") {
		l.text = ".dockerfile.*"
	}
	return l
}

// quote writes a name as the record does.
func quote(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch size := utf8.RuneLen(r); {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == utf8.RuneError && !strings.HasPrefix(name[i:], "\uFFFD"), size == 1 && unicode.IsControl(r), i == 0 && r == '#':
			fmt.Fprintf(&b, `\x%02x`, name[i])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// walkOrder reports the first two paths that are not in the order of every builder's walk: depth first, the names of
// one directory by their bytes.
func walkOrder(entries []entry) error {
	for i := 1; i < len(entries); i++ {
		a, b := strings.Split(entries[i-1].Path, "/"), strings.Split(entries[i].Path, "/")
		if slices.Compare(a, b) >= 0 {
			return fmt.Errorf("%q comes before %q", path.Join(a...), path.Join(b...))
		}
	}
	return nil
}
