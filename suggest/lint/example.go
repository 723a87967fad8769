package lint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// An Example is an ignore file in a directory.
type Example struct {
	// Ignore is the ignore file; where Times is not zero, it stands in it so
	// often.
	Ignore string
	Times  int
	// Files are paths that are there, with spaces between them; a slash at the
	// end makes an empty directory, "->" before a path a link to it, "=" before
	// a word a file that holds it, "*" before a number so many files of such a
	// name, and "!" at the end a file or directory that nobody may read, "@" a
	// socket. Without any the directory is not looked at.
	Files string
	// Dockerfile is what is built; empty where that does not matter.
	Dockerfile string
	// Target is the stage that is to be built; empty for the last.
	Target string
	// Git says that the directory is a repository, in which all is tracked that
	// .gitignore does not name; Ignored are the lines of that, with spaces
	// between. Commits more are there, each of which changes the file Changed.
	// Worktree says that what is looked at is another working tree of the
	// repository.
	Git      bool
	Ignored  string
	Commits  int
	Changed  string
	Worktree bool
	// Home says that the directory is that of the user.
	Home bool
	// All says that all builders are asked.
	All bool
	// Fixed is the ignore file after the first fix of each finding; empty where
	// there is none on offer.
	Fixed string
}

// text is the ignore file.
func (e Example) text() string { return strings.Repeat(e.Ignore, max(1, e.Times)) }

// A File is one path of an [Example].
type File struct {
	// Path ends with a slash for an empty directory.
	Path string
	// Link is what it leads to; empty for what is no link.
	Link string
	// Content is what it holds.
	Content string
	// Closed says that nobody may read it, Socket that it is a socket.
	Closed, Socket bool
}

// Tree are the paths that are there, the ignore file and the Dockerfile among
// them.
func (e Example) Tree() []File {
	var out []File
	for word := range strings.FieldsSeq(e.Files) {
		name, closed := strings.CutSuffix(word, "!")
		f := File{Path: name, Closed: closed, Content: strings.Repeat("x", 100)}
		if path, link, ok := strings.Cut(name, "->"); ok {
			f = File{Path: path, Link: link}
		} else if path, ok := strings.CutSuffix(name, "@"); ok {
			f = File{Path: path, Socket: true}
		} else if path, content, ok := strings.Cut(name, "="); ok {
			f = File{Path: path, Content: content}
		} else if path, times, ok := strings.Cut(name, "*"); ok {
			n, _ := strconv.Atoi(times)
			for k := range n {
				f.Path = fmt.Sprint(path, k)
				out = append(out, f)
			}
			continue
		}
		out = append(out, f)
	}
	if e.Ignore != "" {
		out = append(out, File{Path: ignore.Dockerignore, Content: e.text()})
	}
	if e.Dockerfile != "" {
		out = append(out, File{Path: "Dockerfile", Content: e.Dockerfile})
	}
	if e.Ignored != "" {
		out = append(out, File{Path: ".gitignore", Content: strings.ReplaceAll(e.Ignored, " ", "\n") + "\n"})
	}
	return out
}

// alone reports whether an example needs no more than an ignore file and a
// tree.
func (e Example) alone() bool {
	odd := slices.ContainsFunc(e.Tree(), func(f File) bool { return f.Closed || f.Socket || f.Path == "Dockerfile/" })
	return e.Dockerfile == "" && !e.Git && !e.Home && !e.All && !odd
}
