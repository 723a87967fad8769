//go:build !linux || (!amd64 && !arm64 && !riscv64)

package scan

import (
	"context"
)

func read(ctx context.Context, root string, opts Options) (*Listing, error) {
	return readPortable(ctx, root, opts)
}

// Elsewhere everything is asked by path.
type (
	openDirs   struct{}
	byPathOnly struct{}
)

func (*attributeWorker) lacksAttributes(uint32) bool { return false }

func (*attributeWorker) leave() {}
