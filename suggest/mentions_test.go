package suggest

import (
	"slices"
	"strings"
	"testing"
)

// What an instruction names is for a person to judge, whichever instruction
// it is.
func TestMentioned(t *testing.T) {
	heavyFile := func(name string) place {
		return place{files: []string{name + " 20M", "main.py"}, ignored: []string{name}}
	}
	tests := []struct {
		name string
		place
		instruction string
		evidence    string // of the one candidate; empty where it is safe
	}{
		{"CMD", heavyFile("fixtures/big.parquet"), `CMD ["serve", "--model", "fixtures/big.parquet"]`, "Dockerfile:3 CMD names it"},
		{"ENTRYPOINT, by the name alone", heavyFile("fixtures/big.parquet"), `ENTRYPOINT serve big.parquet`, "Dockerfile:3 ENTRYPOINT names it"},
		{"ENV", heavyFile("data/seed.sqlite"), `ENV DB=data/seed.sqlite`, "Dockerfile:3 ENV names it"},
		{"ENV, its directory in the image", heavyFile("data/seed.sqlite"), `ENV DATA=/app/data`, "Dockerfile:3 ENV names it"},
		{"HEALTHCHECK", heavyFile("model.onnx"), `HEALTHCHECK CMD check --file=model.onnx`, "Dockerfile:3 HEALTHCHECK names it"},
		{"ARG", heavyFile("model.onnx"), `ARG MODEL=./model.onnx`, "Dockerfile:3 ARG names it"},
		{"another file", heavyFile("model.onnx"), `CMD ["serve", "other.onnx"]`, ""},
		{"settings", place{files: []string{".env"}}, `CMD ["node", "--env-file=.env", "a.js"]`, "Dockerfile:3 CMD names it"},
		{"a key", place{files: []string{"certs/server.key"}}, `CMD ["app", "--tls-key", "certs/server.key"]`, "Dockerfile:3 CMD names it"},
		{"the directory of a key", place{files: []string{"certs/server.key"}}, `CMD ["app", "--tls", "/srv/certs"]`, "Dockerfile:3 CMD names it"},
		{"a log", place{files: []string{"a/report1.log 50k"}}, `RUN go test ./a -golden a/report1.log`, "Dockerfile:3 names it"},
		{"a cache", place{files: []string{".cache/x 50k"}}, `RUN build --from /app/.cache/x`, "Dockerfile:3 names it"},
		{"a report", place{files: []string{"coverage/lcov.info 50k"}}, `RUN upload coverage/lcov.info`, "Dockerfile:3 names it"},
		{"a repository", place{files: []string{".git/HEAD 50k"}}, `RUN cp -r .git /x`, "Dockerfile:3 names it"},
		{"what is only removed", place{files: []string{".cache/x 50k"}}, `RUN rm -rf .cache; mkdir -p .cache`, ""},
		{"a directory of the system", place{files: []string{".cache/x 50k"}}, `ENV XDG=/var/lib/.cache`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.dockerfiles = []string{"FROM alpine\nCOPY . .\n" + tt.instruction + "\n"}
			found := Find(tt.input(t))
			if len(found) != 1 {
				t.Fatalf("candidates: %+v", found)
			}
			if isSafe := found[0].Safety.String() == "safe"; isSafe != (tt.evidence == "") {
				t.Errorf("%s", found[0].Safety)
			}
			if tt.evidence != "" && !slices.Contains(found[0].Evidence, tt.evidence) {
				t.Errorf("evidence %q", found[0].Evidence)
			}
		})
	}
}

// A build may ask git through what its RUN instructions run.
func TestVersionThroughScripts(t *testing.T) {
	const describe = "#!/bin/sh\nV=$(git rev-parse HEAD)\n"
	const info = "package main\nvar i, _ = debug.ReadBuildInfo()\n"
	tests := []struct {
		name, run string
		heads     map[string]string
		by        string // the beginning of the evidence; empty for none
	}{
		{"a script", "./scripts/build.sh", map[string]string{"scripts/build.sh": describe}, "scripts/build.sh asks git"},
		{"a script for a shell", "sh ./v.sh", map[string]string{"v.sh": describe}, "v.sh asks git"},
		{"a script that another one calls", "sh a.sh", map[string]string{"a.sh": "exec tools/b.sh\n", "tools/b.sh": describe}, "tools/b.sh asks git"},
		{"a script in the working directory", "/src/svc/v.sh", map[string]string{"svc/v.sh": describe}, "svc/v.sh asks git"},
		{
			"a script of package.json", "npm run build",
			map[string]string{"package.json": `{"scripts": {"build": "node v.js"}}`, "v.js": "execSync('git describe')\n"},
			"v.js asks git",
		},
		{
			"the repository of package.json", "npm run build",
			map[string]string{"package.json": `{"repository": {"type": "git"}}`},
			"",
		},
		{"spawned", "node v.js", map[string]string{"v.js": "spawn('git', ['rev-parse'])\n"}, "v.js asks git"},
		{"magefile", "mage", map[string]string{"magefile.go": `sh.Output("git", "describe")`}, "magefile.go asks git"},
		{"included by a Makefile", "make", map[string]string{"Makefile": "include build/version.mk\n", "build/version.mk": "V := $(shell git describe)\n"}, "build/version.mk asks git"},
		{"a Makefile below", "make -C svc", map[string]string{"svc/Makefile": "V := $(shell git describe)\n"}, "svc/Makefile asks git"},
		{"a Makefile below that nothing runs", "go build ./...", map[string]string{"svc/Makefile": "V := $(shell git describe)\n"}, ""},
		{"the stamp is read", "go build ./...", map[string]string{"main.go": info}, "main.go reads the version"},
		{"the stamp is read by a command", "go build -o /a ./cmd/a", map[string]string{"cmd/a/v.go": info}, "cmd/a/v.go reads the version"},
		{"the stamp is read by a package", "go build ./...", map[string]string{"internal/version/v.go": info}, "internal/version/v.go reads the version"},
		{"the stamp is not read", "go build ./...", map[string]string{"main.go": "package main\n", "a_test.go": info}, ""},
		{"nothing is compiled", "ls", map[string]string{"main.go": info}, ""},
		{"a script that is not run", "go build ./...", map[string]string{"release.sh": describe}, ""},
		{"a script of a dependency", "./build.sh", map[string]string{"build.sh": "true\n", "node_modules/a/build.sh": describe}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := place{files: []string{".git/HEAD 50k"}, heads: tt.heads, dockerfiles: []string{"FROM alpine\nCOPY . .\nRUN " + tt.run + "\n"}}
			for name := range tt.heads {
				p.files = append(p.files, name)
			}
			var evidence []string
			for _, c := range Find(p.input(t)) {
				if c.Heuristic == "version-control" {
					evidence = c.Evidence
				}
			}
			want := tt.by
			if want == "" {
				want = "no RUN names git"
			}
			if !slices.ContainsFunc(evidence, func(fact string) bool { return strings.HasPrefix(fact, want) }) {
				t.Errorf("evidence %q, want %q", evidence, want)
			}
		})
	}
}
