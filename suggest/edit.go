package suggest

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// headings stand above new lines, in this order.
var headings = []struct {
	category Category
	text     string
}{
	{Secret, "secrets"},
	{VCS, "version control"},
	{Dependencies, "dependencies"},
	{BuildOutput, "build outputs"},
	{Cache, "caches"},
	{Dataset, "datasets"},
	{Model, "models"},
	{Archive, "archives"},
	{Media, "media"},
	{Log, "logs"},
	{Test, "test results"},
	{Docs, "documents"},
	{Agent, "agents"},
	{Editor, "editors"},
	{OS, "operating systems"},
	{Source, "sources"},
	{Other, "others"},
}

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

// write makes the edits for the choices: "**/" in front of the lines to be
// widened, all else at the end of the file, so that it has the last word over
// the user's negations. Nothing of the file is lost.
func write(in Input, choices []*choice) (*draft, error) {
	old := in.File.Bytes()
	var edits []diag.Edit
	tail := newTail(old)
	d := &draft{lines: make(map[int]placed)}
	dirs := covering(in, choices)
	for _, h := range headings {
		started := false
		for _, c := range choices {
			if c.dropped || c.Category != h.category || covered(in, c, dirs) {
				continue
			}
			for _, l := range c.lines() {
				if l.widen != nil {
					edits = append(edits, diag.Edit{Start: l.widen.Start, End: l.widen.Start, New: "**/"})
					d.lines[l.widen.Line] = placed{c, l}
					continue
				}
				if !started {
					tail.heading(h.text)
					started = true
				}
				d.lines[tail.add(l.pattern)] = placed{c, l}
			}
		}
	}
	edits = append(edits, diag.Edit{Start: len(old), End: len(old), New: tail.text.String()})
	after, err := diag.Apply(old, edits)
	if err != nil {
		return nil, err
	}
	d.file = ignore.Parse(in.File.Name, after)
	return d, nil
}

// covering are the directories that choices are about.
func covering(in Input, choices []*choice) map[uint32]bool {
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
func covered(in Input, c *choice, dirs map[uint32]bool) bool {
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

// A tail is what is added at the end of a file.
type tail struct {
	text   bytes.Buffer
	end    string // line end of the file
	number int    // of the last line so far
}

// newTail ends the last line of the file if it is open.
func newTail(old []byte) *tail {
	t := &tail{end: "\n", number: bytes.Count(old, []byte("\n"))}
	if bytes.Contains(old, []byte("\r\n")) {
		t.end = "\r\n"
	}
	if len(old) > 0 && old[len(old)-1] != '\n' {
		t.number++
	}
	t.text.Grow(256)
	if len(old) > 0 && old[len(old)-1] != '\n' {
		t.text.WriteString(t.end)
	}
	return t
}

// heading starts a group of lines.
func (t *tail) heading(text string) {
	if t.number > 0 {
		t.add("")
	}
	t.add("# " + text)
}

// add adds a line and returns its number, counted from 1.
func (t *tail) add(line string) int {
	t.text.WriteString(line + t.end)
	t.number++
	return t.number
}
