package suggest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the Dockerfiles name, and what they do not.
func TestProtection(t *testing.T) {
	files := []string{
		"a.txt", "b.tar.gz", "web/package.json", "web/node_modules/x.js 50k", "web/dist/app.js 50k", "web/dist/map/a.map 50k",
		"data/train/a.csv 20M", "data/notes.txt", "target/CACHEDIR.TAG", "target/release/app 5M", "src/main.rs", "src/__pycache__/x.pyc",
		"current -> releases/2", "releases/1/app", "releases/2/app",
	}
	tests := []struct {
		name        string
		dockerfiles []string
		needed      []string // of files, links and directories
	}{
		{"nothing asked for", nil, nil},
		{
			"everything asked for names nothing",
			[]string{"FROM alpine\nCOPY . /a\nCOPY / /b\nADD ./ /e\nRUN --mount=type=bind,target=/x ls\n"},
			nil,
		},
		{"a file", []string{"FROM alpine\nCOPY a.txt /\n"}, []string{"a.txt"}},
		{"an archive of ADD", []string{"FROM alpine\nADD b.tar.gz /\n"}, []string{"b.tar.gz"}},
		{
			"a directory does not name the junk in it",
			[]string{"FROM alpine\nCOPY web /w\n"},
			[]string{"web"},
		},
		{"nor does a star in it", []string{"FROM alpine\nCOPY web/* /w\n"}, []string{"web"}},
		{"source is no artefact", []string{"FROM alpine\nCOPY src /s\n"}, []string{"src"}},
		{
			"an artefact is shipped with all that is in it",
			[]string{"FROM alpine\nCOPY web/dist /w\n"},
			[]string{"web", "web/dist", "web/dist/app.js", "web/dist/map", "web/dist/map/a.map"},
		},
		{
			"dependencies, too",
			[]string{"FROM alpine\nCOPY web/node_modules/ /w\n"},
			[]string{"web", "web/node_modules", "web/node_modules/x.js"},
		},
		{
			"a file of an artefact",
			[]string{"FROM alpine\nCOPY target/release/app /\n"},
			[]string{"target", "target/CACHEDIR.TAG", "target/release", "target/release/app"},
		},
		{
			"a pattern in an artefact, matching nothing as yet",
			[]string{"FROM alpine\nCOPY target/*.jar /\n"},
			[]string{"target", "target/CACHEDIR.TAG", "target/release", "target/release/app"},
		},
		{
			"data by its name",
			[]string{"FROM alpine\nCOPY data /\n"},
			[]string{"data", "data/notes.txt", "data/train", "data/train/a.csv"},
		},
		{"a pattern", []string{"FROM alpine\nCOPY *.txt /\n"}, []string{"a.txt"}},
		{
			"a pattern of directories",
			[]string{"FROM alpine\nCOPY */package.json web/d*t/app.* /\n"},
			[]string{"web", "web/dist", "web/dist/app.js", "web/dist/map", "web/dist/map/a.map", "web/package.json"},
		},
		{
			"through a link",
			[]string{"FROM alpine\nCOPY current/app /\n"},
			[]string{"current", "releases", "releases/2", "releases/2/app"},
		},
		{
			"of what a star takes, what links lead to",
			[]string{"FROM alpine\nCOPY * /c\nCOPY ./* /d\nCOPY [\"?*\", \"/f/\"]\n"},
			[]string{"releases", "releases/2"},
		},
		{
			"a mount",
			[]string{"FROM alpine\nRUN --mount=type=bind,source=a.txt,target=/a.txt cat /a.txt\n"},
			[]string{"a.txt"},
		},
		{
			"stages that are not reached, and other Dockerfiles",
			[]string{"FROM alpine AS x\nCOPY a.txt /\nFROM alpine\n", "FROM alpine\nCOPY b.tar.gz /\n"},
			[]string{"a.txt", "b.tar.gz"},
		},
		{"other stages are not the context", []string{"FROM alpine AS x\nFROM alpine\nCOPY --from=x a.txt /\n"}, nil},
		{
			"a variable that is not known",
			[]string{"FROM alpine\nCOPY web/${WHAT}/app.js /\n"},
			[]string{"web", "web/dist", "web/dist/app.js", "web/dist/map", "web/dist/map/a.map"},
		},
		{
			"a variable at the end",
			[]string{"FROM alpine\nCOPY src/$WHAT /\n"},
			[]string{"src", "src/__pycache__", "src/__pycache__/x.pyc", "src/main.rs"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := place{files: files, dockerfiles: tt.dockerfiles, ignored: []string{"web/dist"}}.input(t)
			p := newProtection(in)
			var needed []string
			for i := uint32(1); i < uint32(in.Tree.Len()); i++ {
				if p.needs(i) {
					needed = append(needed, in.Tree.Path(i))
				}
				if (p.heldBy(i) != "") != p.needs(i) {
					t.Errorf("%s is held by %q", in.Tree.Path(i), p.heldBy(i))
				}
			}
			slices.Sort(needed)
			if diff := cmp.Diff(tt.needed, needed); diff != "" {
				t.Errorf("needed (-want +got):\n%s", diff)
			}
			checkContract(t, in, Find(in))
			for _, c := range Find(in) {
				for _, i := range c.Entries {
					if p.needs(i) {
						t.Errorf("%s is needed and a candidate", in.Tree.Path(i))
					}
				}
			}
		})
	}
}

func TestProtectionSaysWho(t *testing.T) {
	in := place{
		files:       []string{"web/package.json", "web/dist/app.js 50k"},
		dockerfiles: []string{"FROM alpine\nCOPY web/dist /w\n", "FROM alpine\nCOPY web/dist/app.js /w\n"},
		ignored:     []string{"web/dist"},
	}.input(t)
	i, _ := in.Tree.Lookup("web/dist/app.js")
	if got, want := newProtection(in).heldBy(i), "Dockerfile.2:2 COPY web/dist/app.js"; got != want {
		t.Errorf("held by %q, want %q", got, want)
	}
}

// Where a source may be anything, everything is a question.
func TestFindWithUnknownSource(t *testing.T) {
	in := place{
		files:       []string{"a.log", "node_modules/.bin/x 50k"},
		dockerfiles: []string{"FROM php:8\nCOPY $PHP_INI_DIR /x\n"},
	}.input(t)
	found := Find(in)
	want := []string{"review dependencies **/node_modules: node_modules", "review logs **/*.log: a.log"}
	if diff := cmp.Diff(want, lines(in, found)); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	const fact = "Dockerfile:2 may copy it: $PHP_INI_DIR is not known"
	for _, c := range found {
		if !slices.Contains(c.Evidence, fact) {
			t.Errorf("%s has no word of %q: %q", c.Heuristic, fact, c.Evidence)
		}
	}
}

// A pattern for any depth would hold for what a Dockerfile names and what is
// not there yet.
func TestFindKeepsNamedNamesNarrow(t *testing.T) {
	runRows(t, []row{{
		name: "node_modules of the root is to come",
		place: place{
			files:       []string{"web/package.json", "web/node_modules/a.js 50k", "x.log", "y.log"},
			dockerfiles: []string{"FROM alpine\nCOPY node_modules /n\nCOPY app.log /\nCOPY . .\nRUN npm ci\n"},
		},
		want: []string{"safe dependencies -: web/node_modules", "safe logs *.log: x.log y.log"},
	}})
}

// Where no command runs nothing is made again, whatever the stages take.
func TestFindKeepsWhatIsHandedOn(t *testing.T) {
	runRows(t, []row{{
		name: "through a link",
		place: place{
			files:       []string{"package.json", "node_modules/a/i.js 2M", "public/modules -> ../node_modules"},
			dockerfiles: []string{"FROM scratch AS a\nCOPY . /a\nFROM alpine\nCOPY --from=a /a/public/modules /m\n"},
		},
	}})
}

func TestMeanings(t *testing.T) {
	tests := []struct {
		source  string
		want    []string
		literal bool
	}{
		{"src/$V", []string{"src/*", "src/**"}, true},
		{"./src/${V:-x}/a", []string{"src/*/a", "src/**/a"}, true},
		{"$V", []string{"*", "**"}, false},
		{"$V/${W}", []string{"*/*", "**/**"}, false},
		{"app-$V.jar", []string{"app-*.jar", "app-*/**/*.jar"}, true},
		{"${V}.jar", []string{"*.jar", "**/*.jar"}, true},
		{`a\$b`, []string{"a$b", "a$b"}, true},
		{"a$", []string{"a$", "a$"}, true},
		{"${a${b}}x", []string{"*x", "**/*x"}, true},
		{"${open", []string{"*", "**"}, false},
	}
	for _, tt := range tests {
		got, literal := meanings(tt.source)
		if diff := cmp.Diff(tt.want, got); diff != "" || literal != tt.literal {
			t.Errorf("%s: literal %v (-want +got):\n%s", tt.source, literal, diff)
		}
	}
}
