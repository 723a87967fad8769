package analysis

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A Trap is something that the builder does without a word and that nobody
// would expect.
type Trap struct {
	// Kind names it, in the words of a lint rule where there is one.
	Kind string
	// File and Line are the line to blame; File is empty and Line 0 where no
	// line is.
	File string
	Line int
	// Path is the first entry concerned, Count how many there are. Both are
	// empty where no entry is.
	Path  string
	Count int
	// Message says what happens, as a clause.
	Message string

	source *needs.Source // that the Dockerfile names in the line
}

// setTraps collects what happens in silence.
func (r *Result) setTraps() {
	if r.Request.Builder == ignore.BuildKit {
		r.odd(r.emptied())
		r.odd(r.unread())
		r.odd(r.sockets())
		r.Traps = append(r.Traps, r.widened()...)
		r.Traps = append(r.Traps, r.misread()...)
	}
	r.Traps = append(r.Traps, r.vanished()...)
}

// odd adds traps that entries fell into, one for each line to blame.
func (r *Result) odd(t *traps) { r.Traps = append(r.Traps, t.found...) }

// traps are those of one kind.
type traps struct {
	kind  string
	found []Trap
	at    map[string]map[int]int // which of them is for a line of a file
}

func newTraps(kind string) *traps { return &traps{kind: kind, at: make(map[string]map[int]int)} }

// add books an entry to a line, which is that of a source if there is one.
func (t *traps) add(file string, line int, source *needs.Source, path string) {
	if i, known := t.at[file][line]; known {
		t.found[i].Count++
		return
	}
	if t.at[file] == nil {
		t.at[file] = make(map[int]int)
	}
	t.at[file][line] = len(t.found)
	t.found = append(t.found, Trap{Kind: t.kind, File: file, Line: line, Path: path, Count: 1, source: source})
}

// ask books an entry to the line of the Dockerfile that asks for it.
func (r *Result) ask(t *traps, i uint32) {
	file, line, source := r.askedBy(i)
	t.add(file, line, source, r.Tree.Path(i))
}

// say makes the message of each trap of the number of its entries and the
// first of them.
func (t *traps) say(message func(what string) string) *traps {
	for i := range t.found {
		f := &t.found[i]
		what := quoted(f.Path)
		if f.Count > 1 {
			what += fmt.Sprintf(" and %d more", f.Count-1)
		}
		f.Message = message(what)
	}
	return t
}

// emptied finds files that BuildKit announces and sends without content,
// because its walk and its way to open a file ask the rules differently
// (fsutil filter.go, Walk and Open; send.go, sendFile, takes no notice).
func (r *Result) emptied() *traps {
	t := newTraps("empty-file-exception")
	for e := range r.Transferred.Entries() {
		if e.Note != buildcontext.NoteEmpty {
			continue
		}
		path := r.Tree.Path(e.Index)
		if rule := r.every().ClosedBy(path); rule != nil {
			t.add(r.IgnorePath, rule.Line, nil, path)
		} else {
			t.add("", 0, nil, path)
		}
	}
	return t.say(func(what string) string {
		return what + " arrives empty: an exception brings it back, and this line, which comes later, excludes a directory above it; BuildKit sends the name without the content"
	})
}

// emptiedBy is the rule for which an entry is sent without its content; nil where it is
// not.
func (r *Result) emptiedBy(i uint32) *ignore.Rule {
	rule := r.every().ClosedBy(r.Tree.Path(i))
	if rule == nil {
		return nil
	}
	for e := range r.Transferred.Entries() {
		if e.Index == i && e.Note == buildcontext.NoteEmpty {
			return rule
		}
	}
	return nil
}

// unread finds files that may not be read, which BuildKit sends all the same
// (fsutil send.go, sendFile).
func (r *Result) unread() *traps {
	t := newTraps("unreadable-sent-empty")
	for _, f := range r.Transferred.Failures {
		if f.Rule == nil && !f.Stops {
			r.ask(t, f.Entry)
		}
	}
	return t.say(func(what string) string {
		return what + " may not be read: sent without its content, and the build goes on"
	})
}

// sockets finds sockets, which BuildKit sends as files (fsutil stat.go,
// mkstat).
func (r *Result) sockets() *traps {
	t := newTraps("socket-sent")
	for e := range r.Transferred.Entries() {
		if e.Note == buildcontext.NoteSocket {
			r.ask(t, e.Index)
		}
	}
	return t.say(func(what string) string { return what + " is a socket and arrives as an empty file" })
}

// askedBy is the first line of the Dockerfile that asks for an entry.
func (r *Result) askedBy(i uint32) (file string, line int, source *needs.Source) {
	if by := r.requestedBy(i); len(by) > 0 {
		return r.Dockerfile, by[0].Line, by[0].Source
	}
	return "", 0, nil
}

// widened finds sources because of which more is sent than they name.
func (r *Result) widened() []Trap {
	var out []Trap
	for k := range r.Copies {
		c := &r.Copies[k]
		if c.Whole && (!c.Mount || c.Pattern != "") {
			return nil // everything is asked for plainly
		}
		message := ""
		switch {
		case c.Mount && c.Whole && c.Passive:
			message = "a tmpfs mount asks for the whole build context, whatever the other lines name"
		case c.Mount && c.Whole:
			message = "a bind mount without a source asks for the whole build context, whatever the other lines name"
		case c.Mount && c.Passive:
			message = fmt.Sprintf("a tmpfs mount asks for %s, which it does not use", quoted(c.Path))
		case c.Path == "":
		default:
			message = r.widenedByLink(c.Path)
		}
		if message != "" {
			out = append(out, Trap{Kind: "filter-disabled", File: r.Dockerfile, Line: c.Line, Message: message, source: c.Source})
		}
	}
	return out
}

// widenedByLink says what is sent because of a link on the way of a source: all
// of the build context where the link leads to its root, all that a wildcard
// in the middle matches where a link is among that (fsutil followlinks.go
// makes an include pattern of every component at which it meets a link).
func (r *Result) widenedByLink(source string) string {
	include, whole, _ := r.Tree.Follow([]string{source})
	if whole {
		return fmt.Sprintf("%s leads through a link to the root: the whole build context is sent", quoted(source))
	}
	for _, pattern := range include {
		if buildcontext.HasWildcard(pattern) && strings.HasPrefix(source, pattern+"/") {
			return fmt.Sprintf("%s meets a link at %s: everything that %s matches is sent, with all below it, and nothing is copied through the link",
				quoted(source), quoted(pattern), quoted(pattern))
		}
	}
	return ""
}

// misread finds sources that BuildKit's client takes for something else. One
// without wildcards is missing then, and the builder says so.
func (r *Result) misread() []Trap {
	var out []Trap
	if r.Transferred.Rules.Include == nil {
		return nil // everything is sent
	}
	for k := range r.Copies {
		c := &r.Copies[k]
		if why := misreading(c.Path); why != "" && buildcontext.HasWildcard(c.Path) {
			out = append(out, Trap{Kind: "source-misread", File: r.Dockerfile, Line: c.Line, source: c.Source, Message: fmt.Sprintf("%s %s: nothing of it is sent", quoted(c.Path), why)})
		}
	}
	return out
}

// misreading says why the list of paths that the daemon asks for does not mean
// a path: it is read as the patterns of an ignore file are (fsutil filter.go,
// NewFilterFS).
func misreading(path string) string {
	switch {
	case strings.HasPrefix(path, "!"):
		return "begins with \"!\", which BuildKit's client reads as an exception"
	case strings.TrimSpace(path) != path:
		return "has white space at an end, which BuildKit's client cuts off"
	}
	return ""
}

// vanished finds what was gone when it was looked at.
func (r *Result) vanished() []Trap {
	var out []Trap
	for _, p := range r.Tree.Problems() {
		if p.Kind == scan.Vanished || errors.Is(p.Err, fs.ErrNotExist) {
			out = append(out, Trap{Kind: "vanished", Path: p.Path, Count: 1, Message: quoted(p.Path) +
				" vanished while it was read; when that happens to BuildKit it drops the rest of the directory"})
		}
	}
	return out
}
