package ignore

import (
	"errors"
	"iter"
	"path"
	"strings"
	"unicode"
)

// patternLine is one line that a builder takes for a pattern.
type patternLine struct {
	line       int
	start, end int // span of the text, white space around it cut
	// as the builder's parser returns it, "!" included; nothing with err
	pattern string
	err     error // why the parser itself refuses it
}

var errLineTooLong = errors.New("bufio.Scanner: token too long")

// patternLines are the lines that a builder takes for patterns.
func (f *File) patternLines(model *model) iter.Seq[patternLine] {
	return func(yield func(patternLine) bool) { model.lines(f, yield) }
}

// dockerLines reads the file as ignorefile.ReadAll does (moby/patternmatcher,
// ignorefile/ignorefile.go). ReadAll gives up the whole file at a line that is
// too long, even a comment; here only that line is refused.
func (f *File) dockerLines(yield func(patternLine) bool) {
	for line := range f.Lines() {
		tooLong := f.tooLong(line)
		if line.Kind != Pattern && !tooLong {
			continue
		}
		content := f.text[line.Start:line.End]
		if line.Number == 1 {
			content = strings.TrimPrefix(content, byteOrderMark)
		}
		w := patternLine{line: line.Number}
		w.start, w.end = trimmedSpan(line.End-len(content), content)
		if tooLong {
			w.err = errLineTooLong
		} else {
			w.pattern = cleanDocker(strings.TrimSpace(content))
		}
		if !yield(w) {
			return
		}
	}
}

// tooLong reports whether bufio.Scanner gives up at the line. A carriage return
// at its end counts.
func (f *File) tooLong(line Line) bool {
	return len(f.withoutFeed(line)) >= scannerLimit
}

// withoutFeed returns the line without its line feed, but with its carriage
// return.
func (f *File) withoutFeed(line Line) string {
	return strings.TrimSuffix(f.text[line.Start:line.Next], "\n")
}

// cleanDocker does to a trimmed line what ReadAll does.
func cleanDocker(text string) string {
	rest, inverted := strings.CutPrefix(text, "!")
	if inverted {
		rest = strings.TrimSpace(rest)
	}
	if rest != "" {
		rest = path.Clean(rest)
		if len(rest) > 1 {
			rest = strings.TrimPrefix(rest, "/")
		}
	}
	switch {
	case !inverted:
		return rest
	case len(rest) == len(text)-1 && strings.HasSuffix(text, rest):
		return text // a part of the file, like the rest
	}
	return "!" + rest
}

// trimmedSpan returns the span of content, which begins at offset, without the
// white space around it.
func trimmedSpan(offset int, content string) (start, end int) {
	end = offset + len(strings.TrimRightFunc(content, unicode.IsSpace))
	start = offset + len(content) - len(strings.TrimLeftFunc(content, unicode.IsSpace))
	return min(start, end), end
}
