package lint

import (
	"fmt"
	"strings"
)

// Page is the reference of all rules in Markdown.
func Page() string {
	var out strings.Builder
	out.WriteString("# What lint finds\n\nMade from the rules of this folder by `make update`; `buildctx rules ID` prints the same.\n\n| rule | severity | what |\n|---|---|---|\n")
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
	fmt.Fprintf(&out, "%s %s\n\nSeverity: %s. Builders: %s.\n", r.What, r.Why, r.severity(), r.builders())
	if r.URL != "" {
		fmt.Fprintf(&out, "\nThe check of the builder: <%s>.\n", r.URL)
	}
	example(&out, "What it finds", r.Bad)
	if r.Bad.Fixed != "" {
		fmt.Fprintf(&out, "\nThe fix on offer makes it:\n\n%s", block(r.Bad.Fixed))
	}
	example(&out, "What is right", r.Good)
	return out.String()
}

// severity says how bad it is, and when it is something else.
func (r *Rule) severity() string {
	if r.Varies == "" {
		return r.Severity.String()
	}
	return r.Severity.String() + "; " + r.Varies
}

// builders are the names of those that it is about.
func (r *Rule) builders() string {
	if len(r.Builders) == 0 {
		return "all"
	}
	var names []string
	for _, b := range r.Builders {
		names = append(names, b.String())
	}
	return strings.Join(names, ", ")
}

// example prints an example that people can read.
func example(out *strings.Builder, title string, e Example) {
	if e.Times > 0 {
		return
	}
	fmt.Fprintf(out, "\n%s%s:\n", title, e.setting())
	if e.Ignore != "" {
		fmt.Fprintf(out, "\n%s", block(e.Ignore))
	}
	if e.Dockerfile != "" {
		fmt.Fprintf(out, "\nDockerfile:\n\n%s", block(e.Dockerfile))
	}
}

// setting says in what directory an example lies, ready to stand behind a
// title.
func (e Example) setting() string {
	var where, files []string
	switch {
	case e.Home:
		where = append(where, "in the home directory")
	case e.Worktree:
		where = append(where, "in a worktree of a repository")
	case e.Git:
		where = append(where, "in a repository")
	}
	if e.Target != "" {
		where = append(where, "with `--target "+e.Target+"`")
	}
	if e.Ignored != "" {
		where = append(where, "of which git ignores `"+strings.Join(strings.Fields(e.Ignored), "`, `")+"`")
	}
	if e.Commits > 0 {
		where = append(where, fmt.Sprintf("in which each of %d commits changed `%s`", e.Commits, e.Changed))
	}
	for word := range strings.FieldsSeq(e.Files) {
		name, closed := strings.CutSuffix(word, "!")
		file := "`" + name + "`"
		if path, link, ok := strings.Cut(name, "->"); ok {
			file = fmt.Sprintf("`%s`, a link to `%s`", path, link)
		} else if path, _, ok := strings.Cut(name, "="); ok {
			file = "`" + path + "`"
		} else if path, times, ok := strings.Cut(name, "*"); ok {
			file = fmt.Sprintf("%s files `%s…`", times, path)
		} else if path, ok := strings.CutSuffix(name, "@"); ok {
			file = fmt.Sprintf("`%s`, a socket", path)
		}
		if closed {
			file += ", which may not be read"
		}
		files = append(files, file)
	}
	switch {
	case len(files) == 1 && !strings.Contains(e.Files, "*"):
		where = append(where, "where there is "+files[0])
	case len(files) > 0:
		where = append(where, "where there are "+strings.Join(files, ", "))
	}
	if len(where) == 0 {
		return ""
	}
	return ", " + strings.Join(where, ", ")
}

// block is a text between fences; bytes that cannot be shown are written as
// escapes.
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
