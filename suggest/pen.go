package suggest

import (
	"bytes"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// A pen writes into a file from top to bottom, and keeps the numbers of the lines
// that it writes.
type pen struct {
	old   []byte
	end   string // line end of the file
	open  bool   // the last line has no end
	count int    // lines that are in old
	new   int    // lines written so far
	edits []diag.Edit
	lines map[int]placed
}

func newPen(old []byte) *pen {
	p := &pen{old: old, end: "\n", count: bytes.Count(old, []byte("\n")), lines: make(map[int]placed)}
	if bytes.Contains(old, []byte("\r\n")) {
		p.end = "\r\n"
	}
	if p.open = len(old) > 0 && old[len(old)-1] != '\n'; p.open {
		p.count++
	}
	return p
}

// widen puts "**/" in front of a line.
func (p *pen) widen(at placed) {
	rule := at.line.widen
	p.edits = append(p.edits, diag.Edit{Start: rule.Start, End: rule.Start, New: "**/"})
	p.lines[rule.Line+p.new] = at
}

// insert writes lines before an offset, at which a line begins or the file ends.
func (p *pen) insert(offset int, lines []placed) {
	if len(lines) == 0 {
		return
	}
	above := bytes.Count(p.old[:offset], []byte("\n"))
	if offset == len(p.old) {
		above = p.count
	}
	var text strings.Builder
	for _, at := range lines {
		p.new++
		p.lines[above+p.new] = at
		text.WriteString(at.line.pattern + p.end)
	}
	p.write(offset, text.String())
}

// append writes lines at the end of the file, under headings.
func (p *pen) append(lines []placed) {
	var text strings.Builder
	heading := Category("")
	line := func(content string) {
		text.WriteString(content + p.end)
		p.new++
	}
	for _, at := range lines {
		if c := at.choice.Category; c != heading {
			if p.count+p.new > 0 {
				line("")
			}
			line("# " + headingOfCategory(c))
			heading = c
		}
		line(at.line.pattern)
		p.lines[p.count+p.new] = at
	}
	p.write(len(p.old), text.String())
}

// write adds a text that ends with a line end. The last line of the file gets one
// before it, if it has none.
func (p *pen) write(offset int, text string) {
	if text == "" {
		return
	}
	if offset == len(p.old) && p.open {
		text = p.end + text
		p.open = false
	}
	p.edits = append(p.edits, diag.Edit{Start: offset, End: offset, New: text})
}
