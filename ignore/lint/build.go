package lint

import (
	"bytes"
	"iter"
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
)

// A Build is what an ignore file is for, as far as it is known.
type Build struct {
	// Dir is the build context as findings show it.
	Dir string
	// Dockerfile is the path of the Dockerfile as findings show it, Source what it
	// says; both are empty where there is none.
	Dockerfile string
	Source     []byte
	// Needs is what the Dockerfile asks for; nil where that is not known.
	Needs *needs.Set
	// Sent is what the builder takes for the Dockerfile.
	Sent *buildcontext.View
	// Told is what the builder does or says of what is there.
	Told []Told
	// Bare says that no ignore file is in force, so that findings about it as a whole are
	// placed in the Dockerfile.
	Bare bool
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// Vain is what exceptions have the builder's client look at for nothing; nil
	// where that is not worth a thought.
	Vain *Vain
	// Candidates are what should not be sent.
	Candidates []suggest.Candidate
	// Tracked reports whether git tracks a path, or anything below it; nil without git.
	Tracked func(path string) bool
	// Git is how what is sent stands to git; nil without git. AsksGit says what in
	// the build asks git for something, as a clause; empty for nothing.
	Git     *suggest.GitState
	AsksGit string
	// Steps are the commands that take long, with how often the last Commits made
	// the builder run them again; Early those that only install, before which more
	// is copied than they work with.
	Steps   []builds.Step
	Commits int
	Early   []builds.Early
	// Keeps reports whether another ignore file keeps all that a Dockerfile needs; nil
	// where that is not known.
	Keeps func(*ignore.File) bool
	// Head returns the first n bytes of a file of the build context; where it is nil
	// contents are not looked at.
	Head func(path string, n int) []byte
	// Place says what the directory is, where it is not that of a project: "the
	// home directory"; empty for any other.
	Place string
	// Others are what other builders make of the directory.
	Others []Other
}

// A Told is something that the builder does or says.
type Told struct {
	// Rule is the ID of the rule that explains it.
	Rule string
	// Severity replaces that of the rule, if it is another one.
	Severity *diag.Severity
	// Source is the source in the Dockerfile that it is about, or nil; By the line of
	// the ignore file to blame, or nil.
	Source *needs.Source
	By     *ignore.Rule
	// File is where it is where neither is known; empty for the ignore file.
	File string
	// Message is the sentence, Help what to do about it, if that is not always the
	// same.
	Message, Help string
}

// Vain is what exceptions have the builder's client look at for nothing.
type Vain struct {
	// Rules are the exceptions, Visited the number of entries.
	Rules   []*ignore.Rule
	Visited int
	// Literal are the lines that bring back the same and cost nothing, for each of
	// the Rules; nil where there are none.
	Literal [][]string
}

// An Other is what another builder makes of the same directory.
type Other struct {
	Builder ignore.Builder
	// Path is the ignore file that it reads, as findings show it; empty for none.
	Path string
	// Matcher holds its rules, View is what they leave.
	Matcher *ignore.Matcher
	View    *buildcontext.View
	// Under is what another text of that file would leave; nil where the builder
	// reads another file than the one that is looked at.
	Under func(*ignore.File) *buildcontext.View
}

// A place is a part of a file.
type place struct {
	file       string
	start, end int
}

// source is the place of a source in the Dockerfile: the words as they stand there, or
// the line where they are not found.
func (b *Build) source(s *needs.Source) place {
	lines := bytes.SplitAfter(b.Source, []byte("\n"))
	start := 0
	for _, line := range lines[:min(len(lines), s.Line-1)] {
		start += len(line)
	}
	at := start
	for n := s.Line; s.Pattern != "" && n <= s.EndLine && n <= len(lines); n++ {
		if found := wordIn(string(lines[n-1]), s.Pattern); found >= 0 {
			return place{b.Dockerfile, at + found, at + found + len(s.Pattern)}
		}
		at += len(lines[n-1])
	}
	return b.line(s.Line)
}

// line is the place of a line of the Dockerfile, white space at its ends apart.
func (b *Build) line(n int) place {
	start := 0
	for k, line := range bytes.SplitAfter(b.Source, []byte("\n")) {
		if k == n-1 {
			text := strings.TrimRight(string(line), " \t\r\n\\")
			indent := len(text) - len(strings.TrimLeft(text, " \t"))
			return place{b.Dockerfile, start + indent, start + len(text)}
		}
		start += len(line)
	}
	return place{file: b.Dockerfile}
}

// wordIn finds a word that stands between characters that separate words in an
// instruction; -1 if it is not there.
func wordIn(line, word string) int {
	const separators = " \t\r\n\"',=[]\\"
	for from := 0; ; {
		k := strings.Index(line[from:], word)
		if k < 0 {
			return -1
		}
		start, end := from+k, from+k+len(word)
		before := start > 0 && strings.ContainsRune(separators, rune(line[start-1]))
		after := end == len(line) || strings.ContainsRune(separators, rune(line[end]))
		if before && after {
			return start
		}
		from = start + 1
	}
}

// comments are those of the Dockerfile, each with the instruction below it. Blank lines
// and comments in the middle of an instruction mean nothing to the builder.
func (b *Build) comments() (out []commented) {
	start, first, last := 0, 0, 0 // those above the instruction at hand
	inside := false
	for line := range bytes.Lines(b.Source) {
		text := strings.TrimSpace(string(line))
		here := place{b.Dockerfile, start, start + len(line)}
		start += len(line)
		switch {
		case strings.HasPrefix(text, "#"):
			if !inside {
				out = append(out, commented{string(line), here, place{}})
			}
			continue
		case text == "":
			continue
		case !inside:
			first, last = last, len(out)
			for k := first; k < last; k++ {
				out[k].below = here
			}
		}
		for k := first; k < last; k++ {
			out[k].below.end = here.end
		}
		inside = strings.HasSuffix(text, "\\") || strings.HasSuffix(text, "`")
	}
	return out
}

// shown is a path of the build context as findings show it.
func (b *Build) shown(name string) string { return path.Join(b.Dir, name) }

// sent are the candidates of which something is sent: those of a category, or all.
func (p *Pass) sent(category suggest.Category) iter.Seq[*suggest.Candidate] {
	return func(yield func(*suggest.Candidate) bool) {
		if p.Build == nil || p.Build.Sent == nil {
			return
		}
		sums := p.Build.Sent.Sums()
		for k := range p.Build.Candidates {
			c := &p.Build.Candidates[k]
			if category != "" && c.Category != category {
				continue
			}
			if slices.ContainsFunc(c.Entries, func(i uint32) bool { return sums.At(i).Files > 0 }) && !yield(c) {
				return
			}
		}
	}
}
