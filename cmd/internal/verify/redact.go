package verify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore"
)

// A Redactor replaces names by hashes that are the same each time, so that a
// report can be shown to strangers and still be talked about.
type Redactor struct {
	names   map[string]bool
	phrases []string // names that are not one word of a message, the longest first
}

// NewRedactor knows the names of a build: of all that was read, and of the
// places that it was read from.
func NewRedactor(r *analysis.Result) *Redactor {
	red := &Redactor{names: make(map[string]bool)}
	for i := range uint32(r.Tree.Len()) {
		red.know(r.Tree.Name(i))
	}
	for _, t := range r.Transfers.All {
		for i := range uint32(t.View.Tree.Len()) {
			red.know(t.View.Tree.Name(i))
		}
		red.know(t.Dir)
		if t.Name != "context" {
			red.know(t.Name)
		}
	}
	for _, c := range r.Request.NamedContexts {
		name, _, _ := strings.Cut(c, "=")
		red.know(name)
	}
	for _, p := range []string{r.Request.Dir, r.Tree.Root(), r.Request.IgnoreFile, r.Dockerfile} {
		red.know(p)
	}
	for name := range maps.Keys(red.names) {
		if strings.ContainsFunc(name, func(c rune) bool { return strings.ContainsRune(" \t\"'`:,;()[]=", c) }) {
			red.phrases = append(red.phrases, name)
		}
	}
	slices.SortFunc(red.phrases, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return red
}

// ordinary are names that say nothing about anybody.
var ordinary = []string{"", ".", "..", "/", "Dockerfile", "dockerfile", "Containerfile", ignore.Dockerignore, ignore.Containerignore}

func (red *Redactor) know(p string) {
	for name := range strings.SplitSeq(filepath.ToSlash(p), "/") {
		if !slices.Contains(ordinary, name) {
			red.names[name] = true
		}
	}
}

// Path replaces every component; their number stays.
func (red *Redactor) Path(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		if !slices.Contains(ordinary, part) {
			parts[i] = hash(part)
		}
	}
	return strings.Join(parts, "/")
}

// hash is short and the same each time.
func hash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
}

// Message replaces the names in a sentence: whatever is quoted or has a slash,
// and every word that is the name of something.
func (red *Redactor) Message(message string) string {
	message = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`).ReplaceAllStringFunc(message, func(quoted string) string {
		text, err := strconv.Unquote(quoted)
		if err != nil {
			text = quoted
		}
		return strconv.Quote(red.Path(text))
	})
	// A name of spaces must not make one word of those around it.
	const edge = "\x00"
	for _, name := range red.phrases {
		message = replaceWhole(message, name, edge+hash(name)+edge)
	}
	message = regexp.MustCompile("[^"+regexp.QuoteMeta(betweenWords)+"]+").ReplaceAllStringFunc(message, func(word string) string {
		switch plain := strings.TrimRight(word, "."); {
		case strings.Contains(word, "/"):
			return red.Path(word)
		case red.names[word]:
			return hash(word)
		case red.names[plain]:
			return hash(plain) + word[len(plain):]
		}
		return word
	})
	return strings.ReplaceAll(message, edge, "")
}

// betweenWords are what parts the words of a message.
const betweenWords = " \t\"'`:,;()[]=\x00"

// replaceWhole replaces a name wherever it stands, but not where it is only a
// part of a longer word: the rest of that would be known for no name any more.
func replaceWhole(message, name, by string) string {
	part := func(c byte) bool { return strings.IndexByte(betweenWords+"/.", c) < 0 }
	var out strings.Builder
	for from := 0; ; {
		at := strings.Index(message[from:], name)
		if at < 0 {
			return out.String() + message[from:]
		}
		at += from
		end := at + len(name)
		if at > 0 && part(message[at-1]) && part(name[0]) || end < len(message) && part(message[end]) && part(name[len(name)-1]) {
			out.WriteString(message[from : at+1])
			from = at + 1
			continue
		}
		out.WriteString(message[from:at] + by)
		from = end
	}
}

// Outcome is an outcome without names.
func (red *Redactor) Outcome(o *Outcome) *Outcome {
	out := *o
	context := func(name string) string {
		if name == "context" {
			return name
		}
		return red.Path(name)
	}
	place := func(p Place) Place { return Place{Context: context(p.Context), Path: red.Path(p.Path)} }
	sentences := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			list[i] = red.Message(list[i])
		}
		return list
	}
	out.Figures, out.Missing, out.Extra, out.Differ = slices.Clone(o.Figures), slices.Clone(o.Missing), slices.Clone(o.Extra), slices.Clone(o.Differ)
	for i := range out.Figures {
		f := &out.Figures[i]
		f.Context, f.Step = context(f.Context), red.Message(f.Step)
	}
	for i := range out.Missing {
		out.Missing[i] = place(out.Missing[i])
	}
	for i := range out.Extra {
		out.Extra[i] = place(out.Extra[i])
	}
	for i := range out.Differ {
		d := &out.Differ[i]
		d.Place = place(d.Place)
		if d.What == "target" {
			d.Predicted, d.Actual = red.Path(d.Predicted), red.Path(d.Actual)
		}
	}
	out.Refused, out.Unknowns, out.Left = red.Message(o.Refused), sentences(o.Unknowns), sentences(o.Left)
	return &out
}
