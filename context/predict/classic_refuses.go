package predict

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// classicRefuses finds what the daemon of Docker 20.10 does not take. Its
// parser knows neither here-documents nor the flags that BuildKit has got
// since, and reads the whole Dockerfile before it begins (buildkit v0.8
// frontend/dockerfile/instructions, ParseInstruction); a few flags are parsed,
// and refused when it is the instruction's turn. Later daemons read and ignore
// some of them, so that what is built is another image.
func classicRefuses(p *Prediction) []Refusal {
	out := refuseLinkedIgnoreFile(p)
	refuse := func(line int, message string, about ...any) {
		out = append(out, Refusal{Kind: BadInstruction, File: p.Dockerfile, Line: line, Message: fmt.Sprintf(message, about...)})
	}
	for _, i := range p.Needs.Instructions {
		if line, word := strayWord(i); word != "" {
			refuse(line, "dockerfile parse error line %d: unknown instruction: %s", line, strings.ToUpper(word))
		}
		for _, flag := range i.Flags {
			if !slices.Contains(classicFlags[i.Name], flag) {
				refuse(i.Line, "dockerfile parse error line %d: Unknown flag: %s", i.Line, flag)
				break
			}
		}
	}
	for _, i := range p.Needs.Instructions {
		for _, flag := range i.Flags {
			if i.StageIndex <= lastStage(p.Needs) && (flag == "mount" || flag == "chmod") {
				refuse(i.Line, "the --%s option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled", flag)
				break
			}
		}
	}
	for _, s := range p.mainSources() {
		if leadsOut(s) && !s.Mount && s.Unknown == "" {
			refuse(s.Line, "%s failed: forbidden path outside the build context: %s ()", s.Instruction, s.Outside)
		}
	}
	return out
}

// classicFlags are the flags that the parser of Docker 20.10 knows.
var classicFlags = map[string][]string{
	"ADD": {"chown", "chmod"}, "COPY": {"chown", "chmod", "from"}, "RUN": {"mount"},
	"HEALTHCHECK": {"interval", "timeout", "start-period", "retries"},
}

// strayWord is the first word of a here-document that is no instruction to a
// parser that takes its lines for some.
func strayWord(i needs.Instruction) (line int, word string) {
	for k, text := range i.Documents {
		word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		if word != "" && word[0] != '#' && !slices.Contains(classicInstructions, strings.ToUpper(word)) {
			return i.EndLine - len(i.Documents) + 1 + k, word
		}
	}
	return 0, ""
}

var classicInstructions = strings.Fields(
	"ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR")

// lastStage is the stage that is built; the daemon builds all before it.
func lastStage(n *needs.Set) int {
	return slices.IndexFunc(n.Stages, func(s needs.Stage) bool { return s.Target })
}

// refuseLinkedIgnoreFile says that the client cannot add the name of a
// Dockerfile from elsewhere to an ignore file that is a link: its header in the
// tar has no room for content (docker/cli build/context.go,
// AddDockerfileToBuildContext).
func refuseLinkedIgnoreFile(p *Prediction) []Refusal {
	i, ok := p.Tree.Lookup(dockerignore)
	if !ok || !p.Injects() || p.Tree.Mode(i)&fs.ModeSymlink == 0 {
		return nil
	}
	return []Refusal{{File: dockerignore, Entry: i, Message: "archive/tar: write too long (.dockerignore is a symlink, and the Dockerfile is not in the build context)"}}
}
