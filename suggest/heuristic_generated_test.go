package suggest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Build outputs go where a RUN of every stage that takes them makes them
// again, with the tool that made them.
func TestBuiltAgain(t *testing.T) {
	web := []string{"web/dist/app.js 50k", "web/package.json", "go.mod", "main.go"}
	embed := map[string]string{"main.go": "package main\nimport \"embed\"\n//go:embed web/dist\nvar dist embed.FS\n"}
	ignored := []string{"web/dist"}
	goStage := "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n"
	node := []string{"package.json", "dist/app.js 50k"}
	runRows(t, []row{
		{
			"embedded in a Go program",
			place{files: web, heads: embed, ignored: ignored, dockerfiles: []string{"FROM golang\nCOPY . .\nRUN go build -o /app .\n"}},
			[]string{"review build-output -: web/dist"},
		},
		{
			"embedded, several stages",
			place{files: web, heads: embed, ignored: ignored, dockerfiles: []string{goStage}},
			[]string{"review build-output -: web/dist"},
		},
		{
			"built in one stage, taken along by another",
			place{files: web, ignored: ignored, dockerfiles: []string{
				"FROM node AS web\nCOPY web .\nRUN npm ci && npm run build\nFROM golang\nCOPY . .\nRUN go build ./...\n",
			}},
			[]string{"review build-output -: web/dist"},
		},
		{
			"built in one stage, and the other takes it from there",
			place{files: web, ignored: ignored, dockerfiles: []string{
				"FROM node AS web\nCOPY web .\nRUN npm ci && npm run build\nFROM golang\nCOPY . .\nCOPY --from=web /dist web/dist\nRUN go build ./...\n",
			}},
			[]string{"safe build-output -: web/dist"},
		},
		{
			"words that build something else",
			place{
				files: []string{"frontend/dist/app.js 50k", "frontend/package.json", "manage.py"}, ignored: []string{"frontend/dist"},
				dockerfiles: []string{"FROM python\nCOPY . .\nRUN python manage.py collectstatic && make migrations\n"},
			},
			[]string{"review build-output -: frontend/dist"},
		},
		{
			"built in another directory",
			place{
				files: []string{"a/dist/app.js 50k", "a/package.json", "b/package.json"}, ignored: []string{"a/dist"},
				dockerfiles: []string{"FROM node\nCOPY . .\nRUN cd b && npm run build\n"},
			},
			[]string{"review build-output -: a/dist"},
		},
		{
			"built by its own tool and run",
			place{files: node, ignored: []string{"dist"}, dockerfiles: []string{"FROM node\nCOPY . .\nRUN npm ci && npm run build\nCMD [\"node\", \"dist/app.js\"]\n"}},
			[]string{"safe build-output -: dist"},
		},
		{
			"a base of stages that build",
			place{files: node, ignored: []string{"dist"}, dockerfiles: []string{"FROM node AS base\nCOPY . .\nFROM base\nRUN npm run build\n"}},
			[]string{"safe build-output -: dist"},
		},
		{
			"the tool of another stack",
			place{files: []string{"Cargo.toml", "target/release/app 5M"}, dockerfiles: []string{"FROM alpine\nCOPY . .\nRUN npm run build\n"}},
			[]string{"review build-output -: target"},
		},
		{
			"cargo",
			place{files: []string{"Cargo.toml", "target/release/app 5M"}, dockerfiles: []string{"FROM rust\nCOPY . .\nRUN cargo build --release\nCMD target/release/app\n"}},
			[]string{"safe build-output -: target"},
		},
		{
			"a tool that writes elsewhere",
			place{
				files: []string{"go.mod", "bin/server 5M"}, ignored: []string{"bin"},
				dockerfiles: []string{"FROM golang\nCOPY . .\nRUN go build ./lint\nCMD [\"bin/server\"]\n"},
			},
			[]string{"review build-output -: bin"},
		},
	})
}

// Dependencies go where every stage that takes them makes them again, or
// plainly has no use for them.
func TestInstalledAgain(t *testing.T) {
	node := []string{"package.json", "server.js", "node_modules/.bin/x 50k"}
	python := []string{"app.py", ".venv/pyvenv.cfg", ".venv/lib/x.so 5M"}
	both := []string{"go.mod", "main.go", "web/package.json", "web/node_modules/.bin/x 50k", ".venv/pyvenv.cfg 50k", "migrations/a"}
	var rows []row
	for _, from := range []string{
		"alpine\nRUN apk add nodejs", "mcr.microsoft.com/playwright", "mhart/alpine-node", "registry.example.com/our-node-base", "gcr.io/distroless/cc",
		"cypress/included", "golang", "scratch",
	} {
		rows = append(rows, row{
			"nothing installs: " + from,
			place{files: node, dockerfiles: []string{"FROM " + from + "\nCOPY . .\nCMD [\"node\", \"server.js\"]\n"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		})
	}
	const reviewBoth = "review dependencies **/.venv: .venv"
	build := func(run, rest string) []string {
		return []string{"FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN " + run + "\nFROM scratch\n" + rest + "\n"}
	}
	safe := []string{"safe dependencies **/.venv: .venv", "safe dependencies **/node_modules: web/node_modules"}
	review := []string{reviewBoth, "review dependencies **/node_modules: web/node_modules"}
	rows = append(rows, []row{
		{
			"an image by a variable",
			place{files: node, dockerfiles: []string{"ARG BASE=x\nFROM $BASE\nCOPY . .\nCMD [\"node\", \"server.js\"]\n"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"a virtual environment that is run",
			place{files: python, dockerfiles: []string{"FROM ubuntu\nCOPY . .\nENTRYPOINT [\".venv/bin/python\", \"app.py\"]\n"}},
			[]string{reviewBoth},
		},
		{
			"a virtual environment that is run, and pip fills another one",
			place{files: python, dockerfiles: []string{"FROM python\nWORKDIR /app\nCOPY . .\nRUN pip install uv\nENV PATH=/app/.venv/bin:$PATH\n"}},
			[]string{reviewBoth},
		},
		{
			"a virtual environment that is run and made again",
			place{files: python, dockerfiles: []string{"FROM python\nWORKDIR /app\nCOPY . .\nRUN uv sync\nENV PATH=/app/.venv/bin:$PATH\n"}},
			[]string{"safe dependencies **/.venv: .venv"},
		},
		{
			"made in a stage and taken from there",
			place{files: node, dockerfiles: []string{"FROM node AS deps\nCOPY package.json .\nRUN npm ci\nFROM node\nCOPY . .\nCOPY --from=deps /node_modules ./node_modules\nCMD node server.js\n"}},
			[]string{"safe dependencies **/node_modules: node_modules"},
		},
		{
			"made in a stage and not taken from there",
			place{files: node, dockerfiles: []string{"FROM node AS test\nCOPY . .\nRUN npm ci\nFROM node\nCOPY . .\nCMD node server.js\n"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"one Dockerfile of two installs",
			place{files: node, dockerfiles: []string{"FROM node\nCOPY . .\nRUN npm ci\n", "FROM node\nCOPY . .\n"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"no instruction copies them",
			place{files: node, dockerfiles: []string{"FROM node\nCOPY server.js .\n"}},
			[]string{"safe dependencies **/node_modules: node_modules"},
		},
		{
			"a tool is installed",
			place{files: node, dockerfiles: []string{"FROM node\nRUN npm install -g pm2\nCOPY . .\nCMD pm2-runtime server.js\n"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"a package is installed",
			place{files: python, dockerfiles: []string{"FROM python\nCOPY . .\nRUN pip install gunicorn\nCMD ./start.sh\n"}},
			[]string{reviewBoth},
		},
		{
			"a Go service of more stages",
			place{files: both, dockerfiles: []string{
				"FROM golang AS base\nWORKDIR /src\nCOPY go.mod .\nRUN go mod download\nFROM base AS build\nCOPY . .\nRUN go build -o /app\nFROM alpine\nRUN apk add curl\nCOPY --from=build /app /\n",
			}},
			safe,
		},
		{"a Go service", place{files: both, dockerfiles: build("go build -ldflags \"-s -X main.v=$(git describe)\" -o /app .", "COPY --from=build /app /app")}, safe},
		{"and some of its files", place{files: both, dockerfiles: build("CGO_ENABLED=0 go build -o bin/app .", "COPY --from=build /src/bin/app /src/migrations /")}, safe},
		{"and all of its files", place{files: both, dockerfiles: build("go build -o app .", "COPY --from=build /src /src")}, review},
		{"and what a pattern finds", place{files: both, dockerfiles: build("go build -o app .", "COPY --from=build /s* /")}, review},
		{"and the files of its web part", place{files: both, dockerfiles: build("go build -o app .", "COPY --from=build /src/web /web")}, []string{safe[0], review[1]}},
		{"a script may do anything", place{files: both, dockerfiles: build("./build.sh", "COPY --from=build /app /app")}, review},
		{"generated code", place{files: both, dockerfiles: build("go generate ./... && go build -o /app", "COPY --from=build /app /app")}, review},
		{"files moved about", place{files: both, dockerfiles: build("go build -o /out/app . && cp -r web .venv /out", "COPY --from=build /out /")}, review},
		{"nothing is taken from it", place{files: both, dockerfiles: build("go build -o /app .", "COPY --from=busybox /bin/sh /")}, review},
		{"it is run", place{files: both, dockerfiles: build("go build -o /app .\nCMD air", "COPY --from=build /app /")}, review},
		{
			"the program holds them",
			place{files: both, heads: map[string]string{"main.go": "package main\nimport \"embed\"\n//go:embed all:web\nvar f embed.FS\n"}, dockerfiles: build("go build -o /app .", "COPY --from=build /app /app")},
			[]string{safe[0], review[1]},
		},
		{
			"the program holds others",
			place{files: both, heads: map[string]string{"main.go": "package main\nimport \"embed\"\n//go:embed *.html web/static/*\nvar f embed.FS\n"}, dockerfiles: build("go build -o /app .", "COPY --from=build /app /app")},
			safe,
		},
		{"an image of nothing but files", place{files: both, dockerfiles: []string{"FROM scratch\nCOPY . /src\n"}}, safe},
		{"which another stage takes", place{files: both, dockerfiles: []string{"FROM scratch AS src\nCOPY . /src\nFROM node\nCOPY --from=src /src /\n"}}, review},
	}...)
	runRows(t, rows)
}

// Every fact is said once.
func TestEvidenceOnce(t *testing.T) {
	files := []string{"package.json", "node_modules/a.js 50k"}
	tests := []struct {
		dockerfile string
		want       []string // why, then the evidence
	}{
		{"FROM node\nCOPY package.json .\n", []string{"dependencies; package.json beside it makes them again"}},
		{"FROM node\nCOPY . .\nRUN npm ci\n", []string{"dependencies", "package.json beside it", "`npm ci` at Dockerfile:3 makes it again"}},
		{"FROM node\nCOPY . .\n", []string{"dependencies", "package.json beside it", "no RUN makes it again"}},
	}
	for _, tt := range tests {
		found := Find(place{files: files, dockerfiles: []string{tt.dockerfile}}.input(t))
		if len(found) != 1 {
			t.Fatalf("%d candidates", len(found))
		}
		got := slices.Concat([]string{found[0].Why}, found[0].Evidence)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.dockerfile, diff)
		}
	}
}
