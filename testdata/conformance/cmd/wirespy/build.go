package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
)

// A build is what the command line asks for.
type build struct {
	dir, file, target, platform string
	args, contexts              pairs
}

// prepare does what buildx does before it talks to the daemon (build/opt.go, loadInputs).
func (b build) prepare() (*spy, map[string]string, error) {
	dir, name := b.dir, "Dockerfile"
	if b.file != "" {
		dir, name = filepath.Dir(b.file), filepath.Base(b.file)
	}
	attrs := map[string]string{"filename": lowercase(dir, name)}
	mounts := map[string]string{"context": b.dir, "dockerfile": dir}
	if b.target != "" {
		attrs["target"] = b.target
	}
	if b.platform != "" {
		attrs["platform"] = b.platform
	}
	for _, arg := range b.args {
		attrs["build-arg:"+arg[0]] = arg[1]
	}
	for _, named := range b.contexts {
		local := named[0]
		if _, taken := mounts[local]; taken {
			local = "_" + local
		}
		mounts[local] = named[1]
		attrs["context:"+named[0]] = "local:" + local
	}
	s := &spy{dirs: make(map[string]fsutil.FS)}
	for name, dir := range mounts {
		fs, err := owned(dir)
		if err != nil {
			return nil, nil, fmt.Errorf("opening %s: %w", dir, err)
		}
		s.dirs[name] = fs
	}
	return s, attrs, nil
}

// lowercase is "dockerfile" where that is what the directory has instead.
func lowercase(dir, name string) string {
	entries, err := os.ReadDir(dir)
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == name })
	}
	if err == nil && name == "Dockerfile" && !has("Dockerfile") && has("dockerfile") {
		return "dockerfile"
	}
	return name
}

// owned is a directory whose files belong to root, as all clients say (buildkit client/solve.go, prepareSyncedFiles).
func owned(dir string) (fsutil.FS, error) {
	fs, err := fsutil.NewFS(dir)
	if err != nil {
		return nil, err
	}
	return fsutil.NewFilterFS(fs, &fsutil.FilterOpt{Map: func(_ string, s *types.Stat) fsutil.MapResult {
		s.Uid, s.Gid = 0, 0
		return fsutil.MapResultKeep
	}})
}
