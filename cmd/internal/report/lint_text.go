package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
)

// LintText prints a block for each finding: where, what, the line, what to do.
// What is only worth knowing, and for which there is no fix, has a line.
func LintText(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	positions := newPositions(r)
	short := false // the last one had a line
	for _, d := range r.Findings {
		before := short
		if short = d.Severity == diag.Info && len(d.Fixes) == 0 && len(d.Related) == 0; short {
			fmt.Fprintf(out, "%s: %s: %s [%s]\n", spot(positions, d), severity(o, d.Severity), sentence(d), d.Rule)
			continue
		}
		if before {
			fmt.Fprintln(out)
		}
		finding(out, positions, d, o)
	}
	if short {
		fmt.Fprintln(out)
	}
	conclusion(out, r, len(r.Findings))
	return out.Flush()
}

// finding prints the block of a finding.
func finding(w io.Writer, p *positions, d diag.Diagnostic, o Options) {
	fmt.Fprintf(w, "%s: %s: %s [%s]\n", spot(p, d), severity(o, d.Severity), Message(d.Message), d.Rule)
	quote(w, p, d, o)
	for _, related := range d.Related {
		where := fmt.Sprintf("line %d", p.at(related.File, related.Start).Line)
		if related.File != d.File {
			where = fmt.Sprintf("%s:%d", Name(related.File), p.at(related.File, related.Start).Line)
		}
		fmt.Fprintf(w, "      %s: %s\n", where, Message(related.Message))
	}
	if d.Help != "" {
		fmt.Fprintf(w, "      %s%s\n", Message(d.Help), offered(d))
	}
	fmt.Fprintln(w)
}

// conclusion says how many findings there are, or why there are none.
func conclusion(w io.Writer, r *analysis.Result, findings int) {
	switch {
	case findings > 0:
		fmt.Fprintf(w, "%s; buildctx rules ID explains a rule\n", Plural(findings, "finding"))
	case r.Silenced > 0:
		fmt.Fprintln(w, "nothing else found")
	case r.IgnorePath == "" && len(r.Candidates) > 0:
		fmt.Fprintln(w, "nothing found; there is no ignore file, and buildctx suggest shows what may be excluded")
	case r.IgnorePath == "":
		fmt.Fprintln(w, "nothing found; there is no ignore file")
	default:
		fmt.Fprintln(w, "every line does what it seems to")
	}
	if names := r.Dockerfiles; r.Dockerfile == "" && len(names) > 0 {
		fmt.Fprintf(w, "no Dockerfile was looked at; -f looks at one: %s\n", enumerate(names))
	}
}

// LintFixed says what was fixed, and what is left.
func LintFixed(w io.Writer, r *analysis.Result, cured, left []diag.Diagnostic, o Options) error {
	done := "nothing to fix"
	if len(cured) > 0 {
		done = fmt.Sprintf("%s written, %s fixed", written(r), Plural(len(cured), "finding"))
	}
	more := 0
	for _, d := range left {
		if len(d.Fixes) > 0 && d.Fixes[0].Safety == diag.Review {
			more++
		}
	}
	if more > 0 {
		done += fmt.Sprintf("; --unsafe-fixes makes %s more", Plural(more, "fix", "fixes"))
	}
	if rest := len(left) - more; rest > 0 {
		done += fmt.Sprintf("; %s left, which %s shows", Plural(rest, "finding"), o.call("lint"))
	}
	_, err := fmt.Fprintln(w, done)
	return err
}

// sentence is what is wrong and what to do about it.
func sentence(d diag.Diagnostic) string {
	if d.Help == "" {
		return Message(d.Message)
	}
	return Message(d.Message) + "; " + Message(d.Help)
}

// LintLines prints a line for each finding, as compilers do:
// file:line:column: severity: message [rule].
func LintLines(w io.Writer, r *analysis.Result, _ Options) error {
	out := bufio.NewWriter(w)
	positions := newPositions(r)
	for _, d := range r.Findings {
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", spot(positions, d), d.Severity, Message(d.Message), d.Rule)
	}
	return out.Flush()
}

// LintDiff prints what fixes would change.
func LintDiff(w io.Writer, r *analysis.Result, after []byte, o Options) error {
	out := bufio.NewWriter(w)
	unified(out, Name(r.Written), r.Ignore.Bytes(), after, o)
	return out.Flush()
}

// spot is where a finding is, as editors and terminals know it.
func spot(p *positions, d diag.Diagnostic) string {
	at := p.at(d.File, d.Start)
	return fmt.Sprintf("%s:%d:%d", Name(d.File), at.Line, at.Column)
}

func severity(o Options, s diag.Severity) string {
	if s >= diag.Warning {
		return o.warn(s.String())
	}
	return s.String()
}

// quote prints the line with a mark below what is meant, as far as that is on
// one line.
func quote(w io.Writer, p *positions, d diag.Diagnostic, o Options) {
	const most = 100
	if isWhole(d) || d.Start == d.End || !p.r.Shows(d.File) {
		return
	}
	src, at := p.text(d.File), p.at(d.File, d.Start)
	if d.End > len(src) {
		return // the file has changed since, or cannot be read any more
	}
	start := d.Start - (at.Column - 1)
	end := len(src)
	if n := bytes.IndexByte(src[start:], '\n'); n >= 0 {
		end = start + n
	}
	if end-start > most+len("\r") {
		return
	}
	text := strings.TrimRight(string(src[start:end]), "\r")
	if len(text) > most || Escape(text) != text || strings.Contains(text, "\t") || d.Start-start > len(text) {
		return
	}
	before, meant := text[:d.Start-start], text[d.Start-start:max(d.Start-start, min(d.End-start, len(text)))]
	fmt.Fprintf(w, "  %3d | %s\n      | %s%s\n", at.Line, text, strings.Repeat(" ", len([]rune(before))), o.warn(strings.Repeat("^", max(1, len([]rune(meant))))))
}

// offered says whether a fix is on offer.
func offered(d diag.Diagnostic) string {
	switch {
	case len(d.Fixes) == 0:
		return ""
	case d.Fixes[0].Safety >= diag.Safe:
		return " (--fix does it)"
	case d.Fixes[0].Safety == diag.DisplayOnly:
		return " (not with --unsafe-fixes: the build may fail then)"
	}
	return " (--unsafe-fixes does it; look at what it changes)"
}
