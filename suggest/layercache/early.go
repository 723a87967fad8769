package layercache

import (
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/suggest/commands"
)

// An EarlyCopy is a copy of the whole build context before a RUN that only
// installs what manifests name: a change of any file has the builder install
// all of it again.
type EarlyCopy struct {
	// Source is what copies the build context.
	Source needs.Source
	// Line is the first line of the RUN, counted from 1; Command is what it
	// runs, on one line.
	Line    int
	Command string
	// Manifests are the files that are all that the RUN works with, as patterns
	// below the root.
	Manifests []string
}

// EarlyCopies finds copies of the whole build context in the stage of a RUN,
// before the RUN, where the build context holds more than the manifests. Those
// are left out of which it is not known what goes into them. Of several copies
// before a RUN it is the last.
func EarlyCopies(p *predict.Prediction, head func(path string, n int) []byte) []EarlyCopy {
	var out []EarlyCopy
	build, set := project{p, head}, p.Needs
	for _, run := range set.Commands {
		line := commands.NewRun(run.Text)
		i := line.Installs()
		if i == nil || len(out) == maxSteps {
			continue
		}
		var whole *needs.Source
		for k := range set.Sources {
			if s := &set.Sources[k]; s.StageIndex == run.StageIndex && s.Line < run.Line && s.Whole && s.Context == "" && !s.Mount && !s.Unused {
				whole = s
			}
		}
		before, known := build.layersBefore(run)
		if whole == nil || !known {
			continue
		}
		manifests := build.manifests(i, line, before)
		if len(manifests) == 0 || p.Eligible.Totals.Files <= len(manifests) {
			continue
		}
		out = append(out, EarlyCopy{Source: *whole, Line: run.Line, Command: strings.Join(strings.Fields(run.Text), " "), Manifests: manifests})
	}
	return out
}
