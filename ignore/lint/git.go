package lint

import (
	"fmt"
	"strings"

	"github.com/buildctx/buildctx/suggest"
)

// state is how what is sent stands to git; nil where that is not known.
func (p *Pass) state() *suggest.GitState {
	if p.Build == nil {
		return nil
	}
	return p.Build.Git
}

// names are the heaviest of some paths, with how much there is of all.
func (p *Pass) names(paths suggest.GitPaths) string {
	const most = 3
	t := p.Build.Sent.Tree
	var out []string
	for _, at := range paths.Paths[:min(len(paths.Paths), most)] {
		name := t.Path(at.Entry)
		if t.IsDir(at.Entry) {
			name += "/"
		}
		out = append(out, name)
	}
	if n := len(paths.Paths) - most; n > 0 {
		return strings.Join(out, ", ") + " and " + others(n)
	}
	return strings.Join(out, ", ")
}

// others counts what is not named.
func others(n int) string { return fmt.Sprintf("%d more", n) }
