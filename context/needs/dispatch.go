package needs

import (
	"cmp"
	"errors"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// dispatch runs the instructions of a reachable stage
// (dockerfile2llb/convert.go, dispatchStages and dispatch).
func (e *evaluation) dispatch(d *state) {
	e.enter(d)
	d.dispatched = true
	for i := range d.commands {
		c := &d.commands[i]
		if c.skip {
			continue
		}
		if err := e.run(d, c); err != nil {
			e.refuse(c.line, err)
		}
		e.mention(d, c)
	}
}

// enter makes the variables that a stage begins with.
func (e *evaluation) enter(d *state) {
	if d.base == nil {
		e.enterBase(d)
		return
	}
	if d.base.scope == nil { // a named context in place of the stage
		e.enterBase(d.base)
	}
	e.inherited.spend(len(d.base.scope.all) + len(d.base.scope.env))
	d.scope, d.workdir = d.base.scope.child(), d.base.workdir
}

// enterBase makes the variables of an outermost base.
func (e *evaluation) enterBase(d *state) {
	d.scope = &scope{all: map[string]value{}, env: map[string]value{}, text: e.text}
	os, path := d.platform.os, value{}
	switch {
	case d.image:
		d.scope.image = cmp.Or(d.baseName, d.from)
	case d.context != nil && d.context.kind == image:
		d.scope.image = d.context.key
	default:
		d.workdir = "/"
		if d.context == nil {
			os = e.platform.os // scratch has the platform of the target
		}
	}
	if d.scope.image != "" {
		path.doubt = d.scope.mayHave("PATH")
	}
	var ok bool
	if path.text, ok = defaultPath(os); ok {
		d.scope.all["PATH"], d.scope.env["PATH"] = path, path
	}
}

// run evaluates one instruction. Instructions that take nothing from a context
// are evaluated too, for the variables that they set or for the error that
// BuildKit would find in them.
func (e *evaluation) run(d *state, c *command) error {
	switch ic := c.Command.(type) {
	case *instructions.ArgCommand:
		return e.argument(d, ic)
	case *instructions.EnvCommand:
		return e.environment(d, ic)
	case *instructions.CopyCommand:
		if err := e.words(d, ic.Chown, ic.Chmod); err != nil {
			return err
		}
		return e.addCopy(d, c, ic.SourcesAndDest, Source{
			Instruction: "COPY", Excludes: ic.ExcludePatterns, Parents: ic.Parents,
		})
	case *instructions.AddCommand:
		if err := e.words(d, ic.Chown, ic.Chmod, ic.Checksum); err != nil {
			return err
		}
		return e.addCopy(d, c, ic.SourcesAndDest, Source{Instruction: "ADD", Excludes: ic.ExcludePatterns})
	case *instructions.RunCommand:
		return e.mounts(d, c, ic)
	case *instructions.WorkdirCommand:
		x := expand(e.lex, ic.Path, d.scope)
		if err := x.failure(); err != nil {
			return err
		}
		d.enterDir(x)
	case *instructions.VolumeCommand:
		for _, v := range ic.Volumes {
			x := expand(e.lex, v, d.scope)
			if err := x.failure(); err != nil {
				return err
			}
			if x.text == "" && x.doubt == "" {
				return errors.New("VOLUME specified can not be an empty string")
			}
		}
	case instructions.SupportsSingleWordExpansion:
		return ic.Expand(func(word string) (string, error) {
			x := expand(e.lex, word, d.scope)
			return x.text, x.failure()
		})
	}
	return nil
}

// words evaluates words for their errors alone.
func (e *evaluation) words(d *state, words ...string) error {
	for _, w := range words {
		if err := expand(e.lex, w, d.scope).failure(); err != nil {
			return err
		}
	}
	return nil
}

// enterDir follows WORKDIR, as far as is known.
func (d *state) enterDir(x expansion) {
	switch {
	case x.doubt != "":
		d.workdir = ""
	case path.IsAbs(x.text):
		d.workdir = path.Clean(x.text)
	case d.workdir != "":
		d.workdir = path.Join(d.workdir, x.text)
	}
}

// command notes a RUN. Its text is what the shell gets (convert.go,
// dispatchRun).
func (e *evaluation) command(d *state, c *command, ic *instructions.RunCommand) {
	text := strings.Join(ic.CmdLine, " ")
	if len(ic.Files) > 0 {
		if len(ic.CmdLine) == 1 && parser.MustParseHeredoc(ic.CmdLine[0]) != nil {
			text = ic.Files[0].Data
			if ic.Files[0].Chomp {
				text = parser.ChompHeredocContent(text)
			}
		} else {
			for _, f := range ic.Files {
				text += "\n" + f.Data + f.Name
			}
		}
	}
	e.commands = append(e.commands, Command{
		Stage: d.label(), StageIndex: d.index, Line: c.line, EndLine: c.end, Text: text, Dir: d.directory(),
	})
}
