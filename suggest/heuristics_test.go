package suggest

import "testing"

const copyAll = "FROM alpine\nCOPY . /app\nRUN make\n"

func TestBuildOutput(t *testing.T) {
	runRows(t, []row{
		{
			"target",
			place{files: []string{"a/Cargo.toml", "a/target/debug/x 5M", "b/target/CACHEDIR.TAG", "b/target/x 5M", "c/target/x.go 500k"}},
			[]string{"safe build-output **/target: a/target b/target"},
		},
		{
			"names that mean one thing",
			place{files: []string{".next/BUILD_ID 50k", "web/.svelte-kit/a 50k", "cmake-build-debug/CMakeCache.txt 50k", "dist-newstyle/a 50k", ".stack-work/a 50k"}},
			[]string{
				"safe build-output **/.stack-work: .stack-work", "safe build-output -: .next", "safe build-output -: cmake-build-debug",
				"safe build-output -: dist-newstyle", "safe build-output -: web/.svelte-kit",
			},
		},
		{
			"two proofs, one, none",
			place{
				files: []string{
					"a/package.json", "a/dist/x.js 50k", "b/package.json", "b/dist/x.js 50k", "c/package.json", "c/dist/x.js 5M", "d/dist/x.js 5M",
					"e/package.json", "e/dist/x.js 5M", "lib/a.rb 5M", "x/x.csproj", "x/obj/a 50k", "x/bin/a 50k",
				},
				tracked: []string{"e/dist", "lib"}, ignored: []string{"a/dist", "d/dist", "x/obj", "x/bin"},
			},
			[]string{
				"safe build-output -: a/dist", "review build-output **/dist: c/dist d/dist",
				"safe build-output -: x/obj", "safe build-output -: x/bin",
			},
		},
		{
			"without git a marker is half a proof",
			place{files: []string{"a/package.json", "a/dist/x.js 5M", "d/dist/x.js 5M", "b/package.json", "b/build/x.js 50k"}},
			[]string{"review build-output -: a/dist"},
		},
		{
			"the image carries what was built outside",
			place{
				files:       []string{"package.json", "dist/x.js 50k", "src/a.js"},
				ignored:     []string{"dist"},
				dockerfiles: []string{"FROM node\nCOPY . .\nRUN npm ci\nCMD node dist/x.js\n"},
			},
			[]string{"review build-output -: dist"},
		},
		{
			"a jar of target is shipped",
			place{
				files:       []string{"pom.xml", "target/app.jar 20M", "target/classes/A.class 5M", "target/x.log"},
				dockerfiles: []string{"FROM eclipse-temurin\nCOPY target/*.jar app.jar\nCOPY . /src\n"},
			},
			nil,
		},
	})
}

func TestCaches(t *testing.T) {
	tag := "Signature: 8a477f597d28d172789f06886806bc55\n# made by a tool\n"
	runRows(t, []row{
		{
			"by name",
			place{files: []string{
				"a/__pycache__/x.cpython-312.pyc", "b/y.pyc", ".pytest_cache/CACHEDIR.TAG", "x/.mypy_cache/a", ".eslintcache", "a.tsbuildinfo",
				"infra/.terraform/providers/a 90M", ".gradle/a 50k", ".cache/a 2k",
			}},
			[]string{
				"safe caches **/*.pyc: b/y.pyc", "safe caches **/*.tsbuildinfo: a.tsbuildinfo", "safe caches **/.eslintcache: .eslintcache",
				"safe caches **/.gradle: .gradle", "safe caches **/.mypy_cache: x/.mypy_cache", "safe caches **/.pytest_cache: .pytest_cache",
				"safe caches **/.terraform: infra/.terraform", "safe caches **/__pycache__: a/__pycache__",
			},
		},
		{
			"the tag proves it",
			place{
				files: []string{"a/blobs/CACHEDIR.TAG", "a/blobs/x 50k", "b/CACHEDIR.TAG", "b/x 50k"},
				heads: map[string]string{"a/blobs/CACHEDIR.TAG": tag, "b/CACHEDIR.TAG": "hello\n"},
			},
			[]string{"safe caches -: a/blobs"},
		},
		{"the name of the tag proves nothing", place{files: []string{"a/CACHEDIR.TAG", "a/x 50k"}}, nil},
		{
			"the tag in the root is not the whole context",
			place{files: []string{"CACHEDIR.TAG", "x 50k"}, heads: map[string]string{"CACHEDIR.TAG": tag}},
			nil,
		},
		{
			"the packages of yarn are a question, its releases none",
			place{files: []string{".yarn/cache/a.zip 5M", ".yarn/releases/yarn.cjs 2M", ".yarn/unplugged/a 50k"}},
			[]string{"review caches -: .yarn/cache", "safe dependencies -: .yarn/unplugged"},
		},
		{
			"tracked",
			place{files: []string{"x.pyc", ".cache/a 50k"}, tracked: []string{"x.pyc", ".cache"}},
			[]string{"review caches **/*.pyc: x.pyc", "review caches -: .cache"},
		},
	})
}

func TestPayload(t *testing.T) {
	runRows(t, []row{
		{
			"directories of data alone, and files among others",
			place{
				files: []string{
					"data/train/a.parquet 20M", "data/train/b.csv 20M", "data/test/c.npy 20M", "src/main.py", "src/big.csv 20M", "src/small.csv 2k",
				},
				tracked: []string{"src/main.py", "src/small.csv"}, ignored: []string{"data", "src/big.csv"},
			},
			[]string{"safe datasets -: data", "safe datasets -: src/big.csv"},
		},
		{
			"tracked, untracked, small",
			place{
				files:   []string{"a/x.parquet 20M", "a/a.py", "b/x.parquet 20M", "b/b.py", "c/x.parquet 20k", "c/c.py"},
				tracked: []string{"a", "b/b.py", "c/c.py"},
			},
			[]string{"review datasets -: a/x.parquet", "safe datasets *.parquet: b/x.parquet c/x.parquet"},
		},
		{
			"without git only what is huge",
			place{files: []string{"a/x.parquet 20M", "a/a.py", "b/x.parquet 2M", "b/b.py"}},
			[]string{"review datasets -: b/x.parquet", "safe datasets -: a/x.parquet"},
		},
		{
			"a COPY of the directory above",
			place{
				files:       []string{"app/m/x.gguf 20M", "app/main.py"},
				ignored:     []string{"app/m"},
				dockerfiles: []string{"FROM python\nCOPY app /app\n"},
			},
			[]string{"review models -: app/m/x.gguf"},
		},
		{
			"a COPY of the directory itself",
			place{
				files:       []string{"data/x.parquet 20M", "data/readme", "corpus/x.parquet 20M", "weights/a/x.pt 20M", "dump.parquet 20M"},
				ignored:     []string{"data", "corpus", "weights", "dump.parquet"},
				dockerfiles: []string{"FROM python\nCOPY data corpus /data/\nCOPY weights/ /w\nCOPY dump* /\nCOPY . .\n"},
			},
			nil,
		},
		{
			"a RUN reads it",
			place{
				files:       []string{"data/x.parquet 20M", "other/y.parquet 20M"},
				ignored:     []string{"data", "other"},
				dockerfiles: []string{"FROM python\nCOPY . .\nRUN python load.py --in data/x.parquet\n"},
			},
			[]string{"review datasets -: data", "safe datasets -: other/y.parquet"},
		},
		{
			"archives and media are kept more often",
			place{
				files:   []string{"a.zip 5M", "b/b.tar.gz 5M", "c.mp4 20M", "d.mp4 20M", "e.sql 3M", "f.zip 20k"},
				ignored: []string{"b", "d.mp4"}, tracked: []string{"e.sql"},
			},
			[]string{
				"review archives *.zip: a.zip f.zip", "review archives -: e.sql", "review media -: c.mp4", "safe archives -: b/b.tar.gz", "safe media -: d.mp4",
			},
		},
		{
			"ADD unpacks an archive",
			place{files: []string{"rootfs.tar.xz 50M"}, ignored: []string{"rootfs.tar.xz"}, dockerfiles: []string{"FROM scratch\nADD rootfs.tar.xz /\nADD . /x\n"}},
			nil,
		},
		{
			"one pattern for what is scattered",
			place{
				files:   []string{"a/x.pt 20M", "a/a", "b/x.pt 20M", "b/b", "c/x.pt 20M", "c/c", "d/x.pt 20M", "d/d"},
				ignored: []string{"a", "b", "c", "d"},
			},
			[]string{"safe models **/*.pt: a/x.pt b/x.pt c/x.pt d/x.pt"},
		},
	})
}

func TestLogs(t *testing.T) {
	runRows(t, []row{
		{
			"at any depth, however small",
			place{files: []string{"a.log 0", "x/y/b.log", "npm-debug.log.123", "src/log.go", "CHANGELOG", "app.log.js"}},
			[]string{"safe logs **/*.log: a.log x/y/b.log", "safe logs **/*.log.*: npm-debug.log.123"},
		},
		{
			"a directory of nothing but logs of several sorts",
			place{files: []string{"logs/a.log", "logs/a.log.1", "logs/old/a.log.2.gz", "x/log/a.log", "x/log/.keep", "y/b.log"}},
			[]string{"safe logs **/*.log: x/log/a.log y/b.log", "safe logs -: logs"},
		},
		{
			"tracked",
			place{files: []string{"testdata/a.log", "b.log"}, tracked: []string{"testdata"}},
			[]string{"review logs **/*.log: testdata/a.log", "safe logs **/*.log: b.log"},
		},
		{
			"named by a COPY",
			place{files: []string{"seed.log", "b.log"}, dockerfiles: []string{"FROM scratch\nCOPY seed.log /\n"}},
			[]string{"safe logs -: b.log"},
		},
	})
}

func TestLitter(t *testing.T) {
	runRows(t, []row{
		{
			"editors and systems",
			place{files: []string{".DS_Store", "a/.DS_Store", ".idea/workspace.xml 50k", "a/.x.go.swp", "b/main.go~", "Thumbs.db"}},
			[]string{
				"safe editors **/*.swp: a/.x.go.swp", "safe editors **/*~: b/main.go~", "safe editors **/.idea: .idea",
				"safe os-litter **/.DS_Store: .DS_Store a/.DS_Store", "safe os-litter **/Thumbs.db: Thumbs.db",
			},
		},
		{
			"shared on purpose, or small",
			place{files: []string{".vscode/settings.json 50k", ".idea/a.xml 2k", ".DS_Store"}, tracked: []string{".vscode", ".DS_Store"}},
			nil,
		},
		{
			"agents",
			place{
				files:   []string{".claude/settings.json", ".claude/worktrees/x/node_modules/a 50M", ".cursor/a 50k", ".aider.chat.history.md", ".codex/a 50k", "CLAUDE.md"},
				tracked: []string{".claude/settings.json", ".codex/a", "CLAUDE.md"},
			},
			[]string{
				"review agents -: .codex", "safe agents -: .aider.chat.history.md", "safe agents -: .claude/worktrees", "safe agents -: .cursor",
			},
		},
		{
			"agents without git",
			place{files: []string{".claude/a 50k"}},
			[]string{"review agents -: .claude"},
		},
		{
			"reports of tests",
			place{
				files:   []string{"coverage/lcov.info 50k", "htmlcov/index.html 50k", ".coverage", "e2e/playwright-report/index.html 50k", "src/coverage/a.go 50k"},
				tracked: []string{"src"},
			},
			[]string{
				"safe test-output **/.coverage: .coverage", "safe test-output **/htmlcov: htmlcov",
				"safe test-output **/playwright-report: e2e/playwright-report", "safe test-output -: coverage",
			},
		},
		{
			"a page is no proof of a report",
			place{files: []string{"coverage/index.html 50k"}},
			nil,
		},
		{
			"unless git ignores it",
			place{files: []string{"coverage/index.html 50k"}, ignored: []string{"coverage"}},
			[]string{"safe test-output -: coverage"},
		},
		{
			"heavy and unknown, ignored by git",
			place{
				files:   []string{"server 30M", "output/a 5M", "output/b.log", "small 20k", "src/a.go 5M", "new 5M", "wanted 5M"},
				ignored: []string{"server", "output", "small", "wanted"}, tracked: []string{"src"},
				dockerfiles: []string{"FROM scratch\nCOPY wanted /\n"},
			},
			[]string{"review git-ignored -: server", "review git-ignored -: output/a", "safe logs **/*.log: output/b.log"},
		},
	})
}
