package lint

import "github.com/buildctx/buildctx/ignore/diag"

var copySourceMissing = told(Rule{
	ID: "copy-source-missing", Local: true, Severity: diag.Error, Varies: "info where something may make it first",
	What: "A COPY, an ADD or a bind mount names what is not in the build context.",
	Why: "The build fails. Paths are those below the root of the build context, not below the directory of the Dockerfile. " +
		"What a build or a tool makes may be missing in a fresh checkout: then it is worth knowing only.",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY requirement.txt /\n", Files: "requirements.txt"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY requirements.txt /\n", Files: "requirements.txt"},
}, "correct the path, or make the file before the build")
