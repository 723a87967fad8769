package ignore

import (
	"bytes"
	"sync"
)

// File is an ignore file, parsed without losing a byte. It is immutable and safe for concurrent use.
type File struct {
	// Name is the file as shown to the user.
	Name string

	concealed bool

	src   []byte
	text  string // src again, for the rules to share
	lines []Line
	read  [3]reading // by Builder, made when first asked for
}

// reading is what one builder makes of the file.
type reading struct {
	once     sync.Once
	patterns []string
	rules    []*Rule
	matcher  *Matcher
}

// LineKind says what Docker sees in a line.
type LineKind uint8

const (
	// Blank is a line with nothing but white space.
	Blank LineKind = iota
	// Comment is a line that starts with '#'.
	Comment
	// Pattern is any other line, well-formed or not.
	Pattern
)

// Line is one line of the file. The bytes from Start to End are its content, those from End to Next its line end,
// so the lines of a file put one after the other are the file.
type Line struct {
	// Number counts from 1.
	Number int
	// Kind says what Docker sees in the line.
	Kind LineKind
	// Start and End are the byte span of the content; End is exclusive.
	Start, End int
	// Next is the offset of the line that follows: End plus 0, 1 (LF) or 2 (CR LF) bytes.
	Next int
}

const (
	byteOrderMark = "\xef\xbb\xbf"

	// scannerLimit is the length, without the line feed, from which on a line is too long for Docker:
	// bufio.MaxScanTokenSize, which must hold the line feed too (moby/patternmatcher, ignorefile/ignorefile.go ReadAll).
	scannerLimit = 64 * 1024
)

// ConcealedText is the Text of every rule of a concealed file.
const ConcealedText = "(not shown)"

// Concealed is the same file for which no rule tells its text: one that lies where strangers made a link to, and of
// which nothing may be shown.
func (f *File) Concealed() *File {
	return &File{Name: f.Name, concealed: true, src: f.src, text: f.text, lines: f.lines}
}

// Parse reads an ignore file. It never fails: what a builder would refuse is kept, marked in Rules and told by Check.
// The File keeps src; the caller must not change it afterwards.
func Parse(name string, src []byte) *File {
	f := &File{Name: name, src: src, text: string(src)}
	for start := 0; start < len(src); {
		line := Line{Number: len(f.lines) + 1, Start: start, End: len(src), Next: len(src)}
		if feed := bytes.IndexByte(src[start:], '\n'); feed >= 0 {
			line.End, line.Next = start+feed, start+feed+1
		}
		if line.End > start && src[line.End-1] == '\r' {
			line.End--
		}
		line.Kind = kindOf(line.Number, src[line.Start:line.End])
		f.lines = append(f.lines, line)
		start = line.Next
	}
	return f
}

func kindOf(number int, content []byte) LineKind {
	if number == 1 {
		content = bytes.TrimPrefix(content, []byte(byteOrderMark))
	}
	switch {
	case bytes.HasPrefix(content, []byte("#")):
		return Comment
	case len(bytes.TrimSpace(content)) == 0:
		return Blank
	}
	return Pattern
}

// Bytes returns the file exactly as it was given to Parse. The caller must not change it.
func (f *File) Bytes() []byte { return f.src }

// Lines returns every line, comments and blank ones included. The caller must not change it.
func (f *File) Lines() []Line { return f.lines }

// Patterns returns the list of patterns that the builder's own parser makes of the file, before anything is compiled
// or refused: ignorefile.ReadAll for Docker, ParseIgnoreReader of openshift/imagebuilder for Buildah.
func (f *File) Patterns(b Builder) []string { return f.reading(b).patterns }

// Rules returns all rules in file order as the builder reads the lines. A rule that it refuses has Err set.
// The same pointers come back from every call and from the Rules method of the file's Matcher.
func (f *File) Rules(b Builder) []*Rule { return f.reading(b).rules }

// Matcher returns the rules as the builder applies them. Refused rules are left out.
func (f *File) Matcher(b Builder) *Matcher { return f.reading(b).matcher }

func (f *File) reading(b Builder) *reading {
	r := &f.read[b]
	r.once.Do(func() {
		lines := f.dockerLines
		if b == Buildah {
			lines = f.buildahLines
		}
		r.patterns, r.rules = f.compileLines(b, lines())
		r.matcher = newMatcher(b, r.rules, false, blocks)
	})
	return r
}
