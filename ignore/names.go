package ignore

// The names of the ignore file of a build context.
const (
	// Dockerignore is what every builder reads.
	Dockerignore = dockerignore
	// Containerignore is what Buildah reads before it.
	Containerignore = containerignore
)
