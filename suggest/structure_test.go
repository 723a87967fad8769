package suggest

import (
	"testing"
)

// What has no well-known name is known by what stands in it or what it holds.
func TestStructure(t *testing.T) {
	const core, program = "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00"
	goStage := "FROM golang\nCOPY . .\nRUN go build -o /bin/app .\n"
	runRows(t, []row{
		{
			"a clone within the repository",
			place{
				files:   []string{"main.go", "vendored/.git/HEAD", "vendored/.git/objects/x 5M", "vendored/a.c 2M", "vendored/debug.log", "old/.git/HEAD", "old/a.c"},
				tracked: []string{"main.go"}, ignored: []string{"old"},
			},
			[]string{"safe version-control -: old", "review version-control -: vendored", "safe version-control -: vendored/.git", "safe logs **/*.log: vendored/debug.log"},
		},
		{
			"a working tree of another branch",
			place{
				files: []string{"main.go", "wt/.git", "wt/main.go 50k", "sub/.git", "sub/main.go 50k"}, tracked: []string{"main.go"},
				heads: map[string]string{"wt/.git": "gitdir: /src/app/.git/worktrees/wt\n", "sub/.git": "gitdir: ../.git/modules/sub\n"},
			},
			[]string{"safe version-control -: wt"},
		},
		{
			"submodules are tracked",
			place{files: []string{"sub/.git/HEAD 5M", "sub/a.c 5M"}, tracked: []string{"sub"}},
			[]string{"safe version-control -: sub/.git"},
		},
		{
			"core dumps and programs",
			place{
				files: []string{"go.mod", "main.go", "core.123 5M", "server 5M", "tool 5M"}, tracked: []string{"main.go", "go.mod"}, ignored: []string{"server", "core.123"},
				heads: map[string]string{"core.123": core, "server": program, "tool": program}, dockerfiles: []string{goStage},
			},
			[]string{"safe binaries -: core.123", "safe binaries -: server", "review binaries -: tool"},
		},
		{
			"a program that the image carries",
			place{
				files: []string{"go.mod", "server 5M", "run.sh"}, tracked: []string{"go.mod"}, ignored: []string{"server"},
				heads: map[string]string{"server": program}, dockerfiles: []string{"FROM alpine\nCOPY . /app\nCMD [\"/app/server\"]\n"},
			},
			[]string{"review binaries -: server"},
		},
		{
			"databases and other binaries",
			place{
				files: []string{"a.go", "state 5M", "blob 50M", "text 50M"}, tracked: []string{"a.go"}, ignored: []string{"state"},
				heads: map[string]string{"state": "SQLite format 3\x00...", "blob": "a\x00b", "text": "hello"},
			},
			[]string{"safe binaries -: state", "review binaries -: blob"},
		},
		{
			"directories of services",
			place{
				files: []string{
					"db/PG_VERSION", "db/base/1/2 50k", "my/ibdata1 50k", "mongo/WiredTiger", "mongo/a.wt 50k", "s3/.minio.sys/x", "s3/b/c 50k", "v/PG_VERSION",
				},
				tracked: []string{"v"},
			},
			[]string{"safe datasets -: db", "safe datasets -: mongo", "safe datasets -: my", "safe datasets -: s3"},
		},
		{
			"build trees of any name",
			place{files: []string{
				"CMakeLists.txt", "o/CMakeCache.txt", "o/CMakeFiles/x.o 50k", "insource/CMakeLists.txt", "insource/CMakeCache.txt", "insource/CMakeFiles/x.o 50k", "m/meson-private/x 50k",
			}},
			[]string{"safe build-output **/CMakeFiles: insource/CMakeFiles", "safe build-output -: m", "safe build-output -: o"},
		},
		{
			"directories that git keeps empty",
			place{
				files:   []string{"Gemfile", "storage/.keep", "storage/ab/cd 50k", "storage/ef/gh 50k", "tmp/.keep", "tmp/cache/x 50k", "tmp/pids/.keep", "tmp/pids/server.pid"},
				tracked: []string{"Gemfile", "storage/.keep", "tmp/.keep", "tmp/pids/.keep"}, ignored: []string{"storage/ab", "storage/ef", "tmp/cache", "tmp/pids/server.pid"},
			},
			[]string{"safe caches [^.]*: tmp/cache tmp/pids/server.pid", "safe datasets [^.]*: storage/ab storage/ef"},
		},
	})
}

// Most of a file with holes is not on the disk, and is sent.
func TestHoles(t *testing.T) {
	in := place{files: []string{"disk.raw 100M", "full.raw 100M", "a.go"}, tracked: []string{"a.go"}, heads: map[string]string{"x": ""}}.input(t)
	in.Allocated = func(path string) (int64, bool) {
		return map[string]int64{"disk.raw": 4096, "full.raw": 100e6}[path], true
	}
	found := Find(in)
	if len(found) != 1 || in.Tree.Path(found[0].Entries[0]) != "disk.raw" || found[0].Why != "file with holes" {
		t.Errorf("found %v", lines(in, found))
	}
}
