package report

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// CI systems look for commands in what a job prints: the runner of GitHub in
// lines that begin with "::", white space before it not counted, and wherever
// "##[" stands in a line (actions/runner, ActionCommand.cs), the agent of Azure
// Pipelines for "##vso[", that of TeamCity for "##teamcity[". The former
// compares as people do, and passes over characters that show nothing; so every
// character that is not ASCII is passed over here.

// A scanner reads a line as these do, byte by byte.
type scanner struct {
	blank  bool // there was nothing yet but space
	colon  bool // and then a colon
	hashes int  // how many "#" were there last; sharp if letters followed two of them
}

// sharp stands for "##" with letters behind it.
const sharp = 3

var (
	atStart = scanner{blank: true}
	inside  = scanner{}
)

// next takes a byte, and reports whether it would complete the beginning of a
// command.
func (s *scanner) next(b byte) bool {
	if b == '\n' || b == '\r' {
		*s = atStart
		return false
	}
	if passed := b != '\x1b' && (b < ' ' || b >= 0x7f); passed {
		return false
	}
	completes := s.blank && s.colon && b == ':' || s.hashes >= 2 && b == '['
	letter := b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	switch {
	case b == '#' && s.hashes != sharp:
		s.hashes = min(s.hashes+1, 2)
	case b == '#':
		s.hashes = 1
	case letter && s.hashes >= 2:
		s.hashes = sharp
	default:
		s.hashes = 0
	}
	s.blank = s.blank && (b == ' ' && !s.colon || b == ':' && !s.colon)
	s.colon = s.blank && b == ':'
	return completes
}

// dull reports whether the first byte of a line cannot begin a command.
func dull(b byte) bool { return b > ' ' && b < 0x7f && b != ':' }

// spelled is what is written in the place of the byte that would complete a
// command.
func spelled(b byte) string {
	if b == ':' {
		return `\x3a`
	}
	return `\x5b`
}

// inert is a text in which no line is a command.
func inert(at scanner, text string) string {
	if strings.IndexByte(text, '#') < 0 && (text == "" || !at.blank || dull(text[0])) && strings.IndexByte(text, '\n') < 0 {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		if at.next(text[i]) {
			out.WriteString(spelled(text[i]))
		} else {
			out.WriteByte(text[i])
		}
	}
	return out.String()
}

// Inert guards a stream that gets text for people: whatever is written to it,
// no line becomes a command of a CI system.
func Inert(w io.Writer) io.Writer { return &guard{w: w, at: atStart} }

// A guard is such a stream. What is printed may end in the middle of a line.
type guard struct {
	w  io.Writer
	mu sync.Mutex
	at scanner
	b  bytes.Buffer
}

// Write writes p.
func (g *guard) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.harmless(p) {
		return g.w.Write(p)
	}
	g.b.Reset()
	for _, b := range p {
		if g.at.next(b) {
			g.b.WriteString(spelled(b))
		} else {
			g.b.WriteByte(b)
		}
	}
	if _, err := g.w.Write(g.b.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// harmless reports whether a glance tells that nothing is to be changed, as it
// does for long lists of names, and goes to the end of p then.
func (g *guard) harmless(p []byte) bool {
	if g.at.hashes > 0 || g.at.blank && (g.at.colon || len(p) > 0 && !dull(p[0])) || bytes.IndexByte(p, '#') >= 0 || bytes.IndexByte(p, '\r') >= 0 {
		return false
	}
	rest := p
	for {
		n := bytes.IndexByte(rest, '\n')
		if n < 0 {
			break
		}
		if rest = rest[n+1:]; len(rest) > 0 && !dull(rest[0]) {
			return false
		}
	}
	if len(p) > 0 {
		g.at = scanner{blank: len(rest) == 0}
	}
	return true
}

// exact is the stream behind a guard, for formats that are no text for people:
// programs get every byte, and each of these formats sees to it by itself that
// names are inert.
func exact(w io.Writer) io.Writer {
	if g, ok := w.(*guard); ok {
		return g.w
	}
	return w
}
