package suggest

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A draft is a new version of the ignore file.
type draft struct {
	file *ignore.File
	// lines are the lines that are new or wider, by their number in file.
	lines map[int]placed
}

// placed is a line of a choice.
type placed struct {
	choice *choice
	line   line
}

// condition is the comment above the line.
func (p placed) condition() string { return condition(p.choice.Safety, p.choice.Needed) }

// write makes the edits for the choices: "**/" in front of the lines to be
// widened, new lines in the sections that they belong to, all else at the end
// of the file, under headings. Wherever a new line goes it has the last word
// over the user's negations. Nothing of the file is lost.
func write(in Case, choices []*choice) (*draft, error) {
	old := in.Ignore.Bytes()
	sections := sectionsOf(in)
	dirs := covering(in, choices)
	widened := make(map[int]placed)
	added := make(map[*section][]placed)
	var rest []placed
	choices = safeFirst(choices, func(c *choice) *choice { return c })
	for _, category := range catalog.Categories {
		for _, c := range choices {
			if c.dropped || c.Category != category.ID || covered(in, c, dirs) {
				continue
			}
			to := home(sections, c.Candidate)
			for _, l := range c.lines() {
				switch at := (placed{c, l}); {
				case l.widen != nil:
					widened[l.widen.Line] = at
				case to != nil:
					added[to] = append(added[to], at)
				default:
					rest = append(rest, at)
				}
			}
		}
	}
	w := newWriter(old)
	for line := range in.Ignore.Lines() {
		if at, ok := widened[line.Number]; ok {
			w.widen(at)
		}
		if len(sections) > 0 && sections[0].last.Number == line.Number {
			w.insert(line.Next, added[sections[0]])
			sections = sections[1:]
		}
	}
	w.append(rest)
	after, err := diag.Apply(old, w.edits)
	if err != nil {
		return nil, err
	}
	file := in.Ignore // which need not be read twice
	if !bytes.Equal(after, old) {
		file = ignore.Parse(in.Ignore.Name, after)
	}
	return &draft{file: file, lines: w.lines}, nil
}

// safeFirst is what a person decides on behind what is safe, so that the
// comment above it is about nothing else.
func safeFirst[T any](all []T, choice func(T) *choice) []T {
	return slices.SortedStableFunc(slices.Values(all), func(a, b T) int { return cmp.Compare(choice(b).Safety, choice(a).Safety) })
}

// unverified begins the comment above lines that a person decides on.
const unverified = "# not verified"

// condition is that comment: when a build needs what the lines exclude. It is
// empty for lines that are safe.
func condition(safety diag.Safety, needed string) string {
	switch {
	case safety >= diag.Safe:
		return ""
	case needed == "":
		return unverified
	}
	return unverified + ": needed if " + needed
}

// covering are the directories that choices are about.
func covering(in Case, choices []*choice) map[uint32]bool {
	out := make(map[uint32]bool)
	for _, c := range choices {
		for _, i := range c.Entries {
			if !c.dropped && in.Tree.IsDir(i) {
				out[i] = true
			}
		}
	}
	return out
}

// covered reports whether all that a choice is about lies below what others are
// about, so that it needs no line.
func covered(in Case, c *choice, dirs map[uint32]bool) bool {
	for _, i := range c.Entries {
		at := in.Tree.Parent(i)
		for at != 0 && !dirs[at] {
			at = in.Tree.Parent(at)
		}
		if at == 0 {
			return false
		}
	}
	return true
}

// order sorts choices by weight, so that within a group the heaviest line
// stands first.
func order(choices []*choice) {
	slices.SortStableFunc(choices, func(a, b *choice) int {
		return cmp.Or(cmp.Compare(b.totals.Bytes, a.totals.Bytes), cmp.Compare(b.totals.Files, a.totals.Files))
	})
}

// A writer writes into a file from top to bottom, and keeps the numbers of the
// lines that it writes.
type writer struct {
	old   []byte
	end   string // line end of the file
	open  bool   // the last line has no end
	count int    // lines that are in old
	new   int    // lines written so far
	edits []diag.Edit
	lines map[int]placed
}

func newWriter(old []byte) *writer {
	w := &writer{old: old, end: "\n", count: bytes.Count(old, []byte("\n")), lines: make(map[int]placed)}
	if bytes.Contains(old, []byte("\r\n")) {
		w.end = "\r\n"
	}
	if w.open = len(old) > 0 && old[len(old)-1] != '\n'; w.open {
		w.count++
	}
	return w
}

// widen puts "**/" in front of a line.
func (w *writer) widen(at placed) {
	rule := at.line.widen
	w.edits = append(w.edits, diag.Edit{Start: rule.Start, End: rule.Start, New: "**/"})
	w.lines[rule.Line+w.new] = at
}

// insert writes lines before an offset, at which a line begins or the file
// ends.
func (w *writer) insert(offset int, lines []placed) {
	if len(lines) == 0 {
		return
	}
	above := bytes.Count(w.old[:offset], []byte("\n"))
	if offset == len(w.old) {
		above = w.count
	}
	var text strings.Builder
	said := ""
	for _, at := range safeFirst(lines, func(p placed) *choice { return p.choice }) {
		if c := at.condition(); c != said {
			w.new++
			text.WriteString(c + w.end)
			said = c
		}
		w.new++
		w.lines[above+w.new] = at
		text.WriteString(at.line.pattern + w.end)
	}
	w.write(offset, text.String())
}

// append writes lines at the end of the file, under headings.
func (w *writer) append(lines []placed) {
	var text strings.Builder
	heading, said := catalog.Category(""), ""
	line := func(content string) {
		text.WriteString(content + w.end)
		w.new++
	}
	for _, at := range lines {
		if c := at.choice.Category; c != heading {
			if w.count+w.new > 0 {
				line("")
			}
			line("# " + c.Facts().Heading)
			heading, said = c, ""
		}
		if c := at.condition(); c != said {
			line(c)
			said = c
		}
		line(at.line.pattern)
		w.lines[w.count+w.new] = at
	}
	w.write(len(w.old), text.String())
}

// write adds a text that ends with a line end. The last line of the file gets
// one before it, if it has none.
func (w *writer) write(offset int, text string) {
	if text == "" {
		return
	}
	if offset == len(w.old) && w.open {
		text = w.end + text
		w.open = false
	}
	w.edits = append(w.edits, diag.Edit{Start: offset, End: offset, New: text})
}
