//go:build unix

package main_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/cli"
)

var hostileRounds = flag.Int("hostile", 6, "how many trees of hostile names are made")

// hostileParts are what names, and lines of files, are made of: each means something to a terminal, to a CI system, to
// one of the formats or to somebody who reads patterns.
var hostileParts = []string{
	"\x1b[2J", "\x1b]0;x\a", "\a", "\b", "\t", "\n", "\r", "\v", "\x7f", "\u0085", "\u009b31m", "\u00a0", "\u00ad", "\u034f",
	"\u200b", "\u200d", "\u2028", "\u202e", "\u2066", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\ufffd", "\ufffe", "\U000e0041", "\xff", "\xc3", "\xed\xa0\x80",
	"::", "::error::", "::stop-commands::x", "::warning file=a,line=1::x", "##[", "##[error]", "##[group]x", "##vso[task.x]", "##teamcity[x]", "#", "::x::y",
	"[x](https:%2f%2fevil.example)", "[", "](", "]", "(", ")", "(copy)", "{0}", "{", "}", "${HOME}", "$(id)", "`id`", "|", "<b>", "&amp;", "*", "?", "!", "**",
	"%0A", "%", "%25", "\"", "'", "\\", "\\n", " ", "  ", "-", "--", "-f", "=", ":", ";", ",", "~", "^", "+", "@", "a", "b.c", "é", "漢", "z",
}

// A hostileTree is a build context of a stranger's.
type hostileTree struct {
	seed       int
	random     *rand.Rand
	dir        string // relative, with a hostile name itself
	names      []string
	dockerfile string
	ignore     []byte
	known      map[string]bool // all paths
}

// name is a name that no file of the tree has, of one or more parts.
func (h *hostileTree) name() string {
	for {
		var name strings.Builder
		for range 1 + h.random.IntN(4) {
			name.WriteString(hostileParts[h.random.IntN(len(hostileParts))])
		}
		text := strings.ReplaceAll(name.String(), "/", "")
		if text != "" && text != "." && text != ".." && len(text) < 200 && !slices.Contains(h.names, text) {
			h.names = append(h.names, text)
			return text
		}
	}
}

// file makes a file, if the file system takes the name.
func (h *hostileTree) file(path, content string) string {
	full := filepath.Join(h.dir, path)
	if os.MkdirAll(filepath.Dir(full), 0o755) != nil || os.WriteFile(full, []byte(content), 0o644) != nil {
		return ""
	}
	return path
}

// newHostileTree makes a tree in the current directory: litter that is worth a proposal, secrets, links, and files that
// the Dockerfile names, all called what the seed makes of it.
func newHostileTree(t *testing.T, seed int) *hostileTree {
	t.Helper()
	h := &hostileTree{seed: seed, random: rand.New(rand.NewPCG(uint64(seed), 0)), known: make(map[string]bool)}
	h.dir = "context"
	for seed%2 == 1 && h.dir == "context" || os.Mkdir(h.dir, 0o755) != nil {
		h.dir = h.name()
	}
	dir := h.name()
	var sources []string
	for k := range 12 {
		sources = append(sources, h.file(h.name(), strings.Repeat("x", k*3000)), h.file(dir+"/"+h.name(), "x"))
	}
	sources = slices.DeleteFunc(sources, func(s string) bool { return s == "" })
	for range 3 {
		h.file(".env."+h.name(), "A=1\n")
		h.file(h.name()+".log", strings.Repeat("x", 30000))
		h.file(dir+"/"+h.name()+".pem", "-----BEGIN PRIVATE KEY-----\n")
		os.Symlink(h.name(), filepath.Join(h.dir, h.name()))
	}
	h.file(dir+"/package.json", "{}")
	h.file(dir+"/node_modules/"+h.name()+"/index.js", strings.Repeat("x", 300000))
	h.file("package.json", "{}")
	h.dockerfile = "Dockerfile"
	if own := h.name(); h.random.IntN(2) == 0 && h.file(own, "") != "" {
		h.dockerfile = own
	}
	h.file(h.dockerfile, h.build(sources))
	h.file(".gitignore", strings.Join(h.lines(6), "\n")+"\n*.log\n")
	h.ignore = []byte(strings.Join(h.lines(8), "\n") + "\nnode_modules\n::warning::from the ignore file\n")
	h.file(".dockerignore", string(h.ignore))
	h.file("compose.yaml", fmt.Sprintf("services:\n  %q:\n    build: {dockerfile: %q}\n", strings.ToValidUTF8(h.name(), "?"), strings.ToValidUTF8(h.dockerfile, "?")))
	filepath.WalkDir(h.dir, func(path string, _ os.DirEntry, err error) error {
		if rel, relErr := filepath.Rel(h.dir, path); err == nil && relErr == nil && rel != "." {
			h.known[rel] = true
		}
		return nil
	})
	if h.random.IntN(2) == 0 {
		git := exec.Command("git", "init", "-q", h.dir)
		if strings.HasPrefix(h.dir, "-") {
			git = exec.Command("git", "init", "-q", "./"+h.dir)
		}
		git.Run()
	}
	return h
}

// build is a Dockerfile that names some files, one that is not there, stages and arguments.
func (h *hostileTree) build(sources []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "ARG NAME=%s\nFROM scratch AS first\nLABEL x=%q\n", strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, h.name()), h.name())
	if h.random.IntN(3) == 0 {
		sources = append(sources, h.name())
	}
	for _, source := range sources[:min(len(sources), 6)] {
		words, _ := json.Marshal([]string{source, "/"})
		fmt.Fprintf(&b, "COPY %s\n", words)
	}
	fmt.Fprintf(&b, "RUN [\"echo\", %q]\n", h.name())
	fmt.Fprintf(&b, "FROM scratch\nARG NAME\nCOPY --from=first / /\nCOPY $NAME* /x/\nADD . /all/\n")
	return b.String()
}

// lines are lines of an ignore file: names as they are, with a star, or brought back. Two trees of three have none that
// a builder refuses.
func (h *hostileTree) lines(count int) []string {
	var out []string
	for len(out) < count {
		line := []string{"", "!", "**/", "# ", " "}[h.random.IntN(5)] + h.names[h.random.IntN(len(h.names))] + []string{"", "*", "/", " # x"}[h.random.IntN(4)]
		if len(h.names)%3 == 0 || !strings.ContainsAny(line, "[\\\x00") && utf8.ValidString(line) && !strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			out = append(out, line)
		}
	}
	return out
}

// A hostileRun is a command line; how its output is to be read depends on the format.
type hostileRun struct {
	command, format string
	args            []string
	in              string
	out, err        string
	status          int
}

func (r *hostileRun) run() {
	var out, errs bytes.Buffer
	r.status = cli.Main(append([]string{r.command}, r.args...), cli.Streams{In: strings.NewReader(r.in), Out: &out, Err: &errs, Terminal: r.format == "terminal"})
	r.out, r.err = out.String(), errs.String()
}

func (r *hostileRun) String() string { return fmt.Sprintf("%s %q", r.command, r.args) }

// runs are all commands in all formats, for the tree, and with mistakes of all kinds in the command line.
func (h *hostileTree) runs() (out []*hostileRun) {
	var names []string
	for path := range maps.Keys(h.known) {
		names = append(names, path)
	}
	slices.Sort(names)
	add := func(command, format string, args ...string) {
		out = append(out, &hostileRun{command: command, format: format, args: args, in: strings.Repeat("s\ny\n", 100)})
	}
	build := []string{"--", h.dir}
	if h.dockerfile != "Dockerfile" {
		build = append([]string{"--file=" + filepath.Join(h.dir, h.dockerfile)}, build...)
	}
	on := func(flags ...string) []string { return append(flags, build...) }
	b := "--builder=" + []string{"buildkit", "classic", "buildah"}[h.seed%3]
	add("analyze", "text", on(b, "--build-arg=NAME="+h.name(), "--target=first")...)
	add("analyze", "json", on(b, "--format=json")...)
	add("check", "text", on(b, "--max-size=1kB", "--max-file-size=1kB", "--max-files=1")...)
	add("check", "json", on(b, "--format=json", "--max-size=1kB", "--max-file-size=1kB")...)
	add("ls", "text", on(b)...)
	add("ls", "text", on(b, "-l", "--eligible")...)
	add("ls", "text", on(b, "--excluded")...)
	add("ls", "ndjson", on(b, "--eligible", "--format=ndjson")...)
	add("ls", "make", on(b, "--eligible", "--format=make")...)
	add("ls", "zero", on(b, "--eligible", "-0")...)
	add("explain", "text", append([]string{b, "-C", h.dir, "--"}, names...)...)
	add("explain", "quiet", append([]string{b, "-q", "-C", h.dir, "--", h.name()}, names...)...)
	add("explain", "json", append([]string{b, "--format=json", "-C", h.dir, "--"}, names...)...)
	for _, mode := range []string{"--mode=deny", "--mode=allow"} {
		add("suggest", "text", on(b, mode, "--level=review")...)
		add("suggest", "json", on(b, mode, "--format=json")...)
		add("suggest", "print", on(b, mode, "--print")...)
		add("suggest", "terminal", on(b, mode, "--print")...)
		add("suggest", "write", on(b, mode, "--level=review", "--write")...)
	}
	add("suggest", "text", on(b, "--tidy", "--color=always")...)
	add("suggest", "write", on(b, "--interactive")...)
	for _, format := range []string{"text", "lines", "github", "sarif", "json"} {
		add("lint", format, on(b, "--format="+format)...)
	}
	add("lint", "text", on(b, "--unsafe-fixes", "--diff")...)
	add("lint", "fix", on(b, "--fix")...)
	add("lint", "fix", on(b, "--unsafe-fixes")...)
	add("verify", "text", on(b)...)
	add("verify", "text", on(b, "--redact")...)
	for _, command := range []string{"analyze", "check", "ls", "explain", "suggest", "lint", "verify", "rules", "version", h.name()} {
		add(command, "mistake", "--", h.name(), h.name())
		for _, flag := range []string{"file", "builder", "target", "platform", "build-arg", "build-context", "ignore-file", "format", "color", "config", "max-size", h.name()} {
			add(command, "mistake", "--"+flag+"="+h.name(), "--", h.dir)
		}
	}
	return out
}
