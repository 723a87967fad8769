package needs

import "strings"

// Frontend is an image that reads the Dockerfile in the place of BuildKit's own
// frontend.
type Frontend struct {
	// Image is its reference as written; empty for BuildKit's own frontend.
	Image string
	// Unknown is the sentence about it in Set.Unknowns.
	Unknown string
}

// Docker reports whether it is Docker's own, which is built from the same source
// as BuildKit's (docker/dockerfile on Docker Hub).
func (f Frontend) Docker() bool {
	name := strings.TrimPrefix(strings.TrimPrefix(f.Image, "docker.io/"), "index.docker.io/")
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	return name == "docker/dockerfile" || name == "docker/dockerfile-upstream"
}
