package analysis

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/context/predict"
)

// Explain says why a path is sent or not, as [predict.Prediction.Explain] does.
// The path is as a user types it: relative to the root of the build context,
// or absolute and below it.
func (r *Result) Explain(name string) predict.Explanation {
	return r.Prediction.Explain(r.belowRoot(name))
}

// belowRoot turns what a user types into a path below the root.
func (r *Result) belowRoot(name string) string {
	if filepath.IsAbs(name) {
		for _, root := range []string{r.Tree.Root(), r.Request.Dir} {
			root, err := filepath.Abs(root)
			if err != nil {
				continue
			}
			if rel, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(rel) {
				name = rel
				break
			}
		}
	}
	name = path.Clean(filepath.ToSlash(name))
	return strings.TrimPrefix(name, "/")
}
