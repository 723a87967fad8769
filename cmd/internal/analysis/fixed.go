package analysis

import (
	"context"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

// Fixes are what came of fixing an ignore file.
type Fixes struct {
	// After is the file with all fixes made.
	After []byte
	// Cured are the findings that were fixed, Left those that are left.
	Cured, Left []diag.Diagnostic
	// Stopped is after how many rounds of fixes it ended with more to be made;
	// 0 if it came to its end.
	Stopped int
}

// Fix makes all fixes that are as safe as wanted, round by round, until none is
// left. A safe fix leaves what is sent as it is. An error means that it was
// interrupted.
func Fix(ctx context.Context, r *Result, level diag.Safety) (*Fixes, error) {
	defer r.contents.note(r.Notes)
	return newLinter(r).fix(ctx, level, mostRounds(r.Ignore))
}

func (l *linter) fix(ctx context.Context, level diag.Safety, rounds int) (*Fixes, error) {
	w := &fixing{level: level, tried: make(map[string]bool)}
	out := &Fixes{}
	for round := 0; ; round++ {
		w.tried[string(l.Ignore.Bytes())] = true // it would be there for ever
		in := l.input()
		out.After = l.Ignore.Bytes()
		out.Left, _ = lint.Run(in)
		next, made := w.round(ctx, in, l.inIgnoreFile(out.Left))
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch {
		case next == nil && w.exhausted, next != nil && round == rounds:
			out.Stopped = round
			return out, nil
		case next == nil:
			return out, nil
		}
		l, out.Cured = l.with(next), append(out.Cured, made...)
	}
}

// mostRounds is how many rounds of fixes are made: with few lines as many as
// there may be fixes, with many as few as still end.
func mostRounds(f *ignore.File) int {
	const least, lines = 10, 100_000
	return max(least, lines/(1+f.LineCount()))
}

// inIgnoreFile are the findings about the ignore file.
func (l *linter) inIgnoreFile(found []diag.Diagnostic) (own []diag.Diagnostic) {
	for _, d := range found {
		if d.File == l.result.IgnoreFile {
			own = append(own, d)
		}
	}
	return own
}

// A fixing makes fixes, many at once.
type fixing struct {
	level     diag.Safety
	tried     map[string]bool // the texts that were there before
	exhausted bool            // there were too many trials in this round
	trials    int
}

// round makes all safe fixes that change different lines, or, if there are
// none, those that are as safe as wanted. It returns no file if there are none
// either.
func (w *fixing) round(ctx context.Context, in lint.Input, found []diag.Diagnostic) (*ignore.File, []diag.Diagnostic) {
	judge := lint.NewJudge(in)
	for _, level := range []diag.Safety{diag.Safe, w.level} {
		w.trials, w.exhausted = 0, false
		try := func(of []diag.Diagnostic) *ignore.File { return w.try(in, judge, of, level) }
		file, made := w.grow(ctx, try, nil, lint.Independent(in.File, found, level))
		if file != nil || level == w.level {
			return file, made
		}
	}
	return nil, nil
}

// try is the file with some fixes made at once, if that is as safe as wanted;
// nil if not. One replay proves it for all of them.
func (w *fixing) try(in lint.Input, judge *lint.Judge, of []diag.Diagnostic, level diag.Safety) *ignore.File {
	w.trials++
	text, err := lint.Together(in.File, of)
	if err != nil || w.tried[string(text)] {
		return nil
	}
	f := ignore.Parse(in.File.Name, text)
	if judge.Judge(f) < level {
		return nil
	}
	return f
}

// grow adds to the fixes that are made as many as will do together: all of some
// more, or else what there is in the first half of them, and then in the
// second.
func (w *fixing) grow(ctx context.Context, try func([]diag.Diagnostic) *ignore.File, made, more []diag.Diagnostic) (*ignore.File, []diag.Diagnostic) {
	const most = 100 // trials
	switch {
	case len(more) == 0 || ctx.Err() != nil:
		return nil, made
	case w.trials == most:
		w.exhausted = true
		return nil, made
	}
	all := append(made[:len(made):len(made)], more...)
	if f := try(all); f != nil {
		return f, all
	}
	if len(more) == 1 {
		return nil, made
	}
	file, made := w.grow(ctx, try, made, more[:len(more)/2])
	if f, further := w.grow(ctx, try, made, more[len(more)/2:]); f != nil {
		return f, further
	}
	return file, made
}
