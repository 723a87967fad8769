package target

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// buildAction is the action of GitHub that builds with BuildKit.
const buildAction = "docker/build-push-action@"

// A Spot is where a word stands: lines and columns are counted from 1, columns in
// characters.
type Spot struct {
	Line, Column int
	Word         string
}

// RemoteSteps finds the steps of a workflow of GitHub that build from the address of the
// repository: those with the action for it that are told no build context. The first
// version of that built the directory. What is no workflow has no such steps.
func RemoteSteps(src []byte) []Spot {
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
	var out []Spot
	for _, job := range file.Jobs {
		for _, step := range job.Steps {
			version, ok := strings.CutPrefix(strings.ToLower(step.Uses.Value), buildAction)
			_, told := step.With["context"]
			if ok && !told && version != "v1" && !strings.HasPrefix(version, "v1.") {
				out = append(out, Spot{step.Uses.Line, step.Uses.Column, step.Uses.Value})
			}
		}
	}
	slices.SortFunc(out, func(a, b Spot) int { return a.Line - b.Line })
	return out
}
