package ignore

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore/diag"
)

// Check returns what is wrong with the file itself for a builder, with severity
// Error where the builder refuses the build or fails in the middle of it. It
// does not look at what the rules do to a tree.
func (f *File) Check(b Builder) []diag.Diagnostic {
	c := checker{file: f, model: b.model()}
	if limit := c.model.sizeLimit; limit > 0 && len(f.src) > limit {
		c.report("oversized-file", diag.Error, 0, 0, "make it shorter",
			"%s exceeds maximum allowed size of %d bytes, and BuildKit refuses the build", f.Name, limit)
	}
	if looksLikeUTF16(f.src) {
		c.report("utf16-file", diag.Warning, 0, 0, "save the file as UTF-8",
			"the file looks like UTF-16, which no builder reads: its rules match nothing")
		c.unreadable = true
	}
	for _, r := range f.Rules(b) {
		c.rule(r)
	}
	return c.found
}

// checker is one Check under way.
type checker struct {
	file       *File
	model      *model
	unreadable bool // not in an encoding that a builder reads
	found      []diag.Diagnostic
}

func (c *checker) report(rule string, severity diag.Severity, start, end int, help, format string, args ...any) {
	c.found = append(c.found, diag.Diagnostic{
		Rule: rule, Severity: severity, File: c.file.Name, Start: start, End: end, Message: fmt.Sprintf(format, args...), Help: help,
	})
}

// rule reports the worst problem of one rule.
func (c *checker) rule(r *Rule) {
	report := func(rule string, severity diag.Severity, help, format string, args ...any) {
		c.report(rule, severity, r.Start, r.End, help, format, args...)
	}
	switch {
	case errors.Is(r.Err, errLineTooLong):
		report("oversized-line", diag.Error, "break the line up",
			"line of %d bytes or more: the whole file is refused (%v)", scannerLimit, r.Err)
	case errors.Is(r.Err, errNonPrintable):
		report("control-character", diag.Error, "remove the control character",
			"control character in a pattern: BuildKit fails when it sends the rules (%v)", r.Err)
	case errors.Is(r.Err, errIllegalExclusion):
		report("illegal-negation", diag.Error, "write what is to be included again after the \"!\", or remove the line",
			"nothing follows the \"!\": %v", r.Err)
	case errors.Is(r.Err, filepath.ErrBadPattern):
		help := "close the bracket, or put a backslash before a character that is meant literally"
		if name, ok := strings.CutSuffix(r.Text, `\`); ok && name != "" && !strings.Contains(name, "[") {
			help = "write a slash: " + strings.ReplaceAll(name, `\`, "/") + "/"
		}
		report("invalid-pattern", diag.Error, help, "%v: the build is refused", r.Err)
	case r.Err != nil:
		report("invalid-pattern", diag.Error, "", "%v: the build is refused", r.Err)
	case r.Late:
		help := "put a backslash before a character that is meant literally"
		if partsDirectories(r.Text) {
			help = "write slashes: a backslash parts no directories"
		}
		report("late-invalid-pattern", diag.Error, help,
			"%v: the build fails as soon as a path has to be compared with this rule", filepath.ErrBadPattern)
	case c.unreadable:
	case !utf8.ValidString(r.Text):
		report("invalid-utf8", diag.Warning, "save the file as UTF-8",
			"not valid UTF-8: %s", c.model.invalidUTF8)
	case strings.ContainsFunc(r.Text, isControl):
		report("control-character", diag.Warning, "remove the control character", "control character in a pattern")
	}
}

func isControl(r rune) bool { return r < ' ' || r == 0x7F }

// looksLikeUTF16 reports whether the file begins with a byte order mark of
// UTF-16, or with two ASCII characters in it.
func looksLikeUTF16(src []byte) bool {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		return true
	}
	if len(src) < 4 {
		return false
	}
	zeros := [4]bool{src[0] == 0, src[1] == 0, src[2] == 0, src[3] == 0}
	return zeros == [4]bool{false, true, false, true} || zeros == [4]bool{true, false, true, false}
}

// partsDirectories reports whether a backslash stands between letters, as in
// paths of Windows.
func partsDirectories(text string) bool {
	isLetter := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
	for at := 1; at+1 < len(text); at++ {
		if text[at] == '\\' && isLetter(text[at-1]) && isLetter(text[at+1]) {
			return true
		}
	}
	return false
}

// Unseen reports whether a character is invisible on a line, or changes how
// others are shown: control and format characters, those that change the
// direction of text among them, line separators, and what the Unicode standard
// says to show as nothing.
func Unseen(r rune) bool {
	if r < unicode.MaxASCII {
		return r < ' '
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
