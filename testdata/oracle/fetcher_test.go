//go:build linux

package oracle

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/containerd/continuity/fs"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/session/filesync"
	"github.com/moby/buildkit/solver/pb"
)

// A fetcher is a daemon that fetches directories and runs nothing.
type fetcher struct {
	*daemon
	caller session.Caller
	into   string

	mu   sync.Mutex
	done map[string]string // directories by what was asked for
	list []string
}

// Solve fetches every directory of a definition that was not fetched yet.
func (f *fetcher) Solve(ctx context.Context, req gateway.SolveRequest) (*gateway.Result, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	into := ""
	for _, dt := range req.Definition.GetDef() {
		var op pb.Op
		if err := op.Unmarshal(dt); err != nil {
			return nil, err
		}
		name, ok := strings.CutPrefix(op.GetSource().GetIdentifier(), "local://")
		if !ok {
			continue
		}
		// What is asked alike in one session is fetched once (source/local/source.go, CacheKey).
		attrs := op.GetSource().Attrs
		key := fmt.Sprint(name, attrs[pb.AttrExcludePatterns], attrs[pb.AttrFollowPaths])
		if into = f.done[key]; into == "" {
			into = filepath.Join(f.into, strconv.Itoa(len(f.done)))
			if err := f.fetch(ctx, name, attrs, into); err != nil {
				return nil, err
			}
			f.done[key] = into
		}
	}
	result := gateway.NewResult()
	result.SetRef(fetched{snapshot{}, into})
	return result, nil
}

// fetch does what source/local/source.go does.
func (f *fetcher) fetch(ctx context.Context, name string, attrs map[string]string, into string) error {
	if err := os.Mkdir(into, 0o755); err != nil {
		return err
	}
	opt := filesync.FSSendRequestOpt{Name: name, DestDir: into}
	for key, to := range map[string]*[]string{pb.AttrExcludePatterns: &opt.ExcludePatterns, pb.AttrFollowPaths: &opt.FollowPaths} {
		if list, ok := attrs[key]; ok {
			if err := json.Unmarshal([]byte(list), to); err != nil {
				return err
			}
		}
	}
	// The lists are escaped for gRPC where they stand.
	follow, exclude := slices.Clone(opt.FollowPaths), slices.Clone(opt.ExcludePatterns)
	figure := 0
	opt.ProgressCb = func(size int, _ bool) { figure = size }
	if err := filesync.FSSync(ctx, f.caller, opt); err != nil {
		return err
	}
	f.list = append(f.list, line(name, follow, exclude, int64(figure)))
	return nil
}

// fetched is a result that is a directory.
type fetched struct {
	snapshot
	dir string
}

// ReadFile reads a file as the daemon does, links resolved inside the directory.
func (f fetched) ReadFile(_ context.Context, req gateway.ReadRequest) ([]byte, error) {
	name, err := fs.RootPath(f.dir, req.Filename)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}
