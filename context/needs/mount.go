package needs

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// mounts evaluates a RUN (dockerfile2llb/convert_runmount.go,
// dispatchRunMounts). The variables must be replaced before the mounts are
// read: until then BuildKit has parsed nothing but "from", and every mount
// looks like a bind mount of the whole context
// (instructions/commands_runmount.go, parseMount).
func (e *evaluation) mounts(d *state, c *command, run *instructions.RunCommand) error {
	e.command(d, c, run)
	e.wholeRoot(d) // a command may read any file
	fields := mountFlags(c.node.Flags)
	err := run.Expand(func(word string) (string, error) {
		x := expand(e.lex, word, d.scope)
		return x.text, x.failure()
	})
	if err != nil {
		return e.unreadable(d, c, fields, err)
	}
	for i, m := range instructions.GetMounts(run) {
		var written mountFields
		if i < len(fields) {
			written = fields[i]
		}
		if err := e.mount(d, c, m, c.sources[i], written); err != nil {
			return err
		}
	}
	return nil
}

// unreadable returns the error of a RUN whose mounts cannot be read. If that is
// only so as long as the base image does not set a variable in them, the mounts
// are noted as unknown.
func (e *evaluation) unreadable(d *state, c *command, fields []mountFields, err error) error {
	var doubt string
	for _, f := range fields {
		doubt = cmp.Or(doubt, e.doubt(d, f.values...))
	}
	if doubt == "" {
		return err
	}
	for _, f := range fields {
		switch f.kind {
		case "secret", "ssh", "cache":
			continue
		}
		if !f.from {
			s := mountSource(d, c, f)
			s.Unknown = doubt
			e.addSource(d, nil, s, false)
		}
	}
	return doubtful(doubt)
}

// mountSource returns what the sources of all mounts have in common.
func mountSource(d *state, c *command, f mountFields) Source {
	return Source{
		Line: c.line, EndLine: c.end, Stage: d.label(), StageIndex: d.index,
		Instruction: "RUN --mount", Pattern: f.source, Mount: true, OnBuild: c.onBuild,
	}
}

// mount evaluates one mount.
func (e *evaluation) mount(d *state, c *command, m *instructions.Mount, from *state, written mountFields) error {
	name := m.From
	if name == "" && m.Type == instructions.MountTypeCache {
		name = scratch // or the stage of that name
	}
	if name == "" {
		from = nil
	} else if !from.dispatched {
		return fmt.Errorf("cannot mount from stage %q to %q, stage needs to be defined before current command", name, m.Target)
	}
	switch m.Type {
	case instructions.MountTypeSecret:
		return nil
	case instructions.MountTypeSSH:
		if m.Source != "" {
			return unlessSet(e.doubt(d, written.source), errors.New("ssh does not support source"))
		}
		return nil
	}
	if d.mountsRoot(m.Target) {
		return unlessSet(e.doubt(d, written.target), fmt.Errorf("invalid mount target %q", "/"))
	}
	s := mountSource(d, c, written)
	s.Undeclared = e.undeclared(d, written.source)
	s.Writable = m.Type == instructions.MountTypeBind && !m.ReadOnly
	s.Target = d.destination(expansion{text: m.Target, doubt: e.doubt(d, written.target)})
	s.setPath(expansion{text: m.Source, doubt: e.doubt(d, written.source, written.kind)})
	e.addSource(d, from, s, m.Type == instructions.MountTypeTmpfs)
	return nil
}

// mountsRoot reports whether a mount would cover the root, as far as is known.
func (d *state) mountsRoot(target string) bool {
	if path.IsAbs(path.Clean(target)) {
		return target == "/"
	}
	return d.workdir != "" && path.Join("/", d.workdir, target) == "/"
}

// mountFields is what is of interest in a mount as written, variables and all.
type mountFields struct {
	source, target, kind string
	from                 bool
	values               []string
}

// mountFlags reads the mounts among the flags of a RUN.
func mountFlags(flags []string) (all []mountFields) {
	for _, flag := range flags {
		text, ok := strings.CutPrefix(flag, "--mount=")
		if !ok {
			continue
		}
		var f mountFields
		// BuildKit reads the list as one line of CSV, too, and did so before.
		record, _ := csv.NewReader(strings.NewReader(text)).Read()
		for _, field := range record {
			key, value, _ := strings.Cut(field, "=")
			f.values = append(f.values, value)
			switch strings.ToLower(key) {
			case "source", "src":
				f.source = value
			case "target", "dst", "destination":
				f.target = value
			case "type":
				f.kind = value
			case "from":
				f.from = true
			}
		}
		all = append(all, f)
	}
	return all
}

// doubt returns the reason why one of the words may be expanded otherwise.
func (e *evaluation) doubt(d *state, words ...string) string {
	for _, w := range words {
		if x := expand(e.lex, w, d.scope); x.doubt != "" {
			return x.doubt
		}
	}
	return ""
}
