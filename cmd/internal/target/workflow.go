package target

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// buildAction is the action of GitHub that builds with BuildKit.
const buildAction = "docker/build-push-action@"

// A Remote is a step that builds from the address of a repository. Line and Column, which
// are counted from 1 and in characters, are where Word stands, the name of the action.
type Remote struct {
	Line, Column int
	Word         string
	// Dockerfile is the path of the one that it builds, below the root of the repository.
	Dockerfile string
}

// RemoteSteps finds the steps of a workflow of GitHub that build from the address of the
// repository: those with the action for it that are told no build context. The first
// version of that built the directory. What is no workflow has no such steps.
func RemoteSteps(src []byte) []Remote {
	if !bytes.Contains(bytes.ToLower(src), []byte(buildAction)) {
		return nil
	}
	var file struct {
		Jobs map[string]struct {
			Steps []struct {
				Uses yaml.Node            `yaml:"uses"`
				With map[string]yaml.Node `yaml:"with"`
			} `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if yaml.Unmarshal(src, &file) != nil {
		return nil
	}
	var out []Remote
	for _, job := range file.Jobs {
		for _, step := range job.Steps {
			version, ok := strings.CutPrefix(strings.ToLower(step.Uses.Value), buildAction)
			_, told := step.With["context"]
			if ok && !told && version != "v1" && !strings.HasPrefix(version, "v1.") {
				file := step.With["file"]
				out = append(out, Remote{step.Uses.Line, step.Uses.Column, step.Uses.Value, cmp.Or(file.Value, "Dockerfile")})
			}
		}
	}
	slices.SortFunc(out, func(a, b Remote) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Dockerfile, b.Dockerfile))
	})
	return out
}
