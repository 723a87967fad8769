package main_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dustin/go-humanize"
	"github.com/rogpeppe/go-internal/txtar"
)

// A project is a directory as people have it, and what a proposal for it has to do. It is an archive whose comment
// says what the project is and, below a blank line, has directives:
//
//	args WORD...                    flags for buildctx; the path behind -f is one in the project
//	tracked SIZE [COUNT] PATH...    makes files that are committed
//	litter [SIZE [COUNT]] PATH...   nobody needs it: the proposal keeps it out
//	needed [SIZE [COUNT]] PATH...   the build needs it: the proposal leaves it
//	review [SIZE [COUNT]] PATH...   a person has to look: proposed at level review, and left at level safe
//	lines N                         the proposal has N lines at most
//	gap DIRECTIVE                   it does not hold today; once it does, the gap is to be removed
//
// A SIZE makes COUNT files of together that size for each path, after the commit; each "*" of the path becomes a word.
// Without a SIZE the path is that of files that are there, or of a directory. All files of the archive are committed
// that .gitignore leaves and no litter names. The directory .git is litter unless a directive names it.
//
// The file below want/ is the ignore file that is expected at level safe; without one, nothing is proposed.
//
// The other things that hold for every project can be gaps, too: "gap again" (a second run proposes nothing),
// "gap back PATTERN" (a line that was removed comes back, or what has its effect) and "gap unsaid PATH" (a tracked file
// is lost without a word).
type project struct {
	file       string
	archive    *txtar.Archive
	args       []string
	directives []*directive
	lines      int
	gaps       map[string]bool // by the key of what fails
}

// A directive says something of paths of a project.
type directive struct {
	verb  string
	size  int64 // in bytes, of all files of a path together; 0 where none are made
	count int   // of files for each path
	paths []string
}

// wanted is the folder of an archive that holds what is expected.
const wanted = "want/"

func readProject(t *testing.T, file string) *project {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &project{file: file, archive: archive, lines: -1, gaps: make(map[string]bool)}
	title, directives, _ := strings.Cut(string(archive.Comment), "\n\n")
	if strings.TrimSpace(title) == "" {
		t.Fatalf("%s does not say what the project is", file)
	}
	lines := bufio.NewScanner(strings.NewReader(directives))
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		gap := words[0] == "gap"
		if gap {
			words = words[1:]
		}
		if err := p.add(words, gap); err != nil {
			t.Fatalf("%s: %q: %v", file, lines.Text(), err)
		}
	}
	git := func(d *directive) bool { return slices.Contains(d.paths, ".git") }
	if !slices.ContainsFunc(p.directives, git) {
		p.directives = append(p.directives, &directive{verb: "litter", paths: []string{".git"}})
	}
	return p
}

// add reads a directive.
func (p *project) add(words []string, gap bool) error {
	if len(words) == 0 {
		return fmt.Errorf("no directive")
	}
	verb, rest := words[0], words[1:]
	switch verb {
	case "again", "back", "unsaid":
		if !gap {
			return fmt.Errorf("it holds for every project")
		}
		p.gaps[strings.Join(words, " ")] = true
		return nil
	case "args":
		p.args = append(p.args, rest...)
		return nil
	case "lines":
		if len(rest) != 1 {
			return fmt.Errorf("want one number")
		}
		n, err := strconv.Atoi(rest[0])
		p.lines = n
		if gap {
			p.gaps["lines"] = true
		}
		return err
	case "tracked", "litter", "needed", "review":
	default:
		return fmt.Errorf("no such directive")
	}
	d := &directive{verb: verb, count: 1}
	if len(rest) > 0 && rest[0][0] >= '0' && rest[0][0] <= '9' {
		size, err := humanize.ParseBytes(rest[0])
		if err != nil {
			return err
		}
		d.size, rest = int64(size), rest[1:]
		if len(rest) > 0 {
			if n, err := strconv.Atoi(rest[0]); err == nil {
				d.count, rest = n, rest[1:]
			}
		}
	}
	if d.paths = rest; len(rest) == 0 {
		return fmt.Errorf("no path")
	}
	p.directives = append(p.directives, d)
	if gap {
		for _, pattern := range d.paths {
			p.gaps[verb+" "+pattern] = true
		}
	}
	return nil
}

// write writes the files of the archive that f takes.
func (p *project) write(t *testing.T, dir string, f func(name string) bool) {
	t.Helper()
	for _, file := range p.archive.Files {
		if !strings.HasPrefix(file.Name, wanted) && f(file.Name) {
			writeFile(t, filepath.Join(dir, file.Name), file.Data)
		}
	}
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// untracked reports whether a file of the archive is litter, which nobody commits.
func (p *project) untracked(name string) bool {
	return slices.ContainsFunc(p.directives, func(d *directive) bool {
		return d.verb == "litter" && slices.ContainsFunc(d.paths, func(pattern string) bool { return covers(pattern, name) })
	})
}

// make makes the files of the directives that are tracked, or of all others.
func (p *project) make(t *testing.T, dir string, tracked bool) {
	t.Helper()
	for _, d := range p.directives {
		if d.size == 0 || (d.verb == "tracked") != tracked {
			continue
		}
		for _, pattern := range d.paths {
			for n := range d.count {
				name := filepath.Join(dir, example(pattern, n))
				writeFile(t, name, nil)
				if err := os.Truncate(name, max(1, d.size/int64(d.count))); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// example is the nth name that a pattern stands for.
func example(pattern string, n int) string {
	words := []string{"core", "utils", "common", "parser", "client", "server", "router", "schema", "render", "stream", "events", "types", "config"}
	stars := strings.Count(pattern, "*")
	for k := range stars {
		word := words[n%len(words)]
		if n /= len(words); k == stars-1 && n > 0 { // the last star makes it unique
			word += strconv.Itoa(n)
		}
		pattern = strings.Replace(pattern, "*", word, 1)
	}
	return pattern
}

// covers reports whether a pattern stands for a path or a directory above it.
func covers(pattern, name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if ok, err := path.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// expected is the ignore file that is wanted; nil where none is.
func (p *project) expected() []byte {
	for _, file := range p.archive.Files {
		if strings.HasPrefix(file.Name, wanted) {
			return file.Data
		}
	}
	return nil
}

// rewrite puts another expectation into the archive: a file and its content, or none.
func (p *project) rewrite(t *testing.T, name string, data []byte) {
	t.Helper()
	p.archive.Files = slices.DeleteFunc(p.archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, wanted) })
	if data != nil {
		p.archive.Files = append(p.archive.Files, txtar.File{Name: wanted + name, Data: data})
	}
	old, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	if text := txtar.Format(p.archive); !bytes.Equal(text, old) {
		writeFile(t, p.file, text)
	}
}
