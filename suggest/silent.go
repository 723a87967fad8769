package suggest

import "github.com/buildctx/buildctx/ignore/diag"

// withoutGit makes candidates a matter of review that git might have called
// tracked, when it would not answer. What a marker proves, such as
// dependencies, does not depend on git.
func withoutGit(found []Candidate) {
	for i := range found {
		switch c := &found[i]; c.Category {
		case VCS, Dependencies, Cache, OS, Editor:
		default:
			c.Safety = min(c.Safety, diag.Review)
			c.Evidence = append(c.Evidence, "git does not say whether it is tracked")
		}
	}
}
