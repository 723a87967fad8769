package needs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/util/suggest"
)

const scratch = "scratch"

// addStages makes a state of every stage (dockerfile2llb/convert.go,
// buildDispatchStates).
func (e *evaluation) addStages() {
	for i, s := range e.stages {
		d := &state{index: i, stage: s, name: s.Name, from: s.BaseName, line: s.line, end: s.end, platform: e.platform}
		base := expand(e.lex, s.BaseName, e.global)
		switch {
		case base.err != nil:
			e.refuse(s.line, base.err)
		case base.text == "":
			e.refuse(s.line, fmt.Errorf("base name (%s) should not be blank", s.BaseName))
		}
		d.baseName = base.text
		if s.Platform != "" {
			e.stagePlatform(d)
		}
		var context *namedContext
		if s.Name != "" {
			var err error
			if context, err = e.contexts.find(s.Name, d.platform); err != nil {
				e.refuse(s.line, err)
			}
		}
		e.addState(d)
		if context != nil {
			d.context, d.replaced, d.base = context, true, nil
		}
	}
}

// stagePlatform evaluates FROM --platform.
func (e *evaluation) stagePlatform(d *state) {
	x := expand(e.lex, d.stage.Platform, e.global)
	if x.err != nil {
		e.refuse(d.line, fmt.Errorf("failed to process arguments for platform %s: %w", x.text, x.err))
		return
	}
	if x.text == "" {
		e.refuse(d.line, fmt.Errorf("empty platform value from expression %s", d.stage.Platform))
		return
	}
	p, err := parsePlatform(x.text)
	if err != nil {
		e.refuse(d.line, fmt.Errorf("failed to parse platform %s: %w", d.stage.Platform, err))
		return
	}
	d.platform = p
}

// addState registers a state. FROM finds only stages above, and by their name
// in lower case; the names in --from are lowered first (convert.go, addState
// and findStateByName).
func (e *evaluation) addState(d *state) {
	d.number = len(e.states)
	e.states = append(e.states, d)
	d.base = e.byName[d.baseName]
	if d.name != "" {
		e.byName[d.name] = d
	}
}

// roots returns the states to be built.
func (e *evaluation) roots() []*state {
	if e.options.AllStages {
		return slices.Clone(e.states)
	}
	if e.options.Target == "" {
		return e.states[len(e.states)-1:]
	}
	if d, ok := e.byName[strings.ToLower(e.options.Target)]; ok {
		return []*state{d}
	}
	var names []string
	for _, d := range e.states {
		names = append(names, d.stageName())
	}
	err := fmt.Errorf("target stage %q could not be found", e.options.Target)
	e.problems = append(e.problems, Problem{Message: suggest.WrapError(err, e.options.Target, names, true).Error(), Target: true})
	return nil
}

// connect finds what the instructions of every stage take from, reachable or
// not (convert.go, buildStageDependencyGraph). States that it adds come after
// all stages; they count as stages where --from is a number, as in BuildKit.
func (e *evaluation) connect() {
	for _, d := range slices.Clone(e.states) {
		for _, i := range d.stage.commands {
			c := command{instruction: i, line: i.node.StartLine, end: i.node.EndLine}
			d.commands = append(d.commands, c)
			if _, ok := i.Command.(*instructions.OnbuildCommand); ok {
				d.onBuilds = append(d.onBuilds, c)
			}
		}
		e.connectCommands(d, d.commands)
	}
}

// connectCommands finds what commands of a state take from (convert.go,
// toCommand).
func (e *evaluation) connectCommands(d *state, commands []command) {
	for i := range commands {
		c := &commands[i]
		switch ic := c.Command.(type) {
		case *instructions.CopyCommand:
			if ic.From != "" {
				from, err := e.copyFrom(ic.From)
				if err != nil {
					e.refuse(c.line, err)
					c.skip = true
					continue
				}
				c.sources = []*state{from}
			}
		case *instructions.RunCommand:
			for _, m := range instructions.GetMounts(ic) {
				// A mount without from counts as one of scratch, which can be
				// the name of a stage (convert_runmount.go, detectRunMount).
				c.sources = append(c.sources, e.named(orScratch(m.From)))
			}
		}
		for _, s := range c.sources {
			if s.unregistered() && s.number < 0 {
				s.index, s.line, s.end = d.index, c.line, c.end
				e.addState(s)
			}
			d.deps = append(d.deps, s)
			d.depLines = append(d.depLines, c.line)
		}
	}
}

// copyFrom returns the state that COPY --from names, by name or number.
func (e *evaluation) copyFrom(from string) (*state, error) {
	x := expand(e.lex, from, &scope{})
	if x.err != nil {
		return nil, x.err
	}
	if x.text != from {
		return nil, errors.New("variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround")
	}
	n, err := strconv.Atoi(from)
	if err != nil {
		return e.named(from), nil
	}
	if n < 0 || n >= len(e.states) {
		return nil, fmt.Errorf("invalid stage index %d", n)
	}
	return e.states[n], nil
}

// named returns the stage of that name, or a new state for an image or context.
func (e *evaluation) named(name string) *state {
	if d, ok := e.byName[strings.ToLower(name)]; ok {
		return d
	}
	return &state{number: -1, from: name, baseName: name, platform: e.platform}
}

func orScratch(name string) string {
	if name == "" {
		return scratch
	}
	return name
}

// refuseCycles refuses stages that take from each other in a circle. FROM
// cannot close one, and BuildKit does not look at it (validations.go,
// validateCircularDependency).
func (e *evaluation) refuseCycles() {
	const (
		open = iota + 1
		done
	)
	marks, line := map[*state]int{}, 0
	var visit func(d *state) bool
	visit = func(d *state) bool {
		marks[d] = open
		for i, dep := range d.deps {
			if marks[dep] == open {
				line = d.depLines[i]
				return true
			}
			if marks[dep] == 0 && visit(dep) {
				return true
			}
		}
		marks[d] = done
		return false
	}
	for _, d := range e.states {
		if marks[d] == 0 && visit(d) {
			e.refuse(line, fmt.Errorf("circular dependency detected on stage: %s", d.stageName()))
			return
		}
	}
}

// isTarget reports whether the user asked for this stage.
func (e *evaluation) isTarget(d *state) bool {
	if e.options.Target == "" {
		return d.index == len(e.stages)-1 && !d.unregistered()
	}
	return e.byName[strings.ToLower(e.options.Target)] == d
}
