package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/commands"
)

// foreign reports whether a stage that takes an entry along plainly has no use
// for the dependencies of another language. It is one of two: a stage that only
// copies and runs nothing, or one that runs nothing but the compiler of another
// language and what needs no file of the build context, and of which others
// take only what lies elsewhere.
func (r *Builds) foreign(s *stage, i uint32) bool {
	if s.starts || len(s.users) > 0 {
		return false
	}
	if s.base == "scratch" && len(s.lines) == 0 && len(s.from) == 0 && !r.fetched(s) {
		return true
	}
	root := s
	for at := s; at != nil; at = at.parent {
		if at.starts || slices.ContainsFunc(at.lines, func(line runLine) bool { return !line.IsPlain() }) {
			return false
		}
		root = at
	}
	return !s.last && r.selective(s, root.base, i) && !r.embeds(i)
}

// plans reports whether a stage only prepares what another one builds, with
// what tools make out of sources alone: cargo does nothing with what it built
// before.
func (r *Builds) plans(s *stage, tool string, i uint32) bool {
	for at := s; at != nil; at = at.parent {
		for _, line := range at.lines {
			for _, command := range line.Commands {
				words := strings.Fields(command)
				if program := path.Base(words[0]); !commands.Prunes(words) && commands.Compiles(program) && program != tool {
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
		return slices.ContainsFunc(line.Commands, func(command string) bool { return commands.Prunes(strings.Fields(command)) })
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
	return commands.Overlap(taken, dest)
}
