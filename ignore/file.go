package ignore

import (
	"bytes"
	"iter"
	"sync"
)

// File is an ignore file, parsed without losing a byte. It is immutable and
// safe for concurrent use.
type File struct {
	// Name is the file as shown to the user.
	Name string

	concealed bool

	src    []byte
	text   string            // src again, for the rules to share
	starts []uint32          // where the lines begin
	read   [builders]reading // by Builder, made when first asked for
}

// reading is what one builder makes of the file.
type reading struct {
	once    sync.Once
	rules   []*Rule
	matcher *Matcher
}

// LineKind is what Docker takes a line for.
type LineKind uint8

const (
	// Blank is a line with nothing but white space.
	Blank LineKind = iota
	// Comment is a line that starts with '#'.
	Comment
	// Pattern is any other line, well-formed or not.
	Pattern
)

// Line is one line of the file. The bytes from Start to End are its content,
// those from End to Next its line end, so the lines of a file put one after the
// other are the file.
type Line struct {
	// Number counts from 1.
	Number int
	// Kind is what Docker takes the line for.
	Kind LineKind
	// Start and End are the byte span of the content; End is exclusive.
	Start, End int
	// Next is the offset of the line that follows: End plus 0, 1 (LF) or 2 (CR
	// LF) bytes.
	Next int
}

const (
	byteOrderMark = "\xef\xbb\xbf"

	// scannerLimit is the length, without the line feed, from which on a line
	// is too long for Docker: bufio.MaxScanTokenSize, which must hold the line
	// feed too (moby/patternmatcher, ignorefile/ignorefile.go ReadAll).
	scannerLimit = 64 * 1024
)

// ConcealedText is the Text of every rule of a concealed file.
const ConcealedText = "(not shown)"

// Concealed returns the file with the text of its rules hidden. It is for a
// file to which an untrusted link leads, and of which nothing may be shown.
func (f *File) Concealed() *File {
	return &File{Name: f.Name, concealed: true, src: f.src, text: f.text, starts: f.starts}
}

// Parse reads an ignore file. It never fails: what a builder would refuse is
// kept, marked in Rules and reported by Check. The File keeps src; the caller
// must not change it afterwards.
func Parse(name string, src []byte) *File {
	f := &File{Name: name, src: src, text: string(src), starts: make([]uint32, 0, bytes.Count(src, []byte("\n"))+1)}
	for start := 0; start < len(src); {
		f.starts = append(f.starts, uint32(start))
		feed := bytes.IndexByte(src[start:], '\n')
		if feed < 0 {
			break
		}
		start += feed + 1
	}
	return f
}

func lineKind(number int, content []byte) LineKind {
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

// Bytes returns the file exactly as it was given to Parse. The caller must not
// change it.
func (f *File) Bytes() []byte { return f.src }

// Lines calls yield with every line, comments and blank ones included.
func (f *File) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for number := 1; number <= len(f.starts) && yield(f.Line(number)); number++ {
		}
	}
}

// LineCount is the number of lines.
func (f *File) LineCount() int { return len(f.starts) }

// Line returns a line by its number.
func (f *File) Line(number int) Line {
	line := Line{Number: number, Start: int(f.starts[number-1]), End: len(f.src), Next: len(f.src)}
	if number < len(f.starts) {
		line.Next = int(f.starts[number])
	}
	line.End = line.Next
	if line.End > line.Start && f.src[line.End-1] == '\n' {
		line.End--
	}
	if line.End > line.Start && f.src[line.End-1] == '\r' {
		line.End--
	}
	line.Kind = lineKind(number, f.src[line.Start:line.End])
	return line
}

// Patterns returns the list of patterns that the builder's own parser makes of
// the file, before anything is compiled or refused: ignorefile.ReadAll for
// Docker, ParseIgnoreReader of openshift/imagebuilder for Buildah.
func (f *File) Patterns(b Builder) []string {
	var patterns []string
	if n := len(f.Rules(b)); n > 0 {
		patterns = make([]string, 0, n)
	}
	for w := range f.patternLines(b.model()) {
		if w.err == nil {
			patterns = append(patterns, w.pattern)
		}
	}
	return patterns
}

// Rules returns all rules in file order as the builder reads the lines. A rule
// that it refuses has Err set. The same pointers come back from every call and
// from the Rules method of the file's Matcher.
func (f *File) Rules(b Builder) []*Rule { return f.reading(b).rules }

// Matcher returns the rules as the builder applies them. Refused rules are left
// out.
func (f *File) Matcher(b Builder) *Matcher { return f.reading(b).matcher }

func (f *File) reading(b Builder) *reading {
	r := &f.read[b]
	r.once.Do(func() {
		r.rules = f.compileLines(b.model())
		r.matcher = newMatcher(b.model(), r.rules, false, blocks)
	})
	return r
}
