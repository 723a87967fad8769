package lint

import (
	"bytes"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// A dockerfile is the Dockerfile as findings show it: what it is called, what
// it says, and what it asks for; nil where that is not known.
type dockerfile struct {
	name  string
	src   []byte
	needs *needs.Set

	taken *text
}

// A text is a Dockerfile taken apart: its lines, with their line ends, and
// where they begin.
type text struct {
	lines   []string
	offsets []int

	ends  map[int]int
	words words
}

// text takes the Dockerfile apart, once.
func (d *dockerfile) text() *text {
	if d.taken == nil {
		d.taken = &text{}
		at := 0
		for line := range bytes.Lines(d.src) {
			d.taken.lines, d.taken.offsets = append(d.taken.lines, string(line)), append(d.taken.offsets, at)
			at += len(line)
		}
	}
	return d.taken
}

// last is the last line of the instruction that begins in a line,
// here-documents included, for each line where that is known.
func (t *text) last(set *needs.Set) map[int]int {
	if t.ends != nil || set == nil {
		return t.ends
	}
	t.ends = make(map[int]int)
	note := func(line, end int) { t.ends[line] = max(t.ends[line], end) }
	for k := range set.Commands {
		note(set.Commands[k].Line, set.Commands[k].EndLine)
	}
	for k := range set.Mentions {
		note(set.Mentions[k].Line, set.Mentions[k].EndLine)
	}
	for k := range set.Sources {
		note(set.Sources[k].Line, set.Sources[k].EndLine)
	}
	for k := range set.Transfers {
		note(set.Transfers[k].Line, set.Transfers[k].EndLine)
	}
	return t.ends
}

// separators part the words of an instruction.
const separators = " \t\r\n\"',=[]\\"

// words are those of one instruction, with their offsets in the file.
type words struct {
	line  int
	mount bool
	at    map[string][]int
}

// maxSought is how long an instruction may be, in bytes, in which a source with
// separators in it is looked for: that takes a look at all of it for each of
// them.
const maxSought = 64 << 10

// places is where a source stands in the Dockerfile: between separators, the
// values of flags apart; that of a mount behind "source=" or "src=".
func (t *text) places(s *needs.Source) []int {
	if s.Line < 1 || s.Line > len(t.lines) {
		return nil
	}
	if !strings.ContainsAny(s.Pattern, separators) {
		if t.words.line != s.Line || t.words.mount != s.Mount {
			t.words = words{s.Line, s.Mount, make(map[string][]int)}
			t.each(s, func(line string, offset int) { t.words.add(line, offset) })
		}
		return t.words.at[s.Pattern]
	}
	var out []int
	if last := min(s.EndLine, len(t.lines)); t.offsets[last-1]+len(t.lines[last-1])-t.offsets[s.Line-1] <= maxSought {
		t.each(s, func(line string, offset int) { out = append(out, find(line, s.Pattern, offset, s.Mount)...) })
	}
	return out
}

// each calls visit with the lines of an instruction, but for comments in the
// middle of it.
func (t *text) each(s *needs.Source, visit func(line string, offset int)) {
	for n := s.Line; n <= s.EndLine && n <= len(t.lines); n++ {
		if n == s.Line || !strings.HasPrefix(strings.TrimSpace(t.lines[n-1]), "#") {
			visit(t.lines[n-1], t.offsets[n-1])
		}
	}
}

// add adds the words of a line. One at its very beginning is the instruction,
// or part of a word that goes on.
func (w *words) add(line string, offset int) {
	space, start := -1, 0
	for end := 0; end <= len(line); end++ {
		if end < len(line) && !strings.ContainsRune(separators, rune(line[end])) {
			continue
		}
		if start > 0 && end > start && isSource(line, space, start, w.mount) {
			w.at[line[start:end]] = append(w.at[line[start:end]], offset+start)
		}
		if start = end + 1; end < len(line) && (line[end] == ' ' || line[end] == '\t') {
			space = end
		}
	}
}

// find is where a word with separators in it stands in a line.
func find(line, word string, offset int, mount bool) (out []int) {
	for from := 0; ; {
		k := strings.Index(line[from:], word)
		if k < 0 {
			return out
		}
		start, end := from+k, from+k+len(word)
		from = start + 1
		before := start > 0 && strings.ContainsRune(separators, rune(line[start-1]))
		after := end == len(line) || strings.ContainsRune(separators, rune(line[end]))
		if before && after && isSource(line, strings.LastIndexAny(line[:start], " \t"), start, mount) {
			out = append(out, offset+start)
		}
	}
}

// isSource reports whether what starts in a line, with the last space before
// it, is a source, or that of a mount.
func isSource(line string, space, start int, mount bool) bool {
	head := line[:start]
	flag := strings.HasPrefix(head[space+1:], "--")
	named := strings.HasSuffix(head, "source=") || strings.HasSuffix(head, "src=")
	return flag == mount && named == mount
}
