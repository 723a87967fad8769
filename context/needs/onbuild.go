package needs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// resolve finds the reachable states. ONBUILD instructions of a base stage run
// at the head of the stage built on it and can make further stages reachable,
// so this goes on until nothing new turns up (convert.go, resolveStages).
func (e *evaluation) resolve(roots []*state) map[*state]bool {
	for {
		reachable := reach(roots)
		for _, d := range e.states {
			if d.base == nil && !d.dispatched && !d.resolved {
				e.resolveBase(d, reachable[d])
			}
		}
		found := false
		for _, d := range slices.Clone(e.states) {
			if reachable[d] && d.base != nil && !d.triggered {
				d.triggered = true
				found = e.trigger(d, d.base.onBuilds) || found
			}
		}
		if !found || !e.rounds.spend(1) {
			return reachable
		}
	}
}

// resolveBase finds out what an outermost base is (convert.go,
// resolveReachableStages and resolveBaseImage). Names are checked for all
// states, reachable or not.
func (e *evaluation) resolveBase(d *state, reachable bool) {
	d.resolved = reachable
	if d.baseName == scratch && d.context == nil {
		d.dispatched = d.unregistered()
		return
	}
	ref, err := parseReference(d.baseName)
	if err != nil {
		if d.baseName != "" { // a blank name is refused before
			e.refuse(d.line, fmt.Errorf("failed to parse stage name %q: %w", d.baseName, err))
		}
		d.image = d.context == nil
	}
	switch {
	case !reachable:
	case d.context != nil:
		d.dispatched = true
	case err == nil:
		// The name is complete by now, so that even an image named context can
		// be replaced, though not a stage of that name.
		if d.context, err = e.contexts.find(ref.domain+"/"+ref.path+ref.suffix, d.platform); err != nil {
			e.refuse(d.line, err)
		}
		d.image = d.context == nil
		if d.image && !d.unregistered() {
			e.assumptions = append(e.assumptions, fmt.Sprintf(
				"%s: the base image %s is taken to have no ONBUILD instructions that copy from the context.", e.place(d.line), d.baseName))
		}
	}
	if d.unregistered() {
		d.dispatched = true
	}
}

// trigger puts ONBUILD instructions at the head of a state (convert.go,
// initOnBuildTriggers) and reports whether they take from other states.
func (e *evaluation) trigger(d *state, onBuilds []command) (newDeps bool) {
	var commands []command
	for _, o := range onBuilds {
		if !e.triggered.spend(1) {
			break
		}
		node, err := triggered(o.Command.(*instructions.OnbuildCommand).Expression)
		if err != nil {
			e.refuse(d.line, err)
			continue
		}
		ic, err := instructions.ParseCommand(node)
		if err != nil {
			e.refuse(d.line, err)
			continue
		}
		commands = append(commands, command{
			instruction: instruction{ic, node}, line: o.line, end: o.end, onBuild: true,
		})
	}
	e.connectCommands(d, commands)
	for _, c := range commands {
		newDeps = newDeps || len(c.sources) > 0
	}
	d.commands = append(commands, d.commands...)
	return newDeps
}

// triggered parses the instruction behind ONBUILD. It does so without the
// escape directive of the Dockerfile, as BuildKit does.
func triggered(expression string) (*parser.Node, error) {
	result, err := parser.Parse(strings.NewReader(expression))
	if err != nil {
		return nil, err
	}
	if len(result.AST.Children) != 1 {
		return nil, errors.New("onbuild trigger should be a single expression")
	}
	return result.AST.Children[0], nil
}
