package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// SuggestText shows the proposal as a diff, and below it what each line is
// for.
func SuggestText(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	p := r.Proposal
	if bytes.Equal(p.Before, p.After) {
		fmt.Fprintln(out, whyNothing(r))
		list(out, o.bold("why"), p.Notes)
		around(out, r, o)
		return out.Flush()
	}
	change(out, r, o)
	sure, decided := bySafety(p.Added)
	evidence(out, o.bold("why"), sure, o)
	evidence(out, o.bold("your decision"), decided, o)
	saved(out, r)
	removed(out, o.bold("removed"), p.Removed)
	list(out, o.bold("to know"), append(linked(r), p.Notes...))
	around(out, r, o)
	if obstacle := r.Obstacle; obstacle != nil {
		fmt.Fprintf(out, "\n  %s cannot be written: %s\n", Name(r.IgnoreFile), Message(obstacle.Why+"; "+obstacle.Remedy+" first"))
		return out.Flush()
	}
	fmt.Fprintf(out, "\n  %s takes it\n", o.call(suggestCommand(r)+" --write"))
	return out.Flush()
}

// Written says that the ignore file has been replaced, and what is not known of
// that.
func Written(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	p := r.Proposal
	fmt.Fprintf(out, "%s written, %s changed: sent %s → %s, %s\n", written(r), Plural(len(p.Added)+len(p.Removed), "line"),
		Size(p.BeforeTotals.Bytes), Size(p.AfterTotals.Bytes), verifiedBriefly(r))
	list(out, o.bold("unknown"), Unknown(r))
	return out.Flush()
}

// written names the file that was written.
func written(r *analysis.Result) string {
	if as := r.Written; as != r.IgnoreFile {
		return fmt.Sprintf("%s, to which %s links, is", Name(as), Name(r.IgnoreFile))
	}
	return Name(r.IgnoreFile)
}

// around prints what follows a proposal: what is not known or not read, and the
// lines that are left for the user to look at.
func around(w io.Writer, r *analysis.Result, o Options) {
	list(w, o.bold("unknown"), Unknown(r))
	list(w, o.bold("assumed"), r.Assumed)
	notRead(w, r, o)
	ownIgnoreFile(w, r, o)
	reviews(w, r, o)
	idle(w, r, o)
}

// Unknown is all that is not known of a proposal and that its notes do not say.
func Unknown(r *analysis.Result) []string {
	var out []string
	said := make(map[string]bool)
	for _, note := range r.Proposal.Notes {
		said[note] = true
	}
	for _, unknown := range slices.Concat(r.Unknowns, r.Proposal.Proof.Unknowns) {
		if !said[unknown] {
			said[unknown] = true
			out = append(out, unknown)
		}
	}
	return out
}

// saved says what a proposal saves, and what of it is verified.
func saved(w io.Writer, r *analysis.Result) {
	p := r.Proposal
	fmt.Fprintf(w, "\n  sent %s → %s, %s → %s, %s\n",
		Size(p.BeforeTotals.Bytes), Size(p.AfterTotals.Bytes),
		Count(p.BeforeTotals.Files), Plural(p.AfterTotals.Files, "file"), verified(r))
}

// Unwritten says that there is nothing to write, and what is not known of that.
func Unwritten(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, whyNothing(r))
	list(out, o.bold("unknown"), Unknown(r))
	return out.Flush()
}

// whyNothing says why there is no proposal.
func whyNothing(r *analysis.Result) string {
	p := r.Proposal
	switch n := len(p.Review); {
	case p.Mode == suggest.Deny && n > 0:
		return fmt.Sprintf("nothing to propose that is safe; %s for you to decide", Plural(n, "line is", "lines are"))
	case p.Mode == suggest.Deny:
		return "nothing to propose: " + nothingFound(r)
	case len(p.Notes) == 0:
		return "nothing to propose: the ignore file is an allowlist already"
	}
	return "nothing to propose: no allowlist can be verified"
}

// nothingFound says why nothing was found that could be excluded. What nobody
// could look at is not called needed.
func nothingFound(r *analysis.Result) string {
	switch {
	case r.Unverified != "":
		return Message(r.Unverified)
	case r.Tree.Len() == 1:
		return "the build context is empty"
	case r.Proposal.BeforeTotals.Files == 0:
		return "no file is sent"
	}
	return "nothing that is sent is known to be unneeded"
}

// suggestCommand is the command that makes the proposal.
func suggestCommand(r *analysis.Result) string {
	call := "suggest"
	if r.Proposal.Mode == suggest.Allow {
		call += " --mode allow"
	}
	if r.Request.Tidy {
		call += " --tidy"
	}
	if r.Request.Level == diag.Review {
		call += " --level review"
	}
	return call
}

// removed prints the lines that go.
func removed(w io.Writer, title string, list []suggest.Suggestion) {
	if len(list) == 0 {
		return
	}
	t := newTable(false, false)
	t.row(title, "")
	for _, s := range list[:min(len(list), shownLines)] {
		t.row("  "+shorten(Name(s.Pattern)), Message(s.Why))
	}
	section(w, t)
	further(w, len(list)-shownLines)
}

// change prints the unified diff of the file that would be written.
func change(w io.Writer, r *analysis.Result, o Options) {
	unified(w, Name(r.Written), r.Proposal.Before, r.Proposal.After, o)
}

// linked says which file changes where the ignore file is a link to it; nothing
// where it is none.
func linked(r *analysis.Result) []string {
	if r.Written == r.IgnoreFile {
		return nil
	}
	note := fmt.Sprintf("%s is a symlink to %s, which is the file that changes", r.IgnoreFile, r.Written)
	if path.Base(filepath.ToSlash(r.Written)) == ".gitignore" {
		note += "; git reads it, too"
	}
	return []string{note + "."}
}

// bySafety parts the lines that are safe from those that a person decides on.
func bySafety(list []suggest.Suggestion) (sure, decided []suggest.Suggestion) {
	for _, s := range list {
		if s.Safety < diag.Safe {
			decided = append(decided, s)
		} else {
			sure = append(sure, s)
		}
	}
	return sure, decided
}

// evidence prints what each line is for.
func evidence(w io.Writer, title string, list []suggest.Suggestion, o Options) {
	if len(list) == 0 {
		return
	}
	t := newTable(false, true, true, false)
	t.row(title, o.faint("size"), o.faint("files"), "")
	for _, s := range list[:min(len(list), shownLines)] {
		t.row("  "+shorten(Name(s.Pattern)), Size(s.Totals.Bytes), Count(s.Totals.Files), Message(facts(s)))
	}
	section(w, t)
	further(w, len(list)-shownLines)
	advice(w, list)
}

// shownLines is how many lines of a kind are explained.
const shownLines = 40

// further says how many lines are not explained.
func further(w io.Writer, n int) {
	if n > 0 {
		fmt.Fprintf(w, "    …%s more; --format json has all\n", Count(n))
	}
}

// advice prints what a build can be given in the place of what it asks for,
// each way once.
func advice(w io.Writer, list []suggest.Suggestion) {
	var given []string
	for _, s := range list {
		if s.Advice != "" && !slices.Contains(given, s.Advice) {
			given = append(given, s.Advice)
			fmt.Fprintf(w, "\n  instead of %s: %s\n", Name(s.Pattern), s.Advice)
		}
	}
}

// facts are what speaks for a line.
func facts(s suggest.Suggestion) string {
	text := s.Why
	if len(s.Evidence) > 0 {
		text += " (" + strings.Join(s.Evidence, ", ") + ")"
	}
	if len(s.Helps) > 0 {
		text += "; helps " + Helps(s)
	}
	if s.Safety < diag.Safe && s.Needed != "" && (s.Advice == "" || s.Line > 0) {
		text += "; keep it if " + s.Needed
	}
	return text
}

func reviews(w io.Writer, r *analysis.Result, o Options) {
	if len(r.Proposal.Review) == 0 {
		return
	}
	evidence(w, o.bold("to decide"), r.Proposal.Review, o)
	fmt.Fprintf(w, "\n  %s adds these\n", o.call(suggestCommand(r)+" --level review"))
}

// idle prints the lines of the user's that do nothing, and are still there.
func idle(w io.Writer, r *analysis.Result, o Options) {
	p := r.Proposal
	gone := make(map[int]bool)
	for _, s := range p.Removed {
		gone[s.Line] = true
	}
	t := newTable(true, false, false)
	t.row("", o.bold("does nothing"), "")
	rows, safe := 0, false
	for _, l := range p.Idle {
		if gone[l.Line] {
			continue
		}
		safe = safe || l.Safety == diag.Safe
		if rows++; rows <= shownLines {
			t.row("  "+fmt.Sprint(l.Line), clip(Name(l.Text)), Message(l.Why))
		}
	}
	if rows == 0 {
		return
	}
	section(w, t)
	further(w, rows-shownLines)
	switch {
	case safe:
		fmt.Fprintf(w, "\n  %s leaves out what other lines say\n", o.call("suggest --tidy"))
	case r.Request.Tidy:
		fmt.Fprintf(w, "\n  %s leaves these out too\n", o.call("suggest --tidy --level review"))
	}
}
