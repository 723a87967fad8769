package predict

import (
	"fmt"
	"io/fs"
	"iter"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// An Item is one element of a list of paths.
type Item struct {
	// Path is the path below the root of the build context, with slashes.
	Path string
	// Kind is the type of entry as which it is sent.
	Kind buildcontext.Kind
	// Size is in bytes, 0 for a directory.
	Size int64
	// Mode is the type and permission.
	Mode fs.FileMode
	// Linkname is what a link leads to.
	Linkname string
	// Note says what is remarkable, empty for nothing.
	Note string
}

// Octal is the permission of a mode, with setuid, setgid and sticky, as
// chmod(1) takes it.
func Octal(mode fs.FileMode) string {
	bits := mode.Perm()
	for special, bit := range map[fs.FileMode]fs.FileMode{fs.ModeSetuid: 0o4000, fs.ModeSetgid: 0o2000, fs.ModeSticky: 0o1000} {
		if mode&special != 0 {
			bits |= bit
		}
	}
	return fmt.Sprintf("%04o", uint32(bits))
}

// A Selection says what to list.
type Selection uint8

// The selections.
const (
	// SentItems are what is sent, in the order sent.
	SentItems Selection = iota
	// EligibleItems are what the ignore rules leave.
	EligibleItems
	// ExcludedItems are what the ignore rules keep out.
	ExcludedItems
)

// List lists paths.
func (p *Prediction) List(which Selection) iter.Seq[Item] {
	entries := p.Sent.Entries()
	switch which {
	case EligibleItems:
		entries = p.Eligible.Entries()
	case ExcludedItems:
		entries = p.Eligible.ExcludedEntries()
	}
	named := which == SentItems && p.Injects()
	return func(yield func(Item) bool) {
		for e := range entries {
			item := Item{
				Path: p.Tree.Path(e.Index), Kind: e.Kind, Size: p.Tree.Size(e.Index), Mode: p.Tree.Mode(e.Index),
				Linkname: e.Linkname, Note: e.Note.String(),
			}
			switch {
			case named && item.Path == dockerignore:
				item.Size += buildcontext.InjectedName
			case item.Kind == buildcontext.Hardlink && p.model().sizelessLinks:
				item.Size = 0
			}
			if !yield(item) {
				return
			}
		}
		if which != ExcludedItems {
			injected(p, yield)
		}
	}
}

// dockerignore is the ignore file that BuildKit asks for in the root of every
// context (dockerui config.go, DefaultDockerignoreName), and that the classic
// client adds to.
const dockerignore = ignore.Dockerignore

// injected are the files that the classic client adds to what it sends when
// the Dockerfile does not lie in the build context (docker/cli
// build/context.go, AddDockerfileToBuildContext). The name of the first has
// twenty random digits where the star is.
func injected(p *Prediction, yield func(Item) bool) {
	if !p.Injects() || !yield(Item{Path: ".dockerfile.*", Size: p.Size, Mode: 0o600, Note: "injected"}) {
		return
	}
	if i, ok := p.Tree.Lookup(dockerignore); !ok || !p.Sent.Sent(i) {
		yield(Item{Path: dockerignore, Size: int64(len(dockerignore)) + buildcontext.InjectedName, Mode: 0o600, Note: "injected"})
	}
}

// Injects reports whether the classic client adds the Dockerfile to what it
// sends. It adds the name to the ignore file, too.
func (p *Prediction) Injects() bool {
	return p.model().sendsDockerfile && p.Dockerfile != "" && p.InContext == ""
}

// DecidedBy is the rule that decided about a path, as FILE:LINE; empty when
// no rule matches.
func (p *Prediction) DecidedBy(path string) string {
	v := p.Rules.Decide(path)
	if v.By == nil || v.By.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", p.IgnorePath, v.By.Line)
}
