package verify

import "testing"

func TestResultPaths(t *testing.T) {
	w := resultPaths{{"R", "."}, {"R.1", "real/b"}, {"R.2", "dir"}}
	for name, want := range map[string]string{
		"R": "", "R/a": "a", "R/x/y": "x/y", "R.1": "real/b", "R.1/c": "real/b/c", "R.2": "dir", "R.2/c": "dir/c", "R.10": "", "else": "",
	} {
		got := ""
		for _, e := range w.translate([]entry{{path: name}}) {
			got = e.path
		}
		if got != want {
			t.Errorf("%s is %q in the build context, want %q", name, got, want)
		}
	}
}
