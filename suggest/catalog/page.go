package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Page is the reference page in Markdown: a table for each stack.
func Page() string {
	var out strings.Builder
	out.WriteString(`# What lies about in build contexts

Made from the data files of this folder by ` + "`make update`" + `. A name is not enough for most of it: the third column says what
has to prove that it may go. What git tracks is never taken without a question, nor what a Dockerfile names, nor what no
RUN makes again although a stage takes it along. What is not proven is a question to you, or left alone.

To add a stack, add a file; to teach it a name, add a line. The test of this folder says what is missing.
`)
	for _, s := range Stacks() {
		fmt.Fprintf(&out, "\n## %s\n\n| what | is | may go when | is made again by | is needed when |\n|---|---|---|---|---|\n", s.Title)
		for _, row := range rows(s) {
			fmt.Fprintf(&out, "| %s | %s |\n", names(row), strings.Join(facts(row[0]), " | "))
		}
	}
	return out.String()
}

// rows are the artefacts of a stack, those together that differ in nothing but
// their names.
func rows(s *Stack) [][]*Artefact {
	var out [][]*Artefact
	for _, a := range s.Artefacts {
		if n := len(out); n > 0 && out[n-1][0].Category == a.Category && slices.Equal(facts(out[n-1][0]), facts(a)) {
			out[n-1] = append(out[n-1], a)
			continue
		}
		out = append(out, []*Artefact{a})
	}
	return out
}

// facts are the cells of a row behind the names.
func facts(a *Artefact) []string {
	return []string{a.Why, condition(a), a.MadeAgain(), a.Needed}
}

func names(row []*Artefact) string {
	var out []string
	for _, a := range row {
		name := "`" + a.Name() + "`"
		switch {
		case a.Holder:
			name = "the directory of " + name
		case a.Dir:
			name = "`" + a.Name() + "/`"
		}
		out = append(out, strings.ReplaceAll(name, "|", `\|`))
	}
	return strings.Join(slices.Compact(out), ", ")
}

// condition says in words when an artefact may go.
func condition(a *Artefact) string {
	var markers []string
	for _, name := range a.Beside {
		markers = append(markers, "`"+name+"` is beside it")
	}
	for _, name := range a.Inside {
		markers = append(markers, "`"+name+"` is in it")
	}
	marker := strings.Join(markers, " or ")
	var out string
	switch a.Proof {
	case ByName:
		out = "always"
	case ByMarker:
		out = strings.TrimPrefix(marker+" or git ignores it", " or ")
	case ByBoth:
		out = "git ignores it, and " + marker
	case Untracked:
		out = "git does not track it"
	case Payload:
		out = "git does not track it and no COPY names its directory"
	case Kept:
		out = "git ignores it and no COPY names its directory"
	case ByContent:
		out = "you say so, when it holds a secret"
	case Ask:
		out = "you say so"
	}
	if a.Begins != "" {
		out = "it begins with `" + a.Begins + "`"
	}
	for _, name := range a.Without {
		out += ", and `" + name + "` is not in it"
	}
	if a.Min > 0 {
		out += "; from " + size(a.Min)
	}
	return out
}

// size is a weight in round units.
func size(bytes int64) string {
	if bytes >= 1_000_000 {
		return fmt.Sprintf("%d MB", bytes/1_000_000)
	}
	return fmt.Sprintf("%d kB", bytes/1000)
}
