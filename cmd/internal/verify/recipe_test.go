package verify

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

func TestRecipe(t *testing.T) {
	list, err := scan.FromEntries("/home/me/app", []scan.Entry{
		{Path: "a.txt", Mode: 0o644},
		{Path: "link", Mode: fs.ModeSymlink | 0o777, Target: "real"},
		{Path: "real", Mode: fs.ModeDir | 0o755},
		{Path: "real/b", Mode: 0o644},
		{Path: "real/c", Mode: 0o644},
		{Path: "secret", Mode: 0o600},
		{Path: "two words", Mode: 0o644},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := buildcontext.New(list)
	rules := ignore.Parse(".dockerignore", []byte("secret\n")).Matcher(ignore.BuildKit)
	for _, test := range []struct {
		name       string
		follow     []string
		from       string
		old        bool // a frontend without COPY --parents
		dockerfile string
		paths      resultPaths
		visible    string
	}{
		{
			name:       "everything",
			dockerfile: `COPY [".","/R/"]`,
			paths:      resultPaths{{"R", "."}},
			visible:    "a.txt link real real/b real/c two words",
		},
		{
			name:       "a named context",
			from:       "other",
			dockerfile: `COPY --from=other [".","/R/"]`,
			paths:      resultPaths{{"R", "."}},
			visible:    "a.txt link real real/b real/c two words",
		},
		{
			name:       "paths and patterns",
			follow:     []string{"*.txt", "real", "two words"},
			dockerfile: `COPY --parents ["*.txt","/R/"]` + "\n" + `COPY --parents ["real","/R/"]` + "\n" + `COPY --parents ["two words","/R/"]`,
			paths:      resultPaths{{"R", "."}},
			visible:    "a.txt real real/b real/c two words",
		},
		{
			name:       "what is not there must not stop the build",
			follow:     []string{"gone", "secret"},
			dockerfile: `COPY --parents ["gon[e]","/R/"]` + "\n" + `COPY --parents ["secre[t]","/R/"]`,
			paths:      resultPaths{{"R", "."}},
		},
		{
			name:       "through a link",
			follow:     []string{"link/b"},
			dockerfile: `COPY ["link/b","/R.0"]`,
			paths:      resultPaths{{"R.0", "real/b"}},
			visible:    "real/b",
		},
		{
			name:       "a link and what it leads to",
			follow:     []string{"link"},
			dockerfile: `COPY ["link","/R.0"]` + "\n" + `COPY --parents ["link","/R/"]`,
			paths:      resultPaths{{"R.0", "real"}, {"R", "."}},
			visible:    "link real real/b real/c",
		},
		{
			name:       "an old frontend",
			follow:     []string{"*.txt", "gone", "real"},
			old:        true,
			dockerfile: `COPY ["*.txt","/R.0/"]` + "\n" + `COPY ["gon[e]","/R.1/"]` + "\n" + `COPY ["real","/R.2"]`,
			paths:      resultPaths{{"R.2", "real"}},
			visible:    "real real/b real/c",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			view := buildcontext.Rules{Builder: ignore.BuildKit, Ignore: rules}
			if test.follow != nil {
				include, _, _ := tree.FollowLinks(test.follow)
				if view.Include, err = ignore.CompileInclude(include); err != nil {
					t.Fatal(err)
				}
			}
			sent := tree.Replay(view)
			got, err := newRecipe(copier{view: sent, root: "R", from: test.from, parents: !test.old}, test.follow)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("FROM scratch\n"+test.dockerfile+"\n", string(got.dockerfile)); diff != "" {
				t.Errorf("Dockerfile (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.paths, got.paths, cmp.AllowUnexported(pathMapping{})); diff != "" {
				t.Errorf("paths (-want +got)\n%s", diff)
			}
			var visible []string
			for e := range sent.Entries() {
				if got.visible.has(e.Index) {
					visible = append(visible, tree.Path(e.Index))
				}
			}
			if got := strings.Join(visible, " "); got != test.visible {
				t.Errorf("visible: %s, want %s", got, test.visible)
			}
		})
	}
	t.Run("a name that cannot be asked for", func(t *testing.T) {
		view := tree.Replay(buildcontext.Rules{Builder: ignore.BuildKit})
		if _, err := newRecipe(copier{view: view, root: "R", parents: true}, []string{"a\xff"}); err == nil {
			t.Error("no error for a name that is not valid UTF-8")
		}
	})
}
