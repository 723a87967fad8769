// Package wire is what builders receive, and the notation in which testdata/builder has it (see the README there).
package wire

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The types of an entry, named as "buildctx ls" names them.
const (
	File     = "file"
	Dir      = "dir"
	Symlink  = "symlink"
	Hardlink = "hardlink"
	Fifo     = "fifo"
	Device   = "device"
	Socket   = "socket"
)

// An Entry is one thing that a builder received.
type Entry struct {
	Path     string
	Type     string
	Mode     string // octal, with setuid, setgid and sticky: "0644"
	Size     int64  // as announced
	Sent     int64  // bytes of content that followed, for a file
	Linkname string
}

// Mode is how an entry writes permissions.
func Mode(mode fs.FileMode) string {
	bits := mode.Perm()
	for special, bit := range map[fs.FileMode]fs.FileMode{fs.ModeSetuid: 0o4000, fs.ModeSetgid: 0o2000, fs.ModeSticky: 0o1000} {
		if mode&special != 0 {
			bits |= bit
		}
	}
	return fmt.Sprintf("%04o", uint32(bits))
}

// Line is the entry as a record shows it. A later name of a hard link looks like the file itself.
func (e Entry) Line() string {
	line := Quote(e.Path)
	switch e.Type {
	case Dir:
		line += "/"
	case Symlink:
		line += " -> " + Quote(e.Linkname)
	case Fifo:
		line += " |fifo"
	case Device:
		line += " %dev"
	case Socket:
		line += " =socket"
	case File:
		if e.Sent != e.Size {
			line += fmt.Sprintf(" !sent=%d/%d", e.Sent, e.Size)
		}
	}
	return line
}

// Detailed is Line, and after a tab what else a record may have: type, permissions, owner and size. For the later name
// of a hard link some builders announce the size of the file and some none, so that its type is not that of a file.
func (e Entry) Detailed() string {
	letter, size := "f", e.Size
	switch e.Type {
	case File:
	case Hardlink:
		letter = "h"
	case Dir:
		letter, size = "d", 0
	case Symlink:
		letter, size = "l", 0
	case Fifo:
		letter, size = "p", 0
	case Device:
		letter, size = "v", 0
	case Socket:
		letter, size = "s", 0
	}
	return fmt.Sprintf("%s\t%s %s 0:0 %d", e.Line(), letter, e.Mode, size)
}

// Full tells apart all that two builders can differ in.
func (e Entry) Full() string {
	switch e.Type {
	case Hardlink:
		return fmt.Sprintf("%s = %s\thardlink %s", e.Line(), Quote(e.Linkname), e.Mode)
	case File:
		return fmt.Sprintf("%s\t%s %s %d bytes", e.Line(), e.Type, e.Mode, e.Size)
	default:
		return fmt.Sprintf("%s\t%s %s", e.Line(), e.Type, e.Mode)
	}
}

// Quote writes a name as a record does.
func Quote(name string) string {
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
