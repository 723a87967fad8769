package needs

import (
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// Mention is an instruction other than RUN whose words may name files that the
// stage, or a container of it, uses: CMD, ENTRYPOINT, HEALTHCHECK, ENV or ARG,
// and COPY or ADD with a here-document, which may be a script.
type Mention struct {
	// StageIndex is the position of the stage in Set.Stages.
	StageIndex int
	// Line and EndLine are the lines of the instruction, counted from 1.
	Line, EndLine int
	// Instruction is its name in capitals.
	Instruction string
	// Text is the command; the words of the JSON form are joined by spaces. For
	// COPY and ADD it is what the here-documents say. For ENV and ARG these are
	// lines of the form NAME=VALUE, with the variables in the value replaced as
	// far as they are known.
	Text string
}

// Transfer is what a stage takes from another stage or from an image, by COPY
// --from or by a mount.
type Transfer struct {
	// StageIndex is the position in Set.Stages of the stage that takes.
	StageIndex int
	// From is the position of the stage that is taken from; -1 for an image or
	// a named context.
	From int
	// Stage is the name of the stage that takes, or its index if it has no
	// name.
	Stage string
	// Line and EndLine are the lines of the instruction, counted from 1.
	Line, EndLine int
	// Pattern is the source as written, before variables are replaced.
	Pattern string
	// Path is what is taken: absolute, cleaned, wildcards kept. It is empty if
	// it is not known.
	Path string
	// Dest and Target are where it is put or shown, as those of a [Source];
	// Parents says that COPY has --parents.
	Dest, Target string
	Parents      bool
	// Mount says that it is a mount of a RUN.
	Mount bool
}

// mention notes the words of an instruction. It is called after variables have
// been evaluated.
func (e *evaluation) mention(d *state, c *command) {
	var text string
	switch ic := c.Command.(type) {
	case *instructions.CmdCommand:
		text = strings.Join(ic.CmdLine, " ")
	case *instructions.EntrypointCommand:
		text = strings.Join(ic.CmdLine, " ")
	case *instructions.HealthCheckCommand:
		if ic.Health == nil || len(ic.Health.Test) < 2 {
			return
		}
		text = strings.Join(ic.Health.Test[1:], " ") // behind CMD or CMD-SHELL
	case *instructions.CopyCommand:
		text = documentText(ic.SourceContents)
	case *instructions.AddCommand:
		text = documentText(ic.SourceContents)
	case *instructions.EnvCommand:
		var lines []string
		for _, kv := range ic.Env {
			lines = append(lines, kv.Key+"="+expand(e.lex, kv.Value, d.scope).text)
		}
		text = strings.Join(lines, "\n")
	case *instructions.ArgCommand:
		var lines []string
		for _, a := range ic.Args {
			if v := d.scope.all[a.Key]; v.text != "" && e.text.spend(len(v.text)) {
				lines = append(lines, a.Key+"="+v.text)
			}
		}
		text = strings.Join(lines, "\n")
	}
	if text == "" || d.unregistered() {
		return
	}
	e.mentions = append(e.mentions, Mention{
		StageIndex: d.index, Line: c.line, EndLine: c.end, Instruction: strings.ToUpper(c.Name()), Text: text,
	})
}

// documentText is what the here-documents of COPY or ADD say.
func documentText(documents []instructions.SourceContent) string {
	var lines []string
	for _, d := range documents {
		lines = append(lines, d.Data)
	}
	return strings.Join(lines, "\n")
}

// transfer notes what a state takes from another one.
func (e *evaluation) transfer(d, from *state, s Source) {
	t := Transfer{
		StageIndex: d.index, From: from.index, Stage: s.Stage, Line: s.Line, EndLine: s.EndLine, Pattern: s.Pattern,
		Dest: s.Dest, Target: s.Target, Parents: s.Parents, Mount: s.Mount,
	}
	if from.unregistered() {
		t.From = -1
	}
	if s.Unknown == "" {
		t.Path = "/" + s.Path
	}
	e.transfers = append(e.transfers, t)
}

// destination is where COPY or ADD puts its sources, as far as is known.
func (d *state) destination(dest expansion) string {
	switch {
	case dest.doubt != "" || dest.err != nil || dest.text == "":
		return ""
	case path.IsAbs(dest.text):
		return path.Clean(dest.text)
	case d.workdir != "":
		return path.Join(d.directory(), dest.text)
	}
	return ""
}

// directory is where instructions work; empty where that is not known.
func (d *state) directory() string {
	if d.workdir == "" {
		return ""
	}
	return path.Join("/", d.workdir)
}
