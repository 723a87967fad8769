package suggest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplits(t *testing.T) {
	const all, web = "FROM scratch\nCOPY . /\nRUN make\n", "FROM nginx\nCOPY web/dist /x\n"
	for _, c := range []struct {
		name  string
		place place
		want  []string
	}{
		{
			"named by another",
			place{files: []string{"web/package.json", "web/dist/a.js 2M", "main.go"}, dockerfiles: []string{all, web}},
			[]string{"web/dist 2000000 Dockerfile.2:2 COPY web/dist (review)"},
		},
		{
			"named by both",
			place{files: []string{"web/package.json", "web/dist/a.js 2M"}, dockerfiles: []string{all + "COPY web/dist/a.js /y\n", web}},
			nil,
		},
		{
			"something in it is named",
			place{files: []string{"package.json", "node_modules/x/y 2M", "node_modules/z 3M"}, dockerfiles: []string{"FROM scratch\nCOPY . /\nRUN npm ci\n", "FROM scratch\nCOPY node_modules/x /x\n"}},
			[]string{"node_modules 5000000 Dockerfile.2:2 COPY node_modules/x (safe)"},
		},
		{
			"named by nobody", // then it is a candidate
			place{files: []string{"package.json", "node_modules/x/y 2M", "a.txt"}, dockerfiles: []string{"FROM scratch\nCOPY . /\nRUN npm ci\n", "FROM scratch\nCOPY a.txt /x\n"}},
			nil,
		},
		{
			"light, and secret",
			place{files: []string{"web/package.json", "web/dist/a.js 20", ".env 20"}, dockerfiles: []string{all, web + "COPY .env /\n"}},
			[]string{".env 20 Dockerfile.2:3 COPY .env (safe)"},
		},
		{
			"heavy and ignored by git",
			place{
				files: []string{"things/a 2M", "main.go"}, tracked: []string{"main.go"}, ignored: []string{"things"},
				dockerfiles: []string{all, "FROM scratch\nCOPY things /\n"},
			},
			[]string{"things 2000000 Dockerfile.2:2 COPY things (review)"},
		},
		{
			"a RUN names it",
			place{files: []string{"web/package.json", "web/dist/a.js 2M"}, dockerfiles: []string{all + "RUN cp -r web/dist /y\n", web}},
			nil,
		},
		{
			"only one Dockerfile",
			place{files: []string{"web/package.json", "web/dist/a.js 2M"}, dockerfiles: []string{web}},
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := c.place.input(t)
			alone := Find(in.with(in.Sharing[:1]))
			var got []string
			for _, s := range Splits(in, "Dockerfile") {
				got = append(got, fmt.Sprintf("%s %d %s (%v)", in.Tree.Path(s.Entry), s.Totals.Bytes, s.Needs, s.Safety))
				if !slices.ContainsFunc(alone, func(c Candidate) bool { return slices.Contains(c.Entries, s.Entry) }) {
					t.Errorf("%s would not be found without the other Dockerfile", in.Tree.Path(s.Entry))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
