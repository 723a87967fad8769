package lint

import "github.com/buildctx/buildctx/suggest/gitstate"

// state is how what is sent stands to git; nil where that is not known.
func (p *Pass) state() *gitstate.State {
	if p.Build == nil {
		return nil
	}
	return p.Build.Git
}

// names are the heaviest of some paths.
func (p *Pass) names(all gitstate.Paths) string {
	const most = 3
	t := p.Build.Sent.Tree
	var out []string
	for _, at := range all.Paths {
		name := t.Path(at.Entry)
		if t.IsDir(at.Entry) {
			name += "/"
		}
		out = append(out, name)
	}
	return listed(out, most)
}
