package automaton

import (
	"errors"
	"regexp/syntax"
	"slices"
	"unicode"
)

// ErrUnsupported is returned by Regexp for an expression that is well-formed
// but cannot be written as alternatives of plain sequences of characters and
// wildcards: it repeats groups, or has word boundaries or anchors inside.
var ErrUnsupported = errors.New("regular expression is not a sequence of characters and wildcards")

// Regexp turns a regular expression in Go's syntax into alternatives that
// together match the paths in which the expression matches something. A syntax
// error comes back as *syntax.Error, what an Expr cannot say as ErrUnsupported.
func Regexp(source string) ([]Expr, error) {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil, err
	}
	alternatives := []*syntax.Regexp{re.Simplify()}
	if re := alternatives[0]; re.Op == syntax.OpAlternate {
		alternatives = re.Sub
	}
	var out []Expr
	for _, alternative := range alternatives {
		var e Expr
		if !e.addSearch(flatten(nil, alternative)) {
			return nil, ErrUnsupported
		}
		out = append(out, e)
	}
	return out, nil
}

// addSearch appends parts that have to follow one another somewhere in the
// path, or at the ends that they are anchored to.
func (e *Expr) addSearch(parts []*syntax.Regexp) bool {
	first, last := 0, len(parts)
	for first < last && parts[first].Op == syntax.OpBeginText {
		first++
	}
	for last > first && parts[last-1].Op == syntax.OpEndText {
		last--
	}
	if first == 0 {
		e.Add(Anything)
	}
	for _, part := range parts[first:last] {
		if !e.addRegexp(part) {
			return false
		}
	}
	if last == len(parts) {
		e.Add(Anything)
	}
	return true
}

// flatten appends what has to match one after the other, groups and nested
// sequences opened.
func flatten(parts []*syntax.Regexp, re *syntax.Regexp) []*syntax.Regexp {
	switch re.Op {
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			parts = flatten(parts, sub)
		}
		return parts
	case syntax.OpEmptyMatch:
		return parts
	}
	return append(parts, re)
}

func (e *Expr) addRegexp(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return e.addFolded(re.Rune)
		}
		for _, r := range re.Rune {
			e.tokens = append(e.tokens, token(r))
		}
		return true
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return e.addOperation(one, re)
	case syntax.OpStar:
		return e.addOperation(star, re.Sub[0])
	case syntax.OpPlus:
		return e.addOperation(one, re.Sub[0]) && e.addOperation(star, re.Sub[0])
	case syntax.OpQuest:
		inner := flatten(nil, re.Sub[0])
		if len(inner) != 2 {
			return e.addOperation(opt, re.Sub[0])
		}
		switch {
		case inner[0].Op == syntax.OpStar && isSlash(inner[1]):
			return e.addOperation(dirs, inner[0].Sub[0])
		case isSlash(inner[0]) && inner[1].Op == syntax.OpStar:
			return e.addOperation(below, inner[1].Sub[0])
		}
	}
	return false
}

// addFolded appends characters that may be of either case. Go's parser makes
// such of a class like "[Tt]".
func (e *Expr) addFolded(runes []rune) bool {
	for _, r := range runes {
		orbit := []rune{r}
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			orbit = append(orbit, f)
		}
		slices.Sort(orbit)
		class := &syntax.Regexp{Op: syntax.OpCharClass}
		for _, f := range orbit {
			class.Rune = append(class.Rune, f, f)
		}
		if !e.addOperation(one, class) {
			return false
		}
	}
	return true
}

func isSlash(re *syntax.Regexp) bool {
	return re.Op == syntax.OpLiteral && len(re.Rune) == 1 && re.Rune[0] == '/'
}

// addOperation appends op on the characters that re stands for, if it stands
// for exactly one character.
func (e *Expr) addOperation(op operation, re *syntax.Regexp) bool {
	parts := flatten(nil, re)
	if len(parts) != 1 {
		return false
	}
	var s set
	switch part := parts[0]; {
	case part.Op == syntax.OpAnyChar:
		s = knownSet(anything)
	case part.Op == syntax.OpAnyCharNotNL:
		s = knownSet(notNewline)
	case part.Op == syntax.OpCharClass:
		s = part.Rune
	case part.Op == syntax.OpLiteral && len(part.Rune) == 1 && part.Flags&syntax.FoldCase == 0:
		s = set{part.Rune[0], part.Rune[0]}
	default:
		return false
	}
	for known := range knownSets {
		if slices.Equal(s, knownSet(known)) {
			e.tokens = append(e.tokens, wildcard(op, known))
			return true
		}
	}
	e.sets = append(e.sets, s)
	e.tokens = append(e.tokens, wildcard(op, knownSets+len(e.sets)-1))
	return true
}
