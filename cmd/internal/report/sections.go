package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A table is rows of cells in columns; a column is aligned to the left unless
// it is one of figures.
type table struct {
	right []bool
	rows  [][]string
}

func newTable(right ...bool) *table { return &table{right: right} }

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the rows, indented by two spaces; the last column is not
// padded.
func (t *table) write(w io.Writer) {
	widths := make([]int, len(t.right))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-width(cell))
			line.WriteString("  ")
			if t.right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// width counts characters, without the codes that colour them.
func width(cell string) int {
	n, inCode := 0, false
	for _, r := range cell {
		switch {
		case r == '\x1b':
			inCode = true
		case inCode:
			inCode = r != 'm'
		default:
			n++
		}
	}
	return min(n, utf8.RuneCountInString(cell))
}

// section prints a table with a blank line before it.
func section(w io.Writer, t *table) {
	fmt.Fprintln(w)
	t.write(w)
}

// shownNotes is how many lines each kind of note gets at most.
const shownNotes = 6

func list(w io.Writer, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n  %s\n", title)
	for i, line := range lines {
		if i == shownNotes {
			fmt.Fprintf(w, "    …%s more\n", Count(len(lines)-i))
			return
		}
		fmt.Fprintf(w, "    %s\n", Message(line))
	}
}
