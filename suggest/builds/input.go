package builds

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

// Input is what there is to know of builds from.
type Input struct {
	// Tree is the build context.
	Tree *buildcontext.Tree
	// Needs has an element for each Dockerfile that shares the build context.
	Needs []Need
	// Head returns the first n bytes of a file, fewer if it is shorter, none
	// if it cannot be read. Where Head is nil contents are not looked at.
	Head func(path string, n int) []byte
}

// A Need is what one Dockerfile asks for.
type Need struct {
	// Dockerfile is its path as shown to the user.
	Dockerfile string
	// Set is what it asks for.
	Set *needs.Set
}
