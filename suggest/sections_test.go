package suggest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
)

// New lines go where a reader would look for them, and to the end where a
// negation would undo them.
func TestSections(t *testing.T) {
	files := []string{"main.go", "package.json", "web/node_modules/.bin/x 50k", ".venv/pyvenv.cfg 50k", "a.log 50k"}
	tests := []struct{ name, before, after string }{
		{
			"beside its like",
			"# ours\nbower_components\n\n# caches\n.cache\n",
			"# ours\nbower_components\nweb/node_modules\n\n# caches\n.cache\n\n# dependencies\n**/.venv\n\n# logs\n**/*.log\n",
		},
		{
			"by the heading",
			"# Dependencies\nfoo\n\n# Log files\nbar",
			"# Dependencies\nfoo\n**/.venv\nweb/node_modules\n\n# Log files\nbar\n**/*.log\n",
		},
		{
			"by the stack",
			"# Python\r\n*.x\r\n\r\n# Node\r\n*.y\r\n",
			"# Python\r\n*.x\r\n**/.venv\r\n\r\n# Node\r\n*.y\r\nweb/node_modules\r\n\r\n# logs\r\n**/*.log\r\n",
		},
		{
			"not before a negation",
			"# Dependencies\nfoo\n\n# Log files\n!x\n",
			"# Dependencies\nfoo\n\n# Log files\n!x\n\n# dependencies\n**/.venv\nweb/node_modules\n\n# logs\n**/*.log\n",
		},
	}
	for _, tt := range tests {
		in := place{files: files, ignore: tt.before}.input(t)
		p := Plan(in, Find(in), Options{})
		after := strings.Replace(string(p.After), "**/node_modules", "web/node_modules", 1)
		if diff := cmp.Diff(tt.after, after); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		f := ignore.Parse("", p.After)
		for _, s := range p.Added {
			if line := f.Line(s.Line); string(p.After[line.Start:line.End]) != s.Pattern {
				t.Errorf("%s: line %d is %q, not %q", tt.name, s.Line, p.After[line.Start:line.End], s.Pattern)
			}
		}
	}
}

// Lines that do nothing are found, and left out on demand.
func TestTidy(t *testing.T) {
	tests := []struct {
		name, before string
		idle         []string
		after        string
	}{
		{
			"what others say",
			"# a\nnode_modules\n**/node_modules\nweb/node_modules/x\nlogs\nlogs/a\n\nlogs\n",
			[]string{"2 node_modules: **/node_modules says that", "4 web/node_modules/x: **/node_modules says that", "5 logs: is there twice", "6 logs/a: logs says that"},
			"# a\n**/node_modules\n\nlogs\n",
		},
		{
			"exceptions come between: an empty directory hangs on each of the lines",
			"logs\n!logs/a\nlogs/a\n!logs/b\nlogs/b/c\nlogs\n!keep\n!keep\n",
			[]string{"8 !keep: is there twice"},
			"logs\n!logs/a\nlogs/a\n!logs/b\nlogs/b/c\nlogs\n!keep\n",
		},
		{
			"what is not there, and no tool makes",
			"my-notes\nnode_modules\n*.log\nmy-*/nothing\n",
			[]string{"1 my-notes: matches nothing here", "4 my-*/nothing: matches nothing here"},
			"my-notes\nnode_modules\n*.log\nmy-*/nothing\n",
		},
		{
			"made idle by a new line",
			"web/app.log\n",
			[]string{"1 web/app.log: **/*.log says that"},
			"**/*.log\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := []string{"main.go", "logs/a", "logs/b/c", "keep", "web/app.log 50k"}
			if tt.name == "made idle by a new line" {
				files = append(files, "other.log 50k", "x/y.log 50k")
			}
			in := place{files: files, ignore: tt.before}.input(t)
			var found []Candidate
			if tt.name == "made idle by a new line" {
				found = Find(in)
			}
			p := Plan(in, found, Options{Idle: true})
			var idle []string
			for _, l := range p.Idle {
				idle = append(idle, string(rune('0'+l.Line))+" "+l.Text+": "+l.Why)
			}
			if diff := cmp.Diff(tt.idle, idle); diff != "" {
				t.Errorf("idle (-want +got):\n%s", diff)
			}
			p = Plan(in, found, Options{Tidy: true})
			if diff := cmp.Diff(tt.after, string(p.After)); diff != "" {
				t.Errorf("after (-want +got):\n%s", diff)
			}
			f := ignore.Parse("", p.After)
			for _, s := range p.Added {
				if line := f.Line(s.Line); string(p.After[line.Start:line.End]) != s.Pattern {
					t.Errorf("line %d is %q, not %q", s.Line, p.After[line.Start:line.End], s.Pattern)
				}
			}
		})
	}
}
