package catalog

import (
	"path"
	"slices"
	"strings"
)

// chores are files in the root of a project for the people, the editors and the
// machines that look after it.
var chores = []string{
	".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "Jenkinsfile", ".drone.yml", ".woodpecker.yml", "bitbucket-pipelines.yml",
	"appveyor.yml", ".appveyor.yml", "cloudbuild.yaml", ".mailmap", ".git-blame-ignore-revs", ".pre-commit-config.yaml", "CODEOWNERS",
	"renovate.json", ".renovaterc", ".renovaterc.json", "codecov.yml", ".codecov.yml", ".readthedocs.yaml", ".readthedocs.yml",
	"CLAUDE.md", "AGENTS.md", "GEMINI.md", ".cursorrules", "docker-compose*.yml", "docker-compose*.yaml", "compose*.yml", "compose*.yaml",
	"docker-bake.hcl", "docker-bake.json",
}

// IsChore reports whether a file of a name in the root of a project is for
// those who look after it, and for no build.
func IsChore(name string) bool { return MatchesAny(name, chores) }

// MatchesAny reports whether a name is one of those named, or fits a pattern
// with stars among them.
func MatchesAny(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if name == pattern || strings.IndexByte(pattern, '*') < 0 {
			return name == pattern
		}
		ok, err := path.Match(pattern, name)
		return ok && err == nil
	})
}
