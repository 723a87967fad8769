package placetest

import (
	"strings"
	"testing"
)

// Sources are files of all sorts that are read for what they say.
func Sources() []string {
	return []string{
		"package.json", "web/package.json", "pnpm-workspace.yaml", "requirements.txt", "pyproject.toml", "setup.py", "Pipfile", "composer.json", "Gemfile", "go.mod", "go.work",
		"main.go", "assets/embed.go", "Cargo.toml", "src/main.rs", "build.rs", "pom.xml", "build.gradle", "settings.gradle.kts", "app.csproj", "nuget.config", "mix.exs", "Makefile", "CMakeLists.txt",
		"Taskfile.yml", "justfile", "MANIFEST.in", "scripts/run.sh", "app.py", "shop/wsgi.py", "server.js", "vite.config.ts", "config.yaml", "supervisord.conf", "Procfile", ".npmrc", "docker-entrypoint.sh",
		"data/x.csv", "assets/logo.png", "node_modules/a/index.js", "dist/app.js", "target/app.jar", ".env", "models/net.onnx", "web/node_modules/b.js", "vendor/modules.txt", "link -> data",
	}
}

// AddTexts adds what such files may say to a corpus, each time with a RUN and
// with which of the files say it; see [Texts].
func AddTexts(f *testing.F) {
	for _, seed := range []struct{ text, run string }{
		{`{"scripts": {"build": "npm run -w web x && node server"}, "workspaces": ["*"], "dependencies": {"a": "file:dist/a.tgz"}}`, "npm ci && npm run build"},
		{"package main\nimport _ \"embed\"\n//go:embed all:data \"logo.png\" `*`\nvar x = 1\n", "go build ./... && ./scripts/run.sh $A/${B}"},
		{"include_dir!(\"data\"); #[derive(RustEmbed)]\n", "cargo build --release"},
		{"-r more.txt\n-e .\n./dist/x.whl\nimport shop.wsgi\nfrom . import app\n", "pip install -r requirements.txt && python -m shop"},
		{"#!/bin/sh\ngit describe --tags\nexec ./target/*.jar --x=${HOME}/models/$(NAME).onnx\nrm data\n", "cd web; make VERSION=$(git rev-parse HEAD) -C ../assets"},
		{"load(x).env\nfile: '//data/*.csv'\n\\\\data\\x {{.env}} ${{a}} $[", "cp -r data/* /x/ -o y; find . -delete"},
	} {
		f.Add([]byte(seed.text), seed.run, uint8(0))
		f.Add([]byte(seed.text), seed.run, uint8(7))
	}
}

// Texts has every source say a text, or every eighth of them where which is not
// 0.
func Texts(text []byte, which uint8) map[string]string {
	heads := make(map[string]string)
	for k, name := range Sources() {
		if which == 0 || k%8 == int(which%8) {
			heads[name] = string(text)
		}
	}
	return heads
}

// TwoStages is a Dockerfile with a RUN, in line 4, on the whole build context.
func TwoStages(run string) string {
	return "FROM node AS a\nWORKDIR /app\nCOPY . .\nRUN <<EOT sh\n" + strings.ReplaceAll(run, "EOT", "") + "\nEOT\nFROM scratch\nCOPY --from=a /app/dist /d\nCMD [\"./docker-entrypoint.sh\"]\n"
}
