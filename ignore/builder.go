package ignore

import "fmt"

// Builder is a builder whose reading of ignore files and whose walk are
// replayed.
type Builder uint8

const (
	// BuildKit is the builder behind docker buildx, bake, compose, buildctl and
	// nerdctl.
	BuildKit Builder = iota
	// Classic is Docker's old builder, used with DOCKER_BUILDKIT=0.
	Classic
	// Buildah is the builder behind podman build and buildah build.
	Buildah
)

// Builders lists every builder, in the order in which they are shown.
func Builders() []Builder { return []Builder{BuildKit, Classic, Buildah} }

// String returns the name used on the command line: "buildkit", "classic" or
// "buildah".
func (b Builder) String() string {
	switch b {
	case BuildKit:
		return "buildkit"
	case Classic:
		return "classic"
	case Buildah:
		return "buildah"
	}
	return fmt.Sprintf("Builder(%d)", uint8(b))
}

// ParseBuilder is the inverse of Builder.String. The error lists the names that
// exist.
func ParseBuilder(name string) (Builder, error) {
	for _, b := range Builders() {
		if b.String() == name {
			return b, nil
		}
	}
	return 0, fmt.Errorf("unknown builder %q, want buildkit, classic or buildah", name)
}
