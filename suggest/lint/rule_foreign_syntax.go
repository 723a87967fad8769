package lint

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// foreignSyntax finds lines that are written as a shell, a YAML file or another
// program would have them, where what they mean is there.
var foreignSyntax = &Rule{
	ID: "foreign-syntax", Severity: diag.Warning,
	What: "A line is written as another program would read it: in quotes, as an item of a list, with several patterns, or as the shell has paths.",
	Why:  "An ignore file has one pattern a line, and every character of it counts. So the line matches nothing, and what it means is sent.",
	Bad:  Example{Ignore: "\"build-tmp\"\n", Files: "build-tmp/a src/b", Fixed: "build-tmp\n"},
	Good: Example{Ignore: "build-tmp\n", Files: "build-tmp/a src/b"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		for _, r := range p.rules() {
			if p.writtenElsewhere(r) {
				meant, why := meantBy(r.Text)
				f := Finding{Help: "write " + strings.Join(meant, " and ")}
				if len(meant) > 1 {
					f.Help += ", each on a line of its own"
				} else {
					f.Fixes = []diag.Fix{p.fix("write "+meant[0], diag.Edit{Start: r.Start, End: r.Start + len(r.Text), New: meant[0]})}
				}
				p.Report(r, f, "this matches nothing: %s; %s is there", why, p.firstThere(meant))
			}
		}
	},
}

// writtenElsewhere reports whether a rule that matches nothing has a meaning
// elsewhere, of which something is there.
func (p *project) writtenElsewhere(r *ignore.Rule) bool {
	meant, _ := meantBy(r.Text)
	return r.Err == nil && !isComment(r.Text) && len(meant) > 0 && p.matchesNothing(r) && p.firstThere(meant) != ""
}

// matchesNothing reports whether a pattern names nothing that is there, be it
// an exception or not.
func (p *project) matchesNothing(r *ignore.Rule) bool {
	if r.Negated {
		return len(p.Tree.Find(r.Pattern)) == 0
	}
	return p.absent(r)
}

// firstThere is the first path that one of some patterns matches; empty if none
// does.
func (p *project) firstThere(patterns []string) string {
	for _, pattern := range patterns {
		if found := p.Tree.Find(strings.Trim(pattern, "/")); len(found) > 0 && found[0] != 0 {
			return p.Tree.Path(found[0])
		}
	}
	return ""
}

// meantBy is what a line means that is written for another program, with why it
// does not mean that here; nothing for a line that is not.
func meantBy(text string) (patterns []string, why string) {
	inner := func(before, after string) (string, bool) {
		rest, begins := strings.CutPrefix(text, before)
		rest, ends := strings.CutSuffix(rest, after)
		return rest, begins && ends && rest != ""
	}
	for _, form := range []struct{ before, after, why string }{
		{`"`, `"`, "the quotes are part of it"},
		{"'", "'", "the quotes are part of it"},
		{"- ", "", "the hyphen is part of it, for this is no list"},
		{"!(", ")", "this is an exception, and no pattern of the shell"},
		{"~/", "", "~ stands for no directory"},
		{"$PWD/", "", "variables are not replaced"},
		{"${PWD}/", "", "variables are not replaced"},
		{"$(pwd)/", "", "commands are not run"},
	} {
		if rest, ok := inner(form.before, form.after); ok && (form.after == "" || !strings.Contains(rest, form.after)) {
			return []string{rest}, form.why
		}
	}
	if rest := below(text); rest != text && rest != "" {
		return []string{rest}, "paths are those below the root of the build context"
	}
	if words := strings.Fields(text); len(words) > 1 && !strings.Contains(text, "#") && !slices.ContainsFunc(words, isProse) {
		for n, word := range words {
			words[n] = strings.Trim(word, `,"'`)
		}
		return words, "the spaces are part of it"
	}
	if lower := strings.ToLower(text); lower != text && catalog.Index().Knows(strings.Trim(lower, "*/")) {
		return []string{lower}, "capital letters count"
	}
	return nil, ""
}

// below is a path without the directories above from which it begins.
func below(text string) string {
	for rest, ok := strings.CutPrefix(text, "../"); ok; rest, ok = strings.CutPrefix(text, "../") {
		text = rest
	}
	return text
}

// isProse reports whether a word is none that anybody calls a file.
func isProse(word string) bool {
	return strings.HasPrefix(word, "!") || strings.ContainsAny(word, ":;(")
}
