package lint

import (
	"bytes"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// A Span is a part of a File: the bytes from Start up to, not including, End,
// or the whole of it where End is 0.
type Span struct {
	File       string
	Start, End int
}

// source is the place of a source in the Dockerfile: the word as it stands
// there, the nth of those alike counted from 0, or the line where it is not
// found.
func (d *dockerfile) source(s *needs.Source, nth int) Span {
	if s.Pattern != "" {
		if at := d.text().places(s); nth < len(at) {
			return Span{d.name, at[nth], at[nth] + len(s.Pattern)}
		}
	}
	return d.line(s.Line)
}

// line is the place of a line of the Dockerfile, white space at its ends apart.
func (d *dockerfile) line(n int) Span {
	t := d.text()
	if n < 1 || n > len(t.lines) {
		return Span{File: d.name}
	}
	text := strings.TrimRight(t.lines[n-1], " \t\r\n\\")
	indent := len(text) - len(strings.TrimLeft(text, " \t"))
	return Span{d.name, t.offsets[n-1] + indent, t.offsets[n-1] + len(text)}
}

// comments are those of the Dockerfile, each with the instruction below it.
// Blank lines and comments in the middle of an instruction mean nothing to the
// builder.
func (d *dockerfile) comments() (out []commented) {
	below := &Span{} // what follows the comments that come next
	var here *Span   // the instruction at hand
	inside := false
	escape, end := d.escape(), 0 // of the instruction at hand, where that is known
	t := d.text()
	for n, line := range t.lines {
		text := strings.TrimSpace(line)
		is := Span{d.name, t.offsets[n], t.offsets[n] + len(line)}
		within := inside || n+1 <= end
		switch {
		case !within && strings.HasPrefix(text, "#"):
			out = append(out, commented{line, is, below})
			continue
		case !within && text == "":
			continue
		case !within:
			end = t.last(d.needs)[n+1]
			*below = is
			here, below = below, &Span{}
		}
		if here.End = is.End; text != "" && !strings.HasPrefix(text, "#") {
			inside = strings.HasSuffix(text, escape)
		}
	}
	return out
}

// escape is the character that has an instruction go on in the next line
// (buildkit dockerfile/parser, directives.go).
func (d *dockerfile) escape() string {
	for line := range bytes.Lines(d.src) {
		text := strings.ToLower(strings.Join(strings.Fields(string(line)), ""))
		if !strings.HasPrefix(text, "#") {
			break
		}
		if value, ok := strings.CutPrefix(text, "#escape="); ok {
			return value
		}
	}
	return "\\"
}
