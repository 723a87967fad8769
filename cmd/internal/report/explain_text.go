package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// ExplainText prints, for each path, what becomes of it and why.
func ExplainText(w io.Writer, r *analysis.Result, list []predict.Explanation, o Options) error {
	b := bufio.NewWriter(w)
	for i, e := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		explain(b, r, e, o)
	}
	return b.Flush()
}

func explain(w io.Writer, r *analysis.Result, e predict.Explanation, o Options) {
	name := Name(e.Path)
	if e.IsDir {
		name += "/"
	}
	fmt.Fprintf(w, "%s  %s\n", o.bold(name), verdictOf(e))
	for _, s := range e.Steps {
		at := ""
		if s.Path != e.Path {
			at = "  (at " + Name(s.Path) + "/)"
		}
		fmt.Fprintf(w, "  %-28s  %s%s\n", rulePosition(r, s.Rule)+"  "+Name(s.Rule.Text), effect(s.Effect), at)
	}
	if len(e.Steps) == 0 && e.Outcome != predict.Missing {
		fmt.Fprintf(w, "  no rule matches\n")
	}
	if e.Emptied != nil {
		fmt.Fprintf(w, "  %-28s  keeps out its directory when BuildKit opens the file\n", rulePosition(r, e.Emptied)+"  "+Name(e.Emptied.Text))
	}
	for _, rule := range e.Near {
		fmt.Fprintf(w, "  %-28s  speaks of the root alone; **/%s would match\n", rulePosition(r, rule)+"  "+Name(rule.Text), Name(patternOf(rule)))
	}
	for _, c := range e.AskedBy {
		fmt.Fprintf(w, "  %s:%d  %s %s asks for it\n", Name(r.Dockerfile), c.Line, c.Instruction, Name(source(c)))
	}
	if e.Outcome == predict.NotRequested {
		fmt.Fprintf(w, "  no COPY, ADD or bind mount asks for it\n")
	}
}

// verdictOf says what becomes of a path in words.
func verdictOf(e predict.Explanation) string {
	switch e.Outcome {
	case predict.NotRequested:
		return "not sent: not asked for"
	case predict.Missing:
		if e.Rule != nil && !e.Rule.Negated {
			return "is not there; it would be excluded"
		}
		return "is not there"
	case predict.Special:
		return "not sent: of a type that this builder does not send"
	}
	word := string(e.Outcome)
	if e.Emptied != nil {
		word += ", but with no content"
	}
	if e.IsDir && e.Below.Files > 0 {
		word += fmt.Sprintf(", with %s below, %s", Plural(int(e.Below.Files), "file"), Size(e.Below.Bytes))
	}
	return word
}

func effect(e ignore.Effect) string {
	switch e {
	case ignore.Excludes:
		return "excludes it"
	case ignore.Reincludes:
		return "brings it back"
	}
	return "matches, and changes nothing"
}

func rulePosition(r *analysis.Result, rule *ignore.Rule) string {
	if rule.Line == 0 {
		return "added by the client"
	}
	return fmt.Sprintf("%s:%d", Name(r.IgnorePath), rule.Line)
}

// ExplainQuiet prints a line for each path: what becomes of it, and its name.
func ExplainQuiet(w io.Writer, _ *analysis.Result, list []predict.Explanation, _ Options) error {
	b := bufio.NewWriter(w)
	for _, e := range list {
		fmt.Fprintf(b, "%s\t%s\n", e.Outcome, Name(e.Path))
	}
	return b.Flush()
}
