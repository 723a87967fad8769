package predict

import (
	"fmt"
	"io/fs"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A RefusalKind says what the builder stops for.
type RefusalKind uint8

// The kinds of refusals.
const (
	// Other is what has no kind of its own.
	Other RefusalKind = iota
	// BadLine is a line of the ignore file that the builder does not take.
	BadLine
	// BadRule is a rule that the builder cannot evaluate when it comes to it.
	BadRule
	// BadInstruction is an instruction of the Dockerfile that it does not take.
	BadInstruction
	// TargetMissing is a stage to be built that is not there.
	TargetMissing
	// Unreadable is an entry that it may not read or cannot look at.
	Unreadable
	// SourceMissing is a source that is not in the build context, nor anything
	// that keeps it out.
	SourceMissing
	// SourceExcluded is a source that a rule keeps out.
	SourceExcluded
	// SourceNoPattern is a source that BuildKit's client takes for no pattern.
	SourceNoPattern
	// SourceMisread is a source that BuildKit's client takes for something
	// else.
	SourceMisread
	// SourceLostByLink is the second path through one symbolic link, which
	// BuildKit loses (moby/buildkit#3238).
	SourceLostByLink
	// Concealed is what no word may be shown of.
	Concealed
)

// A Refusal is something for which the builder stops.
type Refusal struct {
	Kind RefusalKind
	// File and Line say where; Line is 0 for a whole file, File is empty where
	// no file is to blame. An entry of the build context is a path below its
	// root.
	File string
	Line int
	// Message is what the builder says.
	Message string
	// Source is the source of the Dockerfile that it is about, or nil; Rule the
	// rule to blame, or nil; Entry the entry of the Tree, where Kind is
	// Unreadable.
	Source *needs.Source
	Rule   *ignore.Rule
	Entry  uint32
	// Excluded is what Rule keeps out, where that is not the source itself but
	// what a link leads to.
	Excluded string
}

// Refusals are why the builder would not finish the build, in the order in
// which it comes to them; what it needs a transfer for is not among them.
func (p *Prediction) Refusals() []Refusal { return p.refusals() }

func (p *Prediction) findRefusals() []Refusal {
	out := slices.Concat(p.IgnoreRefusals, BadLines(p.Ignore, p.IgnorePath, p.Builder), p.DockerfileRefusals)
	if p.Needs != nil && !p.Needs.Frontend.Foreign() {
		for _, x := range p.Needs.Problems {
			kind := BadInstruction
			if x.Target {
				kind = TargetMissing
			}
			out = append(out, Refusal{Kind: kind, File: p.Dockerfile, Line: x.Line, Message: x.Message})
		}
	}
	if refuses := p.model().refuses; refuses != nil && p.Needs != nil {
		out = append(out, refuses(p)...)
	}
	out = append(out, locate(p, p.Followed.Refusals(p.Dockerfile))...)
	for _, f := range p.Sent.Failures {
		switch {
		case f.Rule != nil:
			out = append(out, Refusal{Kind: BadRule, File: p.IgnorePath, Line: f.Rule.Line, Message: f.Message, Rule: f.Rule})
		case f.Stops:
			out = append(out, Refusal{Kind: failureKind(p.Tree, f), File: p.Tree.Path(f.Entry), Message: f.Message + p.Because(f.Entry), Entry: f.Entry})
		}
	}
	for _, s := range p.mainSources() {
		if said := p.lacking(s); said != "" {
			out = append(out, p.absence(s, said))
		}
	}
	if p.Concealed {
		return p.conceal(out)
	}
	return out
}

// conceal takes out of refusals what a Dockerfile says of which no word may be
// shown.
func (p *Prediction) conceal(all []Refusal) []Refusal {
	const untold = "the builder stops because of the Dockerfile, of which nothing is shown"
	for k, x := range all {
		switch {
		case x.File == p.Dockerfile:
			all[k] = Refusal{Kind: Concealed, File: x.File, Message: untold}
		case x.Kind == Other:
			all[k].Kind, all[k].Message = Concealed, untold
		}
	}
	return slices.CompactFunc(all, func(a, b Refusal) bool {
		return a.Kind == Concealed && b.Kind == Concealed && a.File == b.File
	})
}

// failureKind tells what the builder cannot read from what it does not send.
func failureKind(t *buildcontext.Tree, f buildcontext.Failure) RefusalKind {
	if _, unreadable := t.Problem(f.Entry); unreadable {
		return Unreadable
	}
	return Other
}

// BadLines are the lines of an ignore file, called path, for which a builder
// stops before it looks at the build context.
func BadLines(file *ignore.File, path string, b ignore.Builder) (out []Refusal) {
	var index *diag.Index
	for _, d := range file.Check(b) {
		if d.Severity == diag.Error && (d.Rule != "late-invalid-pattern" || !modelOf(b).takesLateRules) {
			if index == nil {
				index = diag.NewIndex(file.Bytes())
			}
			out = append(out, Refusal{Kind: BadLine, File: path, Line: index.Position(d.Start).Line, Message: d.Message})
		}
	}
	return out
}

// Refusals are directories that would have to be searched for a path that is
// asked for, and patterns that are refused; file is what asks.
func (f Followed) Refusals(file string) (out []Refusal) {
	for _, dir := range f.Unreadable {
		out = append(out, Refusal{Message: fmt.Sprintf("lstat %s: %v", dir, fs.ErrPermission)})
	}
	if f.Err != nil {
		out = append(out, Refusal{File: file, Message: f.Err.Error()})
	}
	return out
}

// locate names the sources for which BuildKit's client refuses the patterns
// that it is asked for, as far as one of them is to blame.
func locate(p *Prediction, refusals []Refusal) (out []Refusal) {
	for _, x := range refusals {
		blamed := false
		for _, s := range p.mainSources() {
			if x.File == p.Dockerfile && x.File != "" && isNoPattern(s) {
				x.Kind, x.Line, x.Source = SourceNoPattern, s.Line, s
				out, blamed = append(out, x), true
			}
		}
		if !blamed {
			out = append(out, x)
		}
	}
	return out
}

// isNoPattern reports whether the client refuses a source in its list of paths.
func isNoPattern(s *needs.Source) bool {
	if s.Path == "" {
		return false
	}
	_, err := ignore.CompileInclude([]string{s.Path})
	return err != nil
}

// Because says which line makes the builder look at an entry that it cannot
// read, ready to stand behind a message.
func (p *Prediction) Because(entry uint32) string {
	path := p.Tree.Path(entry)
	if !p.Sent.Excluded(entry) {
		if by := p.AskedBy(entry); len(by) > 0 {
			return fmt.Sprintf(" (%s:%d asks for it)", p.Dockerfile, by[0].Line)
		}
		return ""
	}
	by, exception := p.Rules.Decide(path).By, p.Rules.EnteredFor(path)
	if by != nil && exception != nil {
		return fmt.Sprintf(" (%s:%d excludes it, and it is entered all the same for the exception %s in line %d)",
			p.IgnorePath, by.Line, quoted(exception.Text), exception.Line)
	}
	return ""
}

// lacking is what the builder says of a source that names nothing of what is
// sent; empty if it names something.
func (p *Prediction) lacking(s *needs.Source) string {
	if s.Unused || s.Unknown != "" || p.Needs.Frontend.Foreign() {
		return ""
	}
	return p.model().lacks(p, s)
}

// absence is what the builder says of a source that is missing, with the
// reason.
func (p *Prediction) absence(s *needs.Source, said string) Refusal {
	out := Refusal{File: p.Dockerfile, Line: s.Line, Message: said, Source: s}
	if s.Whole {
		return out
	}
	tree := p.WholeTree()
	found := tree.Find(s.Path)
	if len(found) == 0 {
		out.Kind = SourceMissing
		return out
	}
	path := tree.Path(found[0])
	if v := p.Rules.Decide(path); path != s.Path && v.Matched && v.By != nil && !p.Rules.Decide(s.Path).Matched && !buildcontext.HasWildcard(s.Path) {
		out.Message += fmt.Sprintf(" (it leads to %s, which %s:%d %s excludes)", quoted(path), p.IgnorePath, v.By.Line, quoted(v.By.Text))
		out.Kind, out.Rule, out.Excluded = SourceExcluded, v.By, path
		return out
	}
	// A link on the way may be what is excluded.
	for _, step := range slices.Backward(slices.Concat(p.Rules.Explain(s.Path), p.Rules.Explain(path))) {
		if step.Effect == ignore.Excludes {
			out.Message += fmt.Sprintf(" (%s:%d %s excludes it)", p.IgnorePath, step.Rule.Line, quoted(step.Rule.Text))
			out.Kind, out.Rule = SourceExcluded, step.Rule
			return out
		}
	}
	if !buildcontext.RequestsPaths(p.Builder) {
		return out
	}
	if why := Misreading(s.Path); why != "" {
		out.Message += " (the path " + why + ")"
		out.Kind = SourceMisread
		return out
	}
	if path != s.Path && !s.Parents && !buildcontext.HasWildcard(s.Path) {
		out.Message += " (BuildKit loses a second path through one symbolic link, moby/buildkit#3238)"
		out.Kind = SourceLostByLink
	}
	return out
}

// WholeTree is the Tree with all that the builder does not enter, as far as
// that is known.
func (p *Prediction) WholeTree() *buildcontext.Tree {
	if p.Everything == nil {
		return p.Tree
	}
	return p.Everything()
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return diag.Quoted(name) }
