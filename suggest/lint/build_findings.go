package lint

import (
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A placer finds where sources stand in the Dockerfile. Of some that a line
// has several times, each is found in its place.
type placer struct {
	file *dockerfile
	seen map[written]int
}

// A written source is what a line says, for one platform or for all.
type written struct {
	line              int
	pattern, platform string
}

func (d *dockerfile) placer() *placer { return &placer{file: d, seen: make(map[written]int)} }

// place is where a source stands.
func (w *placer) place(s *needs.Source) Span {
	as := written{s.Line, s.Pattern, s.Platform}
	at := w.file.source(s, w.seen[as])
	w.seen[as]++
	return at
}

// refusals calls yield with those of a kind, and where their sources stand.
func (p *project) refusals(kind predict.RefusalKind, yield func(x predict.Refusal, at Span)) {
	if !p.seen() {
		return
	}
	w := p.dockerfile.placer()
	for _, x := range p.Refusals() {
		switch {
		case x.Kind != kind:
		case x.Source != nil:
			yield(x, w.place(x.Source))
		default:
			yield(x, p.whole())
		}
	}
}

// refusedAt is the place of a refusal that is about no source.
func (p *Pass) refusedAt(x predict.Refusal) Span {
	switch _, inside := p.Tree.Lookup(x.File); {
	case x.File == p.Dockerfile && x.File != "":
		return p.dockerfile.line(x.Line)
	case x.File == "":
		return Span{File: p.Dir}
	case inside:
		return Span{File: p.shown(x.File)}
	}
	return Span{File: x.File}
}

// silent calls yield with the silent effects of a kind that the ignore file is
// not to blame for, and where they are.
func (p *project) silent(kind predict.SilentKind, yield func(e predict.SilentEffect, at Span)) {
	if !p.seen() {
		return
	}
	w := p.dockerfile.placer()
	for _, e := range p.Silent() {
		switch {
		case e.Kind != kind, e.File == p.IgnorePath && e.Line > 0:
		case e.Source != nil:
			yield(e, w.place(e.Source))
		case e.Path != "":
			yield(e, Span{File: p.shown(e.Path)})
		default:
			yield(e, p.whole())
		}
	}
}

// keptOut points to the rule that keeps something out.
func (p *project) keptOut(by *ignore.Rule) []diag.Related {
	if by == nil || by.Line < 1 {
		return nil
	}
	return []diag.Related{p.at(by, "this keeps it out")}
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return diag.Quoted(name) }
