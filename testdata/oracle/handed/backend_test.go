//go:build linux

package handed

import (
	"context"
	"testing"

	"github.com/containerd/containerd/v2/core/mount"
	"github.com/moby/buildkit/cache"
	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/snapshot"
	"github.com/moby/buildkit/solver/llbsolver/file"
	"github.com/moby/buildkit/solver/llbsolver/ops/fileoptypes"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/sys/user"
	copy "github.com/tonistiigi/fsutil/copy"
)

// newBackend is what BuildKit copies files with. Nothing is given to another user.
func newBackend(t *testing.T) *file.Backend {
	b, err := file.NewFileOpBackend(func(*pb.ChownOpt, snapshot.Mountable, snapshot.Mountable) (*copy.User, error) {
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A directory is one where the backend expects a snapshot.
type directory struct {
	cache.ImmutableRef
	dir string
}

func (d directory) Mount(context.Context, bool, session.Group) (snapshot.Mountable, error) {
	return bind(d.dir), nil
}

// bind is a directory as it is mounted: as itself (snapshot/localmounter_linux.go).
type bind string

func (b bind) Mount() ([]mount.Mount, func() error, error) {
	return []mount.Mount{{Type: "bind", Source: string(b)}}, func() error { return nil }, nil
}

func (bind) IdentityMapping() *user.IdentityMapping { return nil }

func mounted(t *testing.T, dir string) fileoptypes.Mount {
	m, err := file.NewRefManager(nil, "").Prepare(t.Context(), directory{dir: dir}, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
