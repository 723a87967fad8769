package verify

import (
	"context"
	"fmt"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore"
)

// A Builder is one that is installed on this machine.
type Builder interface {
	// Verify lets the builder take the build context of a prediction, and
	// compares.
	Verify(ctx context.Context, r *analysis.Result) (*Outcome, error)
}

// Find finds the builder that is to be asked. An instance is one of buildx;
// empty stands for the one in use. The error is a [MissingError] when it is
// not installed.
func Find(ctx context.Context, which ignore.Builder, instance string) (Builder, error) {
	switch which {
	case ignore.Classic:
		return findClassic(ctx)
	case ignore.Buildah:
		return findBuildah(ctx)
	}
	return findBuildx(ctx, instance)
}

// A MissingError says that a builder is not installed, and what to install.
type MissingError struct {
	// Builder is what was looked for.
	Builder ignore.Builder
	// Looked says where, as the beginning of a sentence.
	Looked string
	// Install says what would help.
	Install string
}

// Error says what is missing, where it was looked for, and what would help.
func (e *MissingError) Error() string {
	return fmt.Sprintf("%s is not installed: %s; install %s", e.Builder, e.Looked, e.Install)
}
