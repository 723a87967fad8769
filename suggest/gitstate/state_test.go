package gitstate

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// repo is the least of what git takes for a repository.
var repo = []string{".git/HEAD 23", ".git/config 100", ".git/index 500", ".git/objects/ab/cd 100", ".git/refs/heads/main 41"}

func TestState(t *testing.T) {
	for _, c := range []struct {
		name      string
		files     []string
		rules     string
		tracked   []string
		modules   []string
		unchecked []string
		ignored   []string // base names
		asks      []string // of the paths that are asked for; nil for everything
		unknown   bool
		want      string
	}{
		{
			name:  "ignored and untracked",
			files: append(slices.Clone(repo), "src/main.go 10", "data/a 30", "data/b 20", "new/x.log 5", "new/y 7", "new/.git/HEAD 9", "src/x.log 1", "gone 100"),
			rules: "gone", tracked: []string{"src/main.go"}, ignored: []string{"data", "x.log"},
			want: "ignored 4/56: data 2/50, new/x.log 1/5, src/x.log 1/1 · untracked 1/7: new 1/7 · excluded 0/0: · directory clean: all tracked files are sent",
		},
		{
			name: "excluded", files: append(slices.Clone(repo), "a 1", "docs/x 2", "docs/deep/y 3", "src/a.md 4", "src/a.go 5"),
			rules: "docs\n**/*.md", tracked: []string{"a", "docs/deep/y", "docs/x", "src/a.go", "src/a.md"},
			want: "ignored 0/0: · untracked 0/0: · excluded 3/9: docs 2/5, src/a.md 1/4 · directory dirty: the build sees 3 tracked files as deleted, which the ignore file excludes",
		},
		{
			name: "sparse checkout", files: append(slices.Clone(repo), "a 1", "b 1"), rules: "b",
			tracked: []string{"a", "b", "gone"}, unchecked: []string{"b", "gone"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory clean: all tracked files are sent",
		},
		{
			name: "deleted", files: append(slices.Clone(repo), "a 1"), tracked: []string{"a", "gone"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory dirty: the directory lacks 1 tracked file",
		},
		{
			name: "not asked for", files: append(slices.Clone(repo), "a 1", "b 1"), tracked: []string{"a", "b"}, asks: []string{".git", "a"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory dirty: the build sees 1 tracked file as deleted, which no COPY, ADD or bind mount names",
		},
		{
			name: "perhaps asked for", files: append(slices.Clone(repo), "a 1", "b 1"), tracked: []string{"a", "b"}, asks: []string{".git", "a"}, unknown: true,
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory unknown: it is not known whether all tracked files are sent",
		},
		{
			name: "submodules", files: append(slices.Clone(repo), "sub/x 1", "other/y 1"), rules: "sub/x\nother", tracked: []string{"other", "sub"}, modules: []string{"other", "sub"},
			want: "ignored 0/0: · untracked 0/0: · excluded 1/0: other 1/0 · directory dirty: the build sees 1 tracked file as deleted, which the ignore file excludes",
		},
		{
			name: "part of a submodule", files: append(slices.Clone(repo), "sub/x 1", "sub/.git 30"), rules: "sub/x", tracked: []string{"sub"}, modules: []string{"sub"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory unknown: a submodule is sent in part, and what git tracks in it is not known",
		},
		{
			name: "no .git sent", files: append(slices.Clone(repo), "a 1"), rules: ".git\na", tracked: []string{"a"},
			want: "ignored 0/0: · untracked 0/0: · excluded 1/1: a 1/1 · directory unknown: .git is not sent",
		},
		{
			name: "a part of .git", files: append(slices.Clone(repo), "a 1"), rules: ".git/objects/ab", tracked: []string{"a"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory unknown: only a part of .git is sent, with which git does not work",
		},
		{
			name: "no index", files: append(slices.Clone(repo), "a 1"), rules: ".git/index", tracked: []string{"a"},
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory dirty: .git/index is not sent: the build sees all tracked files as deleted",
		},
		{
			name: "alternates", files: append(slices.Clone(repo), ".git/objects/info/alternates 1"),
			want: "ignored 0/0: · untracked 0/0: · excluded 0/0: · directory unknown: objects of .git lie elsewhere (objects/info/alternates), and git does not work in the build",
		},
		{
			name: "below a repository", files: []string{"a 1"}, rules: "a", tracked: []string{"a"},
			want: "ignored 0/0: · untracked 0/0: · excluded 1/1: a 1/1 · none unknown: there is no .git in the root of the build context",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := place{files: c.files, ignore: c.rules}.input(t)
			g := Input{
				Tree: in.Tree, Eligible: in.Eligible, Sent: in.Eligible, Known: !c.unknown,
				Index: Index{Paths: c.tracked, Modules: c.modules, Unchecked: c.unchecked},
				Check: func(paths []string) (map[string]bool, error) {
					out := make(map[string]bool)
					for _, p := range paths {
						out[p] = slices.Contains(c.ignored, path.Base(p))
					}
					return out, nil
				},
			}
			if c.asks != nil {
				include, err := ignore.CompileInclude(c.asks)
				if err != nil {
					t.Fatal(err)
				}
				g.Sent = in.Tree.Replay(buildcontext.Rules{Ignore: in.Eligible.Rules.Ignore, Include: include})
			}
			if diff := cmp.Diff(c.want, shown(in.Tree, New(g))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func shown(t *buildcontext.Tree, s *State) string {
	paths := func(p Paths) string {
		var out []string
		for _, at := range p.Paths {
			out = append(out, fmt.Sprintf(" %s %d/%d", t.Path(at.Entry), at.Files, at.Bytes))
		}
		return fmt.Sprintf("%d/%d:%s", p.Files, p.Bytes, strings.Join(out, ","))
	}
	dirty := "unknown"
	if s.Dirty != nil {
		dirty = map[bool]string{true: "dirty", false: "clean"}[*s.Dirty]
	}
	return fmt.Sprintf("ignored %s · untracked %s · excluded %s · %s %s: %s",
		paths(*s.Ignored), paths(*s.Untracked), paths(s.Excluded), s.Directory, dirty, s.Why)
}

func TestLinks(t *testing.T) {
	for text, want := range map[string]Directory{
		"gitdir: /home/me/app/.git/worktrees/fix\n":   Worktree,
		"gitdir: ../.git/modules/lib\n":               Submodule,
		"gitdir: ../../.git/modules/libs/deep/lib\n":  Submodule,
		"gitdir: ../.git/modules/lib/worktrees/fix\n": Worktree,
		"gitdir: /srv/repositories/app\n":             Elsewhere,
		"":                                            Elsewhere,
		`gitdir: C:\app\.git\worktrees\fix`:           Worktree,
	} {
		in := place{files: []string{".git 40", "a 1"}}.input(t)
		s := New(Input{
			Tree: in.Tree, Eligible: in.Eligible, Sent: in.Eligible, Known: true,
			Check: func([]string) (map[string]bool, error) { return nil, nil },
			Head:  func(string, int) []byte { return []byte(text) },
		})
		if s.Directory != want || !s.Apart() || s.Dirty != nil {
			t.Errorf("%q: %s, %v", text, s.Directory, s.Dirty)
		}
	}
}

// Where there is too much to ask about, or git fails, nothing is said of it.
func TestUnknown(t *testing.T) {
	var files []string
	for k := range maxUntracked + 1 {
		files = append(files, fmt.Sprintf("new/%d 1", k))
	}
	in := place{files: files}.input(t)
	asked := 0
	g := Input{Tree: in.Tree, Eligible: in.Eligible, Sent: in.Eligible, Check: func(paths []string) (map[string]bool, error) {
		asked += len(paths)
		return nil, nil
	}}
	if s := New(g); s.Ignored != nil || s.Untracked != nil || asked != 1 {
		t.Errorf("too many: %v, %v, %d asked about", s.Ignored, s.Untracked, asked)
	}
	g.Check = func([]string) (map[string]bool, error) { return nil, fmt.Errorf("git is broken") }
	if s := New(g); s.Ignored != nil || s.Untracked != nil {
		t.Errorf("git fails: %v, %v", s.Ignored, s.Untracked)
	}
}
