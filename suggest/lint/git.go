package lint

import "github.com/buildctx/buildctx/suggest/gitstate"

// names are the heaviest of some paths.
func (in *Input) names(all gitstate.Paths) string {
	const most = 3
	t := in.Sent.Tree
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
