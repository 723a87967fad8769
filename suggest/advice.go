package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
)

// What a build can be given in the place of what it asks for.
const (
	adviseVersion = "pass the version with --build-arg; or send it and mount it for that RUN alone (--mount=type=bind,source=.git,target=.git), " +
		"so that it ends in no layer; a build that only reads the revision needs .git/HEAD and .git/refs"
	adviseSecret = "give the secret to the RUN that needs it: --mount=type=secret"
)

// advice says how a build gets what it needs of a questionable group in another
// way; empty where there is nothing to say.
func (s *search) advice(g *group) string {
	switch {
	case g.safety == diag.Safe:
	case g.heuristic == versionControl && !g.name.Holder && s.runs.AsksGit() != "":
		return adviseVersion
	case g.name.Category == Secret && s.furthest([]uint32{g.findings[0].entry}) != builds.NotTaken:
		return adviseSecret
	}
	return ""
}
