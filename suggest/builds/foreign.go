package builds

import (
	"path"
	"slices"
	"strings"
)

// foreign reports whether a stage that takes an entry along plainly has no use
// for the dependencies of another language. It is one of two: a stage that
// Holds nothing but copies and runs nothing, or one that runs nothing but the
// compiler of another language and what needs no file of the build context, and of
// which others take only what lies elsewhere.
func (r *Builds) foreign(s *stage, i uint32) bool {
	if s.starts || len(s.users) > 0 {
		return false
	}
	if s.base == "scratch" && len(s.lines) == 0 && len(s.from) == 0 && !r.fetched(s) {
		return true
	}
	root := s
	for at := s; at != nil; at = at.parent {
		if at.starts || slices.ContainsFunc(at.lines, func(line runLine) bool { return !line.plain() }) {
			return false
		}
		root = at
	}
	return !s.last && r.selective(s, root.base, i) && !r.embeds(i)
}

// plain reports whether all commands of a RUN are plain.
func (line *runLine) plain() bool {
	return !slices.ContainsFunc(line.commands, func(c string) bool { return !plain(c) })
}

// compiling are the subcommands that compile and run nothing else.
var compiling = map[string][]string{
	"go":    {"build", "install", "mod", "vet", "get", "env", "version", "list", "clean", "fmt"},
	"cargo": {"build", "install", "fetch", "check", "clippy", "chef", "update", "vendor", "fmt", "clean"},
}

// plainly are commands that need no file of the build context, or do nothing
// with those that they are not told of.
var plainly = map[string]bool{
	"mkdir": true, "rm": true, "ls": true, "cd": true, "echo": true, "chmod": true, "touch": true, "test": true, "[": true,
	"curl": true, "wget": true, "printf": true, "set": true, "export": true, "true": true, "adduser": true, "addgroup": true,
	"useradd": true, "groupadd": true, "update-ca-certificates": true, "rustup": true, "git": true, "uname": true, "date": true,
	"strip": true, "upx": true,
}

// plain reports whether a command is known to use no dependencies of another
// language. Pieces of a command that stood in quotes are flags or values.
func plain(command string) bool {
	words := strings.Fields(command)
	for len(words) > 0 && strings.Contains(words[0], "=") {
		words = words[1:]
	}
	if len(words) == 0 || words[0][0] == '-' || installs(strings.Join(words, " ")) {
		return true
	}
	if prunes(words) || installsTool(words) {
		return true
	}
	program := path.Base(words[0])
	if subcommands, ok := compiling[program]; ok {
		return len(words) > 1 && slices.Contains(subcommands, words[1])
	}
	return plainly[program]
}

// prunes reports whether a command copies sources of a workspace, and nothing that git
// ignores (turbo prune).
func prunes(words []string) bool {
	at := slices.Index(words, "turbo")
	return at >= 0 && at < len(words)-1 && words[at+1] == "prune"
}

// installsTool reports whether a command installs a tool for all projects.
func installsTool(words []string) bool {
	switch words[0] {
	case "corepack":
		return true
	case "npm", "pnpm", "yarn":
		return slices.Contains(words, "-g") || slices.Contains(words, "--global") || slices.Contains(words, "global")
	}
	return false
}

// plans reports whether a stage only prepares what another one builds, with what tools
// make out of sources alone: cargo does nothing with what it built before.
func (r *Builds) plans(s *stage, tool string, i uint32) bool {
	for at := s; at != nil; at = at.parent {
		for _, line := range at.lines {
			for _, command := range line.commands {
				words := strings.Fields(command)
				if program := path.Base(words[0]); !prunes(words) && compiling[program] != nil && program != tool {
					return false
				}
			}
		}
	}
	return r.foreign(s, i) && (tool == "cargo" || s.prunes())
}

// prunes reports whether a RUN of the stage prunes a workspace.
func (s *stage) prunes() bool {
	return slices.ContainsFunc(s.lines, func(line runLine) bool {
		return slices.ContainsFunc(line.commands, func(command string) bool { return prunes(strings.Fields(command)) })
	})
}

// selective reports whether other stages take from a stage on some image, and
// nothing that holds the entry.
func (r *Builds) selective(s *stage, base string, i uint32) bool {
	some := false
	for _, other := range r.stages {
		for _, f := range other.from {
			if f.from != s {
				continue
			}
			if some = true; f.path == "" {
				return false
			}
			for k := range s.takes {
				if s.takes[k].has(r.tree, i) && s.takes[k].reaches(f.path, r.tree.Path(i), base) {
					return false
				}
			}
		}
	}
	return some
}

// reaches reports whether a path in the stage may hold an entry, or be part of
// it. Where the place of the entry is not known exactly any path does that
// leads to where it may lie.
func (k *take) reaches(taken, entry, base string) bool {
	dest := k.dest
	if dest == "" && base == "golang" {
		dest = "/go" // the working directory of the image
	}
	switch {
	case k.mount:
		return false // is gone when the RUN has ended
	case dest == "":
		return true
	case k.exact:
		dest = path.Join(dest, entry)
	}
	return overlap(taken, dest)
}

// overlap reports whether one of two paths, of which the first may be a
// pattern, can lie in the other one.
func overlap(pattern, name string) bool {
	p, n := components(pattern), components(name)
	for k := range min(len(p), len(n)) {
		if ok, err := path.Match(p[k], n[k]); !ok && err == nil && p[k] != n[k] {
			return false
		}
	}
	return true
}

// components are the names in a path.
func components(name string) []string {
	return strings.FieldsFunc(name, func(c rune) bool { return c == '/' })
}
