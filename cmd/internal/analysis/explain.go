package analysis

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/lint"
)

// Fate is what becomes of a path.
type Fate string

// The fates of a path.
const (
	// Sent paths are sent.
	Sent Fate = "sent"
	// Excluded paths are kept out by the ignore rules.
	Excluded Fate = "excluded"
	// NotRequested paths are left by the ignore rules, and no COPY, ADD or
	// bind mount asks for them.
	NotRequested Fate = "not-requested"
	// Missing paths are not in the directory.
	Missing Fate = "missing"
	// Special entries are of a type that the builder does not send.
	Special Fate = "special"
)

// An Explanation says why a path is sent or not.
type Explanation struct {
	// Path is the path below the root of the build context.
	Path string
	// Fate is what becomes of it.
	Fate Fate
	// Rule is the rule that decided; nil when no rule spoke.
	Rule *ignore.Rule
	// Steps are all rules that spoke, of the path and the directories above.
	Steps []ignore.Step
	// Near are rules that bear the path's name, or that of a directory above,
	// and do not match because they speak of the root alone.
	Near []*ignore.Rule
	// RequestedBy are the sources that ask for the path.
	RequestedBy []Copy
	// Below counts what is sent below a directory.
	Below buildcontext.Sum
	// Emptied is the rule for which BuildKit sends the file without its content;
	// nil where it does not.
	Emptied *ignore.Rule
	// IsDir says that it is a directory.
	IsDir bool
}

// Explain says why a path is sent or not. The path is relative to the root of
// the build context, or absolute and below it; where it is not there, the
// rules are asked all the same.
func (r *Result) Explain(name string) Explanation {
	name = r.inContext(name)
	e := Explanation{Path: name}
	if name == "." {
		e.Fate, e.IsDir = Sent, true
		e.Below = buildcontext.Sum{Files: uint32(r.Transferred.Totals.Files), Bytes: r.Transferred.Totals.Bytes}
		return e
	}
	e.Steps = r.Matcher.Explain(name)
	verdict := r.Matcher.Decide(name)
	e.Rule = verdict.By
	if !verdict.Matched {
		e.Near = r.near(name)
	}
	i, ok := r.Tree.Lookup(name)
	if !ok {
		e.Fate = Missing
		return e
	}
	e.IsDir = r.Tree.IsDir(i)
	e.RequestedBy = r.requestedBy(i)
	switch {
	case r.Transferred.Sent(i):
		e.Fate, e.Emptied = Sent, r.emptiedBy(i)
	case verdict.Matched:
		e.Fate = Excluded
	case r.Tree.Mode(i)&fs.ModeSocket != 0 && r.Request.Builder != ignore.BuildKit:
		e.Fate = Special
	default:
		e.Fate = NotRequested
	}
	if e.IsDir {
		for j := i + 1; j < r.Tree.End(i); j++ {
			if r.Transferred.Sent(j) && !r.Tree.IsDir(j) {
				e.Below.Files++
				e.Below.Bytes += r.Tree.Size(j)
			}
		}
	}
	return e
}

// near are the rules that would match if they held at any depth.
func (r *Result) near(name string) []*ignore.Rule {
	var out []*ignore.Rule
	_, below, _ := strings.Cut(name, "/")
	for _, rule := range r.Matcher.Rules() {
		if !lint.SpeaksOfRootAlone(rule) {
			continue
		}
		for component := range strings.SplitSeq(below, "/") {
			if ok, err := path.Match(rule.Pattern, component); ok && err == nil {
				out = append(out, rule)
				break
			}
		}
	}
	return out
}

// requestedBy are the sources that would have the entry sent if no ignore
// rule spoke.
func (r *Result) requestedBy(i uint32) []Copy {
	var out []Copy
	for _, c := range r.Copies {
		if view := r.askedFor(c); c.Whole || view != nil && view.Sent(i) {
			out = append(out, c)
		}
	}
	return out
}

// maxAsked is how many entries of views are kept of what sources ask for.
const maxAsked = 64 << 20

// askedFor is what a source asks for, whatever the rules.
func (r *Result) askedFor(c Copy) *buildcontext.View {
	if c.Whole {
		return nil
	}
	view, known := r.asked[c.Path]
	if known {
		return view
	}
	view = r.alone(buildcontext.Rules{Builder: r.Request.Builder}, c.Source)
	if r.asked == nil {
		r.asked = make(map[string]*buildcontext.View)
	}
	if (len(r.asked)+1)*r.Tree.Len() <= maxAsked {
		r.asked[c.Path] = view
	}
	return view
}

// inContext turns what a user types into a path below the root.
func (r *Result) inContext(name string) string {
	if filepath.IsAbs(name) {
		for _, root := range []string{r.Tree.Root(), r.Request.Dir} {
			root, err := filepath.Abs(root)
			if err != nil {
				continue
			}
			if rel, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(rel) {
				name = rel
				break
			}
		}
	}
	name = path.Clean(filepath.ToSlash(name))
	return strings.TrimPrefix(name, "/")
}
