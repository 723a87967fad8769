package project

import "github.com/buildctx/buildctx/ignore"

// A model is how one builder finds the Dockerfile. Nothing else asks which
// builder it is.
type model struct {
	// find finds it, given what -f says, which is empty for the default.
	find func(t *Resolved, m *model, file string) error
	// defaults are the names tried where -f is not given; overlooked is one
	// that other builders try.
	defaults   []string
	overlooked string
	// joinsDir says that what -f names is looked for in the build context
	// first.
	joinsDir bool
	// lowerCase says that "dockerfile" is taken where -f names a "Dockerfile"
	// that is missing.
	lowerCase bool
	// keepsDangling says that a link to nowhere is a Dockerfile that cannot be
	// read, and not one that is missing.
	keepsDangling bool
}

var models = [...]model{
	ignore.BuildKit: {find: (*Resolved).findSent},
	// docker/cli build/context.go, getDockerfileRelPath
	ignore.Classic: {
		find:     (*Resolved).findRead,
		defaults: []string{"Dockerfile", "dockerfile"}, lowerCase: true, keepsDangling: true,
	},
	// buildah pkg/parse
	ignore.Buildah: {
		find:     (*Resolved).findRead,
		defaults: []string{"Containerfile", "Dockerfile"}, overlooked: "dockerfile", joinsDir: true,
	},
}
