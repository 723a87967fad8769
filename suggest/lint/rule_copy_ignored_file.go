package lint

import "github.com/buildctx/buildctx/ignore/diag"

var copyIgnoredFile = told(Rule{
	ID: "copy-ignored-file", Severity: diag.Error, Varies: "warning for a wildcard",
	What: "A COPY, an ADD or a bind mount names what the ignore file keeps out.",
	Why: "The build fails, since the builder never gets it; with a wildcard BuildKit copies nothing and says nothing. " +
		"The check of that name in BuildKit compares the words of the line with the rules; this one looks at what is sent, so that it is right with \"!\" lines, wildcards and links, too.",
	URL:  "https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/",
	Bad:  Example{Ignore: "dist\n", Dockerfile: "FROM scratch\nCOPY dist/app /\n", Files: "dist/app"},
	Good: Example{Ignore: "dist\n!dist/app\n", Dockerfile: "FROM scratch\nCOPY dist/app /\n", Files: "dist/app dist/b"},
}, "except it from the rule with a line behind it that begins with !, or do not copy it")
