package commands

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMoves(t *testing.T) {
	for _, test := range []struct {
		text, dir string
		want      []Move
	}{
		{"cp -r models /m && mv /a/*.txt ./b/ c", "/app", []Move{{"/app/models", "/m"}, {"/a/*.txt", "/app/c"}, {"/app/b", "/app/c"}}},
		{"cd web && sudo cp -a . /out", "/app", []Move{{"/app/web", "/out"}}},
		{"cp -t /out a b; ln -s /x /y", "/", []Move{{"/a", "/out"}, {"/b", "/out"}, {"/x", "/y"}}},
		{"cp a /b && cp /a c && cp /a /b", "", []Move{{"/a", "/b"}}},
		{"cp $X /b && cp /a ${Y}/c && rm -r /a /b && cp --help", "/", nil},
	} {
		run := NewRun(test.text)
		if diff := cmp.Diff(test.want, run.Moves(test.dir)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.text, diff)
		}
	}
}
