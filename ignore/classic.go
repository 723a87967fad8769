package ignore

import (
	"path"
	"strings"
)

// classic finds its ignore file with ReadDockerignore (docker/cli,
// cli/command/image/build/dockerignore.go), reads it with moby/patternmatcher
// and walks with go-archive.
var classic = model{
	name:        "classic",
	root:        candidates{names: []string{dockerignore}, try: (*search).tryFollowed},
	whyNotOwn:   "belongs to the Dockerfile, which only BuildKit and Buildah know",
	lines:       (*File).dockerLines,
	clean:       readDocker,
	invalidUTF8: "only names with the very same bytes match, and in a rule with wildcards any invalid byte matches any other",
	dialect:     dockerDialect,
	evaluate:    (*Matcher).walkMatch,
	remembers:   true,
	entrance:    func(pattern string) (path string, everywhere bool) { return pattern, false },
}

// ClassicMatcher returns the rules as the classic client applies them to a
// build whose Dockerfile has the given path below the build context; the path
// is empty when the Dockerfile lies elsewhere. The client appends a negation
// where a rule would keep the Dockerfile or the ignore file out, because the
// daemon needs both; such a rule has Line 0 (docker/cli,
// cli/command/image/build/dockerignore.go TrimBuildFilesFromExcludes).
func (f *File) ClassicMatcher(dockerfile string) *Matcher {
	rules := f.Matcher(Classic).Rules()
	for _, name := range []string{".dockerignore", path.Clean(dockerfile)} {
		if name == "." || !deprecatedMatch(rules, name) {
			continue
		}
		r := &Rule{Index: len(rules), Text: "!" + name}
		if r.compile(&classic, r.Text); r.expr.kind != nothing {
			rules = append(rules[:len(rules):len(rules)], r)
		}
	}
	return newMatcher(&classic, rules, false, blocks)
}

// deprecatedMatch does what the deprecated Matches does (moby/patternmatcher,
// patternmatcher.go): of the directories above the path it asks each rule about
// a single one, the one with as many components as the rule has, and so misses
// some paths. A rule that cannot be evaluated ends it.
func deprecatedMatch(rules []*Rule, name string) bool {
	matched := false
	above := strings.Split(path.Dir(name), "/")
	for _, r := range rules {
		if r.Negated != matched {
			continue
		}
		if r.Late {
			return false
		}
		match := r.matches(name, true)
		if components := strings.Count(r.Pattern, "/") + 1; !match && path.Dir(name) != "." && components <= len(above) {
			match = r.matches(strings.Join(above[:components], "/"), true)
		}
		if match {
			matched = !r.Negated
		}
	}
	return matched
}
