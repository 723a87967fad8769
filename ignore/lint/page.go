package lint

import (
	"fmt"
	"strings"
)

// Page is the reference of all rules in Markdown.
func Page() string {
	var out strings.Builder
	out.WriteString("# What lint finds in an ignore file\n\nMade from the rules of this folder by `make update`; `buildctx rules ID` prints the same.\n\n| rule | severity | what |\n|---|---|---|\n")
	for _, r := range Rules {
		fmt.Fprintf(&out, "| [%s](#%s) | %s | %s |\n", r.ID, r.ID, r.Severity, r.What)
	}
	for _, r := range Rules {
		fmt.Fprintf(&out, "\n## %s\n\n%s", r.ID, r.Page())
	}
	return out.String()
}

// Page is what there is to know of a rule, in Markdown without a heading.
func (r *Rule) Page() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s\n\nSeverity: %s.\n", r.What, r.Why, r.Severity)
	example(&out, "What it finds", r.Bad)
	if r.Bad.Fixed != "" {
		fmt.Fprintf(&out, "\nThe fix on offer makes it:\n\n%s", block(r.Bad.Fixed))
	}
	example(&out, "What is right", r.Good)
	return out.String()
}

// example prints an example that people can read.
func example(out *strings.Builder, title string, e Example) {
	if e.Times > 0 {
		return
	}
	fmt.Fprintf(out, "\n%s", title)
	if e.Files != "" {
		fmt.Fprintf(out, ", where there are %s", "`"+strings.Join(strings.Fields(e.Files), "`, `")+"`")
	}
	fmt.Fprintf(out, ":\n\n%s", block(e.Ignore))
}

// block is a text between fences; bytes that cannot be shown are written as escapes.
func block(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		quoted := fmt.Sprintf("%+q", strings.TrimRight(line, "\r\n"))
		quoted = strings.ReplaceAll(quoted, `\a`, `\x07`)
		shown := strings.ReplaceAll(strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`), `\\`, `\`)
		out.WriteString("    " + strings.ReplaceAll(shown, `\u00e9`, "é") + "\n")
	}
	return out.String()
}
