package builds

import (
	"testing"

	"github.com/buildctx/buildctx/suggest/commands"
)

func TestAsksGit(t *testing.T) {
	for text, want := range map[string]bool{
		"git describe":                         true,
		"cd x && V=$(git rev-parse HEAD) make": true,
		"V=1 git log":                          true,
		"sh -c 'git status'":                   true,
		"git -C sub log":                       true,
		"/usr/bin/git log":                     true,
		"git clone https://x":                  false,
		"apk add --no-cache git make":          false,
		"git --version":                        false,
		"git config --global user.name x":      false,
		"git config --add safe.directory /x":   true,
		"echo digit && ./git.sh":               false,
		"pip install setuptools_scm":           true,
		"apt-get install gitversion":           false,
	} {
		r := &Builds{}
		r.add(runLine{Run: commands.NewRun(text), where: "Dockerfile:2"})
		if got := r.AsksGit().By != ""; got != want {
			t.Errorf("%q asks git: %v", text, got)
		}
	}
}
