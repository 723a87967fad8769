package predict

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

// A SilentKind names a silent effect, in the words of the lint rule that
// explains it where there is one.
type SilentKind string

// The kinds of silent effects.
const (
	// EmptyFile is a file that is brought back by an exception, and arrives
	// without its content.
	EmptyFile SilentKind = "empty-file-exception"
	// UnreadableSent is a file that may not be read, and arrives empty.
	UnreadableSent SilentKind = "unreadable-sent-empty"
	// SocketSent is a socket, which arrives as an empty file.
	SocketSent SilentKind = "socket-sent"
	// MoreSent is an instruction for which more is sent than it names.
	MoreSent SilentKind = "filter-disabled"
	// NothingSent is a source that BuildKit's client takes for something else,
	// so that nothing of it is sent.
	NothingSent SilentKind = "source-misread"
	// Vanished is an entry that was gone when it was looked at.
	Vanished SilentKind = "vanished"
)

// A SilentEffect is something that the builder does without a word and that
// nobody would expect.
type SilentEffect struct {
	Kind SilentKind
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
	// Source is the source that the Dockerfile names in the line, or nil.
	Source *needs.Source
}

// Silent is what the builder does silently.
func (p *Prediction) Silent() []SilentEffect { return p.silent() }

func (p *Prediction) findSilent() (out []SilentEffect) {
	for _, find := range p.model().silent {
		out = append(out, find(p)...)
	}
	return append(out, p.vanished()...)
}

// effects are those of one kind that happen to entries, one for each line to
// blame.
type effects struct {
	kind  SilentKind
	found []SilentEffect
	at    map[string]map[int]int // which of them is for a line of a file
}

func newEffects(kind SilentKind) *effects {
	return &effects{kind: kind, at: make(map[string]map[int]int)}
}

// add adds an entry to those of a line, which is that of a source if there is
// one.
func (t *effects) add(file string, line int, source *needs.Source, path string) {
	if i, known := t.at[file][line]; known {
		t.found[i].Count++
		return
	}
	if t.at[file] == nil {
		t.at[file] = make(map[int]int)
	}
	t.at[file][line] = len(t.found)
	t.found = append(t.found, SilentEffect{Kind: t.kind, File: file, Line: line, Path: path, Count: 1, Source: source})
}

// ask adds an entry to those of the first line of the Dockerfile that asks for
// it.
func (t *effects) ask(p *Prediction, entry uint32) {
	path := p.Tree.Path(entry)
	if by := p.AskedBy(entry); len(by) > 0 {
		t.add(p.Dockerfile, by[0].Line, by[0], path)
	} else {
		t.add("", 0, nil, path)
	}
}

// say makes the message of each effect of the number of its entries and the
// first of them.
func (t *effects) say(message func(what string) string) []SilentEffect {
	for i := range t.found {
		f := &t.found[i]
		what := quoted(f.Path)
		if f.Count > 1 {
			what += fmt.Sprintf(" and %d more", f.Count-1)
		}
		f.Message = message(what)
	}
	return t.found
}

// emptied finds files that BuildKit announces and sends without content,
// because its walk and its way to open a file ask the rules differently
// (fsutil filter.go, Walk and Open; send.go, sendFile, takes no notice).
func (p *Prediction) emptied() []SilentEffect {
	t := newEffects(EmptyFile)
	for e := range p.Sent.Entries() {
		if e.Note != buildcontext.NoteEmpty {
			continue
		}
		path := p.Tree.Path(e.Index)
		if rule := p.every().EmptiedBy(path); rule != nil {
			t.add(p.IgnorePath, rule.Line, nil, path)
		} else {
			t.add("", 0, nil, path)
		}
	}
	return t.say(func(what string) string {
		return what + " arrives empty: an exception brings it back, and this line, which comes later, excludes a directory above it; BuildKit sends the name without the content"
	})
}

// emptiedBy is the rule for which an entry is sent without its content; nil
// where it is not.
func (p *Prediction) emptiedBy(entry uint32) *ignore.Rule {
	rule := p.every().EmptiedBy(p.Tree.Path(entry))
	if rule == nil {
		return nil
	}
	for e := range p.Sent.Entries() {
		if e.Index == entry && e.Note == buildcontext.NoteEmpty {
			return rule
		}
	}
	return nil
}

// unread finds files that may not be read, which BuildKit sends all the same
// (fsutil send.go, sendFile).
func (p *Prediction) unread() []SilentEffect {
	t := newEffects(UnreadableSent)
	for _, f := range p.Sent.Failures {
		if f.Rule == nil && !f.Stops {
			t.ask(p, f.Entry)
		}
	}
	return t.say(func(what string) string {
		return what + " may not be read: sent without its content, and the build goes on"
	})
}

// sockets finds sockets, which BuildKit sends as files (fsutil stat.go,
// mkstat).
func (p *Prediction) sockets() []SilentEffect {
	t := newEffects(SocketSent)
	for e := range p.Sent.Entries() {
		if e.Note == buildcontext.NoteSocket {
			t.ask(p, e.Index)
		}
	}
	return t.say(func(what string) string { return what + " is a socket and arrives as an empty file" })
}

// widened finds sources because of which more is sent than they name.
func (p *Prediction) widened() []SilentEffect {
	var out []SilentEffect
	for _, s := range p.Sources() {
		if s.Whole && (!s.Mount || s.Pattern != "") {
			return nil // everything is asked for plainly
		}
		message := ""
		switch {
		case s.Mount && s.Whole && s.Unused:
			message = "a tmpfs mount asks for the whole build context, whatever the other lines name"
		case s.Mount && s.Whole:
			message = "a bind mount without a source asks for the whole build context, whatever the other lines name"
		case s.Mount && s.Unused:
			message = fmt.Sprintf("a tmpfs mount asks for %s, which it does not use", quoted(s.Path))
		case s.Path == "":
		default:
			message = p.widenedByLink(s.Path)
		}
		if message != "" {
			out = append(out, SilentEffect{Kind: MoreSent, File: p.Dockerfile, Line: s.Line, Message: message, Source: s})
		}
	}
	return out
}

// widenedByLink says what is sent because of a link on the way of a source: all
// of the build context where the link leads to its root, all that a wildcard
// in the middle matches where a link is among that (fsutil followlinks.go
// makes an include pattern of every component at which it meets a link).
func (p *Prediction) widenedByLink(source string) string {
	include, whole, _ := p.Tree.FollowLinks([]string{source})
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
func (p *Prediction) misread() []SilentEffect {
	var out []SilentEffect
	if p.Sent.Rules.Include == nil {
		return nil // everything is sent
	}
	for _, s := range p.Sources() {
		if why := Misreading(s.Path); why != "" && buildcontext.HasWildcard(s.Path) {
			out = append(out, SilentEffect{Kind: NothingSent, File: p.Dockerfile, Line: s.Line, Source: s, Message: fmt.Sprintf("%s %s: nothing of it is sent", quoted(s.Path), why)})
		}
	}
	return out
}

// Misreading says why the list of paths that BuildKit's daemon asks for does
// not mean a path, as a clause; empty if it does. The list is read as the
// patterns of an ignore file are (fsutil filter.go, NewFilterFS).
func Misreading(path string) string {
	switch {
	case strings.HasPrefix(path, "!"):
		return "begins with \"!\", which BuildKit's client reads as an exception"
	case strings.TrimSpace(path) != path:
		return "has white space at an end, which BuildKit's client cuts off"
	}
	return ""
}

// vanished finds what was gone when it was looked at.
func (p *Prediction) vanished() []SilentEffect {
	var out []SilentEffect
	for _, x := range p.Tree.Problems() {
		if x.Kind == scan.Vanished || errors.Is(x.Err, fs.ErrNotExist) {
			out = append(out, SilentEffect{Kind: Vanished, Path: x.Path, Count: 1, Message: quoted(x.Path) +
				" vanished while it was read; when that happens to BuildKit it drops the rest of the directory"})
		}
	}
	return out
}
