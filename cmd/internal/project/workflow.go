package project

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/buildctx/buildctx/cmd/internal/yamltree"
)

// buildAction is the action of GitHub that builds with BuildKit.
const buildAction = "docker/build-push-action@"

// A Remote is a step that builds from the address of a repository. Line and
// Column, which are counted from 1 and in characters, are where Word stands,
// the name of the action.
type Remote struct {
	Line, Column int
	Word         string
	// Dockerfile is the path of the one that it builds, below the root of the
	// repository.
	Dockerfile string
}

// RemoteSteps finds the steps of a workflow of GitHub that build from the
// address of the repository: those with the action for it that are told no
// build context. The first version of that built the directory. What is no
// workflow has no such steps.
func RemoteSteps(src []byte) []Remote {
	if !bytes.Contains(bytes.ToLower(src), []byte(buildAction)) {
		return nil
	}
	var out []Remote
	for doc, err := range yamltree.Documents(src) {
		if err != nil || doc.Fault != nil {
			return nil
		}
		for _, job := range doc.Pairs(doc.Value(doc.Root, "jobs")) {
			for step := range doc.Elements(doc.Value(job, "steps")) {
				if r, ok := remote(doc, step); ok {
					out = append(out, r)
				}
			}
		}
		break // a workflow is the first document
	}
	slices.SortFunc(out, func(a, b Remote) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Dockerfile, b.Dockerfile))
	})
	return slices.Compact(out) // an alias repeats what stands in one place
}

// remote reads a step, and reports whether it builds from the address of the
// repository.
func remote(doc *yamltree.Document, step *yaml.Node) (r Remote, ok bool) {
	uses := doc.Value(step, "uses")
	if uses == nil {
		return r, false
	}
	version, builds := strings.CutPrefix(strings.ToLower(uses.Value), buildAction)
	with := doc.Value(step, "with")
	if !builds || version == "v1" || strings.HasPrefix(version, "v1.") || doc.Value(with, "context") != nil {
		return r, false
	}
	r = Remote{Line: uses.Line, Column: uses.Column, Word: uses.Value, Dockerfile: "Dockerfile"}
	if file := doc.Value(with, "file"); file != nil {
		r.Dockerfile = cmp.Or(file.Value, r.Dockerfile)
	}
	return r, true
}
