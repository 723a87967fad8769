package lint

import (
	"bytes"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// A Span is a part of a File: the bytes from Start up to, not including, End, or the whole
// of it where End is 0.
type Span struct {
	File       string
	Start, End int
}

// lines are those of the Dockerfile, with their line ends; offsets are where they begin.
func (b *Build) lines() (lines []string, offsets []int) {
	at := 0
	for line := range bytes.Lines(b.Source) {
		lines, offsets = append(lines, string(line)), append(offsets, at)
		at += len(line)
	}
	return lines, offsets
}

// source is the place of a source in the Dockerfile: the word as it stands there, the nth
// of those alike counted from 0, or the line where it is not found.
func (b *Build) source(s *needs.Source, nth int) Span {
	lines, offsets := b.lines()
	for n := s.Line; s.Pattern != "" && n <= s.EndLine && n <= len(lines); n++ {
		if n > s.Line && strings.HasPrefix(strings.TrimSpace(lines[n-1]), "#") {
			continue // a comment in the middle of an instruction
		}
		for _, at := range wordsIn(lines[n-1], s.Pattern, s.Mount) {
			if nth == 0 {
				start := offsets[n-1] + at
				return Span{b.Dockerfile, start, start + len(s.Pattern)}
			}
			nth--
		}
	}
	return b.line(s.Line)
}

// line is the place of a line of the Dockerfile, white space at its ends apart.
func (b *Build) line(n int) Span {
	lines, offsets := b.lines()
	if n < 1 || n > len(lines) {
		return Span{File: b.Dockerfile}
	}
	text := strings.TrimRight(lines[n-1], " \t\r\n\\")
	indent := len(text) - len(strings.TrimLeft(text, " \t"))
	return Span{b.Dockerfile, offsets[n-1] + indent, offsets[n-1] + len(text)}
}

// wordsIn is where a source stands in a line: between characters that separate words, the
// values of flags apart; that of a mount behind "source=" or "src=".
func wordsIn(line, word string, mount bool) (out []int) {
	const separators = " \t\r\n\"',=[]\\"
	for from := 0; ; {
		k := strings.Index(line[from:], word)
		if k < 0 {
			return out
		}
		start, end := from+k, from+k+len(word)
		from = start + 1
		before := start > 0 && strings.ContainsRune(separators, rune(line[start-1]))
		after := end == len(line) || strings.ContainsRune(separators, rune(line[end]))
		if !before || !after {
			continue
		}
		head := line[:start]
		flag := strings.HasPrefix(head[strings.LastIndexAny(head, " \t")+1:], "--")
		named := strings.HasSuffix(head, "source=") || strings.HasSuffix(head, "src=")
		if flag == mount && named == mount {
			out = append(out, start)
		}
	}
}

// comments are those of the Dockerfile, each with the instruction below it. Blank lines
// and comments in the middle of an instruction mean nothing to the builder.
func (b *Build) comments() (out []commented) {
	first, last := 0, 0 // those above the instruction at hand
	inside := false
	escape, end := b.escape(), 0 // of the instruction at hand, where that is known
	lines, offsets := b.lines()
	for n, line := range lines {
		text := strings.TrimSpace(line)
		here := Span{b.Dockerfile, offsets[n], offsets[n] + len(line)}
		within := inside || n+1 <= end
		switch {
		case !within && strings.HasPrefix(text, "#"):
			out = append(out, commented{line, here, Span{}})
			continue
		case !within && text == "":
			continue
		case !within:
			end = b.lastLine(n + 1)
			first, last = last, len(out)
			for k := first; k < last; k++ {
				out[k].below = here
			}
		}
		for k := first; k < last; k++ {
			out[k].below.End = here.End
		}
		if text != "" && !strings.HasPrefix(text, "#") {
			inside = strings.HasSuffix(text, escape)
		}
	}
	return out
}

// escape is the character that has an instruction go on in the next line (buildkit
// dockerfile/parser, directives.go).
func (b *Build) escape() string {
	for line := range bytes.Lines(b.Source) {
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

// lastLine is the last line of the instruction that begins in a line, here-documents
// included; 0 where that is not known.
func (b *Build) lastLine(n int) int {
	last := 0
	if b.Needs == nil {
		return last
	}
	for _, c := range b.Needs.Commands {
		if c.Line == n {
			last = max(last, c.EndLine)
		}
	}
	for _, m := range b.Needs.Mentions {
		if m.Line == n {
			last = max(last, m.EndLine)
		}
	}
	for _, s := range b.Needs.Sources {
		if s.Line == n {
			last = max(last, s.EndLine)
		}
	}
	return last
}
