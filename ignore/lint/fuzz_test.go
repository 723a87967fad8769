package lint

import (
	"testing"

	"github.com/buildctx/buildctx/ignore/diag"
)

// Whatever the bytes, every finding and every edit lies in the file, and a safe fix
// changes nothing that is sent.
func FuzzRun(f *testing.F) {
	for _, r := range Rules {
		if r.Bad.Times == 0 {
			f.Add([]byte(r.Bad.Ignore))
			f.Add([]byte(r.Good.Ignore))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		e := Example{Ignore: string(src), Files: "a/b/c a/d docs/keep.txt node_modules/x web/node_modules/y log1 build"}
		sound(t, e)
	})
}

// sound proves that findings and edits lie in the file, and that a fix which is called
// safe changes nothing that is sent.
func sound(t tester, e Example) {
	t.Helper()
	in := e.input(t)
	for _, d := range Run(in) {
		if d.Start < 0 || d.End < d.Start || d.End > len(e.Ignore) || d.Message == "" {
			t.Fatalf("%s: [%d,%d) of %q: %q", d.Rule, d.Start, d.End, e.Ignore, d.Message)
		}
		for _, fix := range d.Fixes {
			after, err := diag.Apply([]byte(e.Ignore), fix.Edits)
			if err != nil {
				t.Fatalf("%s on %q: %v", d.Rule, e.Ignore, err)
			}
			then := Example{Ignore: string(after), Files: e.Files}.input(t)
			if fix.Safety == diag.Safe && !in.Eligible.SendsAs(then.Eligible) {
				t.Fatalf("%s on %q: %q is called safe, and something else is sent", d.Rule, e.Ignore, after)
			}
		}
	}
}
