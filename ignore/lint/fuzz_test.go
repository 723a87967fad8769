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
		in := e.input(t)
		for _, d := range Run(in) {
			if d.Start < 0 || d.End < d.Start || d.End > len(src) || d.Message == "" {
				t.Fatalf("%s: [%d,%d) of %q", d.Rule, d.Start, d.End, src)
			}
			for _, fix := range d.Fixes {
				after, err := diag.Apply(src, fix.Edits)
				if err != nil {
					t.Fatalf("%s on %q: %v", d.Rule, src, err)
				}
				then := Example{Ignore: string(after), Files: e.Files}.input(t)
				if fix.Safety == diag.Safe && !in.Eligible.SendsAs(then.Eligible) {
					t.Fatalf("%s on %q: %q is called safe, and something else is sent", d.Rule, src, after)
				}
			}
		}
	})
}
