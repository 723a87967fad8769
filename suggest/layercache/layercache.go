package layercache

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/commands"
)

// Changes are what past commits changed, and what may change in the build that
// they are held against.
type Changes struct {
	// Commits has the paths that each commit changed, relative to the root of
	// the build context.
	Commits [][]string
	// Proposed are the ignore rules of the proposal.
	Proposed *ignore.Matcher
	// IgnoreFile is where the ignore file lies in the build context; empty for
	// elsewhere.
	IgnoreFile string
}

// A Step is a RUN that installs dependencies or builds, with how often the
// builder has to run it again because files have changed that are copied
// before it or mounted.
type Step struct {
	// Line is the first line of the RUN, counted from 1; Stage is the name of
	// its stage, or its index if it has no name.
	Line  int
	Stage string
	// Command is what it runs, on one line.
	Command string
	// Now is how many of the commits make the builder run it again, at least:
	// what a change does to files that are copied from another stage is not
	// known, so that it is left out.
	Now int
	// Proposed is how many of those would still do so under the proposed ignore
	// rules, at most. What is not known counts here, and so does a commit that
	// changes the Dockerfile or the ignore file.
	Proposed int
	// Needed is how many of Now changed something that the RUN works with, or
	// may work with; the others changed Busters alone. What is not known counts
	// here as it does in Proposed.
	Needed int
	// Manifests are the files that are all that a RUN works with that only
	// installs, as patterns below the root; none where that is not known, and
	// for any other. If no more were copied before it, Needed would take the
	// place of Now.
	Manifests []string
	// Busters are what the other commits changed, most often changed first.
	Busters []Buster
}

// A Buster is a file, a directory or a sort of files that a step does not work
// with, though a change makes the builder run the step again.
type Buster struct {
	// Path is a path below the root, with a slash at its end for a directory,
	// or a pattern that begins with "**/".
	Path string
	// Commits is how many commits changed it and nothing that is needed.
	Commits int
}

const (
	// fewCommits is how many commits say too little of what changes often.
	fewCommits = 10
	// maxBusters is how many busters a step has at most.
	maxBusters = 5
	// maxSteps is how many steps are looked at.
	maxSteps = 50
)

// Steps holds past commits against the RUN instructions of a build that
// take long. Those are left out of which it is not known what goes into them.
// Where head is nil contents are not looked at; otherwise it returns the first
// n bytes of a file, fewer if it is shorter, none if it cannot be read.
func Steps(p *predict.Prediction, head func(path string, n int) []byte, c Changes) []Step {
	if p.Needs == nil || len(c.Commits) < fewCommits {
		return nil
	}
	var out []Step
	build := project{p, head}
	var history *past
	for _, run := range p.Needs.Commands {
		line := commands.NewRun(run.Text)
		if !line.TakesLong() || len(out) == maxSteps {
			continue
		}
		before, known := build.layersBefore(run)
		if !known {
			continue
		}
		if history == nil {
			history = newPast(build, c)
		}
		step := Step{Line: run.Line, Stage: run.Stage, Command: strings.Join(strings.Fields(run.Text), " ")}
		if history.count(&step, line, before) {
			out = append(out, step)
		}
	}
	return out
}

// past is what commits changed, each path once.
type past struct {
	in        project
	c         Changes
	paths     []string
	commits   [][]int // numbers of paths
	excluded  memo    // under the rules in force
	spared    memo    // under those proposed
	unrelated *unrelated
}

func newPast(in project, c Changes) *past {
	p := &past{in: in, c: c, unrelated: newUnrelated(in, in.Needs)}
	numbers := make(map[string]int)
	for _, commit := range c.Commits {
		var list []int
		for _, name := range commit {
			n, known := numbers[name]
			if !known {
				n = len(p.paths)
				numbers[name] = n
				p.paths = append(p.paths, name)
			}
			list = append(list, n)
		}
		p.commits = append(p.commits, list)
	}
	p.excluded = p.memo(func(name string) bool { return in.Rules.Decide(name).Matched })
	p.spared = p.memo(func(name string) bool { return c.Proposed.Decide(name).Matched })
	return p
}

// count holds the commits against one step. It fails where BuildKit's client
// would fail over what the step asks for.
func (p *past) count(step *Step, line commands.Run, before layers) bool {
	directly, err := p.in.takingOf(before.direct)
	if err != nil {
		return false
	}
	indirectly, err := p.in.takingOf(before.through)
	if err != nil {
		return false
	}
	direct, through := p.memo(directly.has), p.memo(indirectly.has)
	names := p.unrelated.of(line, before.direct)
	if i := line.Installs(); i != nil {
		if step.Manifests = p.in.manifests(i, line, before); step.Manifests != nil {
			names = p.outside(i)
		}
	}
	groups := grouping{p.paths, names, make([]*string, len(p.paths))}
	changed := make(map[string]int)
	for _, commit := range p.commits {
		var now, proposed, needed bool
		for _, n := range commit {
			taken := direct.is(n)
			own := p.paths[n] == p.in.InContext || p.paths[n] == p.c.IgnoreFile
			now = now || taken && !p.excluded.is(n)
			proposed = proposed || own || (taken || through.is(n)) && !p.spared.is(n)
			needed = needed || own || through.is(n) && !p.excluded.is(n) || taken && !p.excluded.is(n) && groups.of(n) == ""
			if now && proposed && needed {
				break
			}
		}
		if !now {
			continue
		}
		step.Now++
		if proposed {
			step.Proposed++
		}
		if needed {
			step.Needed++
			continue
		}
		seen := make(map[string]bool)
		for _, n := range commit {
			if name := groups.of(n); name != "" && direct.is(n) && !p.excluded.is(n) && !seen[name] {
				seen[name] = true
				changed[name]++
			}
		}
	}
	step.Busters = most(changed)
	return true
}

// most are the busters that changed most often.
func most(changed map[string]int) []Buster {
	var out []Buster
	for name, n := range changed {
		out = append(out, Buster{name, n})
	}
	slices.SortFunc(out, func(a, b Buster) int {
		if a.Commits != b.Commits {
			return b.Commits - a.Commits
		}
		return strings.Compare(a.Path, b.Path)
	})
	return out[:min(len(out), maxBusters)]
}

// A memo asks a question about a path no more than once.
type memo struct {
	paths []string
	ask   func(string) bool
	known []uint8
}

func (p *past) memo(ask func(string) bool) memo {
	return memo{p.paths, ask, make([]uint8, len(p.paths))}
}

func (m *memo) is(n int) bool {
	const no, yes = 1, 2
	if m.known[n] == 0 {
		m.known[n] = no
		if m.ask(m.paths[n]) {
			m.known[n] = yes
		}
	}
	return m.known[n] == yes
}

// A grouping names what a path belongs to, no more than once for each.
type grouping struct {
	paths []string
	name  func(string) string
	known []*string
}

func (g *grouping) of(n int) string {
	if g.known[n] == nil {
		name := g.name(g.paths[n])
		g.known[n] = &name
	}
	return *g.known[n]
}
