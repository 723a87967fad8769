package suggest

import (
	"slices"
	"testing"
)

// What ends in the image helps the image, what is only walked over does not.
func TestHelpsImage(t *testing.T) {
	for dockerfile, want := range map[string]bool{
		"FROM node\nCOPY . .\nRUN npm ci\n":                                              true,
		"FROM node AS b\nCOPY . /b\nRUN npm ci\nFROM scratch\nCOPY --from=b /out /out\n": false,
	} {
		in := place{files: []string{"package.json", "node_modules/.bin/x 50k", "a.js"}, dockerfiles: []string{dockerfile}}.input(t)
		p := Plan(in, Find(in), Options{})
		if len(p.Added) != 1 || slices.Contains(p.Added[0].Helps, HelpImage) != want {
			t.Errorf("%q: %+v", dockerfile, p.Added)
		}
	}
}
