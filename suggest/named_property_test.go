package suggest

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A piece is something that lies about in the projects of some stack.
type piece struct {
	file   string   // of the piece, with its size
	beside []string // files that prove what it is
	read   bool     // programs may read it, whatever makes it
}

var litterPieces = []piece{
	{"weights/net.onnx 20M", nil, true},
	{"data/train.parquet 30M", nil, true},
	{"seeds/geo.sqlite3 5M", nil, true},
	{"vendor/sdk-1.2.tar.gz 5M", nil, true},
	{"films/intro.mp4 30M", nil, true},
	{"certs/server.key", nil, true},
	{"conf/store.p12", nil, true},
	{"dump.sql 5M", nil, true},
	{"pkg/tool.deb 2M", nil, true},
	{".env", nil, true},
	{".env.production", nil, true},
	{"web/node_modules/a/i.js 5M", []string{"web/package.json"}, false},
	{"web/dist/app.js 5M", []string{"web/package.json"}, false},
	{"build/libs/app.jar 5M", []string{"build.gradle"}, false},
	{"target/app.jar 5M", []string{"pom.xml"}, false},
	{"target/release/app 5M", []string{"Cargo.toml", "target/CACHEDIR.TAG"}, false},
	{"bin/Release/app.dll 5M", []string{"app.csproj"}, false},
	{"bin/tool 5M", []string{"go.mod"}, false},
	{".venv/bin/app 5M", []string{".venv/pyvenv.cfg", ".venv/CACHEDIR.TAG", "pyproject.toml"}, false},
	{"vendor/autoload.php 50k", []string{"composer.json"}, false},
	{"_build/prod/rel/app 5M", []string{"mix.exs"}, false},
	{"public/assets/manifest.json 50k", []string{"Gemfile"}, false},
	{"a/app.log 50k", nil, false},
	{".cache/m/x.bin 50k", nil, false},
	{"lib/libx.a 5M", []string{"Makefile"}, false},
}

// A mentioning is a way to name a file, as lines of a Dockerfile and texts of
// files.
type mentioning struct {
	way   string
	lines string // %[1]s is the path, %[2]s its directory, %[3]s its name
	files map[string]string
	read  bool // it holds for what programs read alone
}

var waysToName = []mentioning{
	{"COPY", "COPY %[1]s /opt/", nil, false},
	{"COPY of a list", "COPY [\"%[1]s\", \"main\", \"/opt/\"]", nil, false},
	{"COPY with an owner", "COPY --chown=1000:1000 --chmod=755 %[1]s /opt/", nil, false},
	{"ADD", "ADD ./%[1]s /opt/", nil, false},
	{"an argument", "ARG WHAT=%[1]s\nCOPY ${WHAT} /opt/", nil, false},
	{"a part that is an argument", "ARG IN=%[2]s\nCOPY $IN/%[3]s /opt/", nil, false},
	{"an argument that nobody gave", "ARG IN\nCOPY $IN/%[3]s /opt/", nil, false},
	{"a pattern", "COPY %[1]s* /opt/", nil, false},
	{"a stage of its own", "FROM scratch AS files\nCOPY %[1]s /f\nFROM debian\nCOPY --from=files /f /f", nil, false},
	{"ONBUILD of a stage", "FROM debian AS b\nONBUILD COPY %[1]s /opt/\nFROM b", nil, false},
	{"a mount", "RUN --mount=type=bind,source=%[1]s,target=/opt/f cat /opt/f", nil, false},
	{"a mount of a directory", "RUN --mount=type=bind,source=%[2]s,target=/opt/d /opt/d/%[3]s", nil, false},
	{"RUN", "RUN install -m755 %[1]s /opt/", nil, true},
	{"RUN in a directory", "RUN cd %[2]s && use %[3]s", nil, true},
	{"RUN of a list", "RUN [\"use\", \"--file=%[1]s\"]", nil, true},
	{"RUN with a here-document", "RUN <<E\nset -e\nuse \"%[1]s\"\nE", nil, true},
	{"CMD", "CMD [\"serve\", \"--file\", \"%[1]s\"]", nil, true},
	{"CMD in a shell", "CMD exec serve %[1]s", nil, true},
	{"ENTRYPOINT", "ENTRYPOINT [\"/app/%[1]s\"]", nil, true},
	{"HEALTHCHECK", "HEALTHCHECK CMD test -e %[1]s", nil, true},
	{"ENV", "ENV WHAT=/app/%[1]s", nil, true},
	{"a here-document of COPY", "COPY <<E /s.sh\nserve '%[1]s'\nE\nCMD sh /s.sh", nil, true},
	{"a script of a RUN", "RUN ./scripts/make.sh", map[string]string{"scripts/make.sh": "use ../%[1]s\n"}, true},
	{"a script that starts", "CMD [\"./start.sh\"]", map[string]string{"start.sh": "exec serve \"$PWD/%[1]s\"\n"}, true},
	{"a Makefile", "RUN make", map[string]string{"Makefile": "app: %[1]s\n"}, true},
	{"a program", "CMD python app.py", map[string]string{"app.py": "import conf\n", "conf.py": "FILE = ROOT / '%[3]s'\n"}, true},
	{"a program in Node", "RUN node make\nCMD node app", map[string]string{"make.js": "", "app.js": "require('./conf')", "conf.js": "'./%[1]s'\n"}, true},
	{"settings", "CMD serve", map[string]string{"conf/app.yaml": "file: %[1]s\n"}, true},
	{"a source", "RUN go build -o /a .\nCMD /a", map[string]string{"main.go": "package main\nvar f = \"%[1]s\"\n"}, true},
	{"go:embed", "RUN go build -o /a .\nCMD /a", map[string]string{"embed.go": "package main\nimport \"embed\"\n//go:embed all:%[2]s\nvar f embed.FS\n"}, false},
	{"Rust that embeds", "RUN cargo build\nCMD a", map[string]string{"Cargo.toml": "", "src/main.rs": "include_bytes!(\"../%[1]s\");\n"}, true},
	{"a requirement", "RUN pip install -r requirements.txt", map[string]string{"requirements.txt": "./%[1]s\n"}, true},
	{"a dependency of Node", "RUN npm ci", map[string]string{"package.json": `{"dependencies": {"a": "file:%[1]s"}}`}, true},
}

// Whatever an instruction, or a file that a build or a container reads, names
// in whichever way, is not proposed to go at level safe.
func TestNamedIsNeverSafe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		what := rapid.SampledFrom(litterPieces).Draw(rt, "piece")
		others := rapid.SliceOfN(rapid.SampledFrom(litterPieces), 0, 4).Draw(rt, "others")
		way := rapid.SampledFrom(waysToName).Filter(func(n mentioning) bool {
			// Logs that lie in a directory that is embedded are not meant.
			return (what.read || !n.read) && (n.way != "go:embed" || !strings.HasSuffix(what.file, ".log 50k"))
		}).Draw(rt, "way")
		// The project may lie below the root.
		below := rapid.SampledFrom([]string{"", "apps/shop/"}).Draw(rt, "below")
		name := below + pathOf(what.file)
		say := func(text string) string {
			if !strings.Contains(text, "%[") {
				return text
			}
			return fmt.Sprintf(text+"%.0[1]s%.0[2]s%.0[3]s", name, path.Dir(name), path.Base(name))
		}
		p := place{heads: map[string]string{}, files: []string{"main"}, tracked: []string{"main"}}
		add := func(file string, tracked bool) {
			if !slices.Contains(p.files, file) {
				p.files = append(p.files, file)
			}
			if at := pathOf(file); tracked {
				p.tracked = append(p.tracked, at)
			} else if top, _, deep := strings.Cut(strings.TrimPrefix(at, below), "/"); deep && top != "web" {
				p.ignored = append(p.ignored, below+top)
			} else {
				p.ignored = append(p.ignored, at, path.Dir(at))
			}
		}
		for _, one := range append(others, what) {
			add(below+one.file, false)
			for _, file := range one.beside {
				add(below+file, strings.Count(file, "/") == 0 || strings.HasPrefix(file, "web/"))
			}
		}
		for _, file := range slices.Sorted(maps.Keys(way.files)) {
			add(file, true)
			p.heads[file] = say(way.files[file])
		}
		p.heads["main"] = ""
		before := rapid.SampledFrom([]string{"", "ENV A=b\n", "RUN true\n", "RUN apt-get update && apt-get install -y make\n", "USER 1000\n"}).Draw(rt, "noise")
		p.dockerfiles = []string{"FROM debian\nWORKDIR /app\nCOPY . .\n" + before + say(way.lines) + "\n"}
		if rapid.Bool().Draw(rt, "another Dockerfile") {
			p.dockerfiles = append(p.dockerfiles, "FROM alpine\nCOPY . .\nRUN npm ci && npm run build && mvn package && cargo build && go build ./... && make\n")
			if rapid.Bool().Draw(rt, "before") {
				slices.Reverse(p.dockerfiles)
			}
		}

		in := p.input(t)
		proposal := Plan(in, Find(in), Options{})
		after := in.Tree.Replay(buildcontext.Rules{Ignore: ignore.Parse("f", proposal.After).Matcher(ignore.BuildKit)})
		at, ok := in.Tree.Lookup(name)
		if !ok {
			rt.Fatalf("%s is not there", name)
		}
		if !after.Sent(at) {
			rt.Fatalf("%s goes, which %s names:\n%s\n%s", name, way.way, p.dockerfiles[0], proposal.After)
		}
	})
}
