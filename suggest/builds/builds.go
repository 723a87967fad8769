package builds

import (
	"fmt"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/commands"
)

// Builds are the builds of all Dockerfiles that share a build context. Entries
// are those of its Tree. What costs reading is worked out when it is first
// asked for, so that no two goroutines may ask at a time.
type Builds struct {
	tree   *buildcontext.Tree
	head   func(path string, n int) []byte
	lines  []runLine // of all stages
	stages []*stage
	named  commands.Paths // by RUN
	used   commands.Paths // by CMD, ENTRYPOINT, HEALTHCHECK, ENV and ARG
	texts  []string
	starts []string   // what containers start: CMD, ENTRYPOINT, HEALTHCHECK
	files  []readFile // that the build reads, once they were asked for
	seen   *looked    // at files, once it was asked for

	asked      map[string]bool   // names of entries that may be asked for, and of what holds them; nil for any
	scriptRefs *references       // what files says, once it was asked for
	sourceRefs *references       // what sources say, likewise
	links      map[uint32]uint32 // likewise
	locked     map[uint32]uint32 // likewise
	embedded   *embeddings       // once it was asked for
	asks       *GitUse           // what asks git, once it was looked for
}

// A runLine is a RUN.
type runLine struct {
	commands.Run
	where   string   // "Dockerfile:7"
	dirs    []uint32 // of the build context, where it works; none for its root
	outside bool     // it goes to where nothing of the build context lies
}

// New takes what the Dockerfiles ask for and run. It reads nothing before it is
// asked.
func New(in Input) *Builds {
	r := &Builds{tree: in.Tree, head: in.Head}
	r.named.Roots = rootsOf(in)
	r.used.Roots = r.named.Roots
	for _, need := range in.Needs {
		if need.Set == nil {
			continue
		}
		first := len(r.stages)
		r.addStages(in.Tree, need.Dockerfile, need.Set)
		for _, c := range need.Set.Commands {
			line := runLine{Run: commands.NewRun(c.Text), where: fmt.Sprintf("%s:%d", need.Dockerfile, c.Line)}
			at := r.stage(first, c.StageIndex)
			if at != nil {
				line.dirs, line.outside = at.workdirs(in.Tree, c.Dir), at.outside(in.Tree, line.Text, c.Dir)
				at.lines = append(at.lines, line)
			}
			r.add(line)
		}
		for _, m := range need.Set.Mentions {
			r.used.Add(fmt.Sprintf("%s:%d %s", need.Dockerfile, m.Line, m.Instruction), m.Text)
			r.texts = append(r.texts, m.Text)
			switch m.Instruction {
			case "ENV", "ARG":
			case "COPY", "ADD": // a here-document may be a script
				r.starts = append(r.starts, m.Text)
			default:
				r.starts = append(r.starts, m.Text)
				if at := r.stage(first, m.StageIndex); at != nil {
					at.starts, at.start = true, at.start+"\n"+m.Text
				}
			}
		}
	}
	return r
}

// rootsOf are where the stages have the whole build context, but for the root
// of the image.
func rootsOf(in Input) []string {
	var out []string
	for _, need := range in.Needs {
		if need.Set == nil {
			continue
		}
		for _, s := range need.Set.Sources {
			if s.Context == "" && s.Whole && s.Unknown == "" && len(s.Dest) > 1 && !slices.Contains(out, s.Dest) {
				out = append(out, s.Dest)
			}
		}
	}
	return out
}

func (r *Builds) add(line runLine) {
	r.lines = append(r.lines, line)
	r.named.Add(line.where, line.Text)
	r.texts = append(r.texts, line.Text)
}

// MentionedBy says which instruction names an entry, RUN before the others: a
// directory by its path or by that of something below it, a file by its name.
func (r *Builds) MentionedBy(i uint32) string {
	if by := r.named.Where(r.tree, i); by != "" {
		return by
	}
	return r.used.Where(r.tree, i)
}

// MentionedWithParents says which instruction names the entry or a directory
// above it.
func (r *Builds) MentionedWithParents(i uint32) string {
	if by := r.MentionedBy(i); by != "" || r.IsNone() {
		return by
	}
	for at := r.tree.Parent(i); at != 0; at = r.tree.Parent(at) {
		where := r.tree.Path(at)
		if by := r.named.Whole(where); by != "" {
			return by
		}
		if by := r.used.Whole(where); by != "" {
			return by
		}
	}
	return ""
}

// ExpectNames says for which names it will be asked, so that nothing else that
// files say has to be kept. Without it they are kept for any.
func (r *Builds) ExpectNames(names map[string]bool) {
	r.asked, r.scriptRefs, r.sourceRefs = names, nil, nil
}

// None knows of no build, and answers no question with yes.
func None() *Builds { return &Builds{} }

// IsNone reports whether no build is known at all.
func (r *Builds) IsNone() bool { return r.tree == nil }

// RunsAny reports whether there is any RUN.
func (r *Builds) RunsAny() bool { return len(r.lines) > 0 }

// AnyMentions reports whether an instruction has a text.
func (r *Builds) AnyMentions(text string) bool {
	for _, t := range r.texts {
		if strings.Contains(t, text) {
			return true
		}
	}
	return false
}
