package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

// judge books what a command came to under a fault.
func (s *stage) judge(name, when string, i int, o outcome) {
	kind, why := s.kind(i, o)
	command := strings.Join(s.commands[i].Args, " ")
	if why != "" {
		s.wrong++
		fmt.Printf("WRONG: %s at %s, %s: %s\n  status %d\n  out %.1500q\n  err %.600q\n%s", name, when, command, why, o.status, o.out, o.err, s.struck())
	}
	if s.outcomes[name] == nil {
		s.outcomes[name] = make(map[string]int)
	}
	s.outcomes[name][kind]++
}

// The kinds of outcomes.
const (
	same    = "the same"
	told    = "less, and says so"
	refused = "an error"
	bad     = "WRONG"
)

// kind tells what kind of outcome it is, and what is wrong with it.
func (s *stage) kind(i int, o outcome) (kind, why string) {
	c, clean := s.commands[i], s.clean[i]
	all := o.out + o.err
	written := o.file != harness.Old
	switch {
	case o.slow:
		return bad, "it does not end"
	case strings.Contains(all, "panic:") || strings.Contains(all, "fatal error:") || strings.Contains(all, "goroutine "):
		return bad, "it crashes"
	case o.status != 0 && o.status != 1 && o.status != 3:
		return bad, "another exit status"
	case len(o.left) > 0 && !(o.status == 3 && strings.Contains(o.err, o.left[0]+" is left behind")):
		return bad, fmt.Sprintf("left behind: %q", o.left)
	case written && c.Writes != harness.IgnoreFile:
		return bad, "the ignore file is written by a command that only reads"
	case written != saysWritten(all):
		return bad, fmt.Sprintf("the ignore file is written: %v", written)
	case written && !whole(o.file):
		return bad, fmt.Sprintf("the ignore file is mixed: %q", o.file)
	case o.other != "" && o.other != clean.other && !whole(o.other):
		return bad, fmt.Sprintf("the output is mixed: %q", o.other)
	case o.status == 3 && o.err == "":
		return bad, "it fails without a word"
	case o.status == 3:
		return refused, ""
	case o.out == clean.out && o.status == clean.status && o.file == clean.file && o.other == clean.other:
		return same, ""
	case says(all):
		return told, ""
	}
	return bad, fmt.Sprintf("another answer without a word; without the fault\n  status %d\n  out %.1500q\n  err %.600q", clean.status, clean.out, clean.err)
}

// saysWritten reports whether a text says that the ignore file is written.
func saysWritten(text string) bool {
	return strings.Contains(text, harness.IgnoreFile+" written") || strings.Contains(text, harness.IgnoreFile+" is written")
}

// whole reports whether a file is one that buildctx can have meant.
func whole(file string) bool { return file == "" || strings.HasSuffix(file, "\n") }

// says reports whether a text says that something is not known, or names the
// fault.
func says(text string) bool {
	return slices.ContainsFunc([]string{
		"input/output error", "stale", "too many open files", "cannot allocate", "no space", "read-only", "permission", "quota", "interrupted",
		"not known", "cannot be read", "not permitted", "busy", "no such file", "findings may be missing", "too many levels", "not supported", "file already closed", "may not be read", "git does not say", "error from sender", "can't stat",
	}, func(word string) bool { return strings.Contains(strings.ToLower(text), word) })
}
