package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/suggest/lint"
)

// RuleList prints all rules.
func RuleList(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	t := newTable(false, false, false)
	for _, r := range lint.Rules {
		t.row(r.ID, severity(o, r.Severity), r.What)
	}
	t.write(out)
	return out.Flush()
}

// RulePage prints the page of a rule.
func RulePage(w io.Writer, r *lint.Rule) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s\n\n", r.ID)
	for line := range strings.Lines(plainPage(r)) {
		wrap(out, strings.TrimSuffix(line, "\n"))
	}
	return out.Flush()
}

// wrap prints a line of prose in lines that every terminal has room for; what
// is indented stays as it is.
func wrap(w io.Writer, line string) {
	const width = 80
	if strings.HasPrefix(line, " ") || line == "" {
		fmt.Fprintln(w, line)
		return
	}
	used := 0
	for word := range strings.FieldsSeq(line) {
		length := len([]rune(word))
		switch {
		case used == 0:
		case used+1+length > width:
			fmt.Fprintln(w)
			used = 0
		default:
			fmt.Fprint(w, " ")
			used++
		}
		fmt.Fprint(w, word)
		used += length
	}
	fmt.Fprintln(w)
}

// plainPage is the page of a rule without the marks of Markdown.
func plainPage(r *lint.Rule) string { return strings.ReplaceAll(r.Page(), "`", "") }
