package ignore

import (
	"path"
	"path/filepath"
	"strings"
)

// buildah finds its ignore file with ContainerIgnoreFile (buildah,
// pkg/parse/parse.go), reads it with openshift/imagebuilder, matches with
// go.podman.io/storage and walks with its own copier. Beside the Dockerfile
// .dockerignore goes before .containerignore, in the root it is the other way
// round.
var buildah = model{
	name:        "buildah",
	own:         candidates{names: []string{dockerignore, containerignore}, try: (*search).tryFollowed},
	root:        candidates{names: []string{containerignore, dockerignore}, try: (*search).tryInside},
	whyNotOwn:   "is not the ignore file that Buildah takes",
	lines:       (*File).buildahLines,
	clean:       readBuildah,
	invalidUTF8: "any invalid byte matches any other",
	// go.podman.io/storage, pkg/fileutils/fileutils.go, Pattern.compile
	dialect:  dialect{always: true, escaped: ".$", leaking: `[]\{|}^+()`, below: true},
	evaluate: (*Matcher).lastMatch,
	// podman-container-tools/buildah#6450
	mountsAll:      true,
	entrance:       func(pattern string) (path string, everywhere bool) { return strings.Trim(pattern, "/"), false },
	entersByPrefix: true,
}

// buildahLines reads the file as ParseIgnoreReader does
// (openshift/imagebuilder, builder.go): it knows no byte order mark and no
// white space, and takes all slashes off both ends.
func (f *File) buildahLines(yield func(patternLine) bool) {
	for line := range f.Lines() {
		content := f.withoutFeed(line)
		pattern := strings.Trim(content, "/")
		if strings.HasPrefix(content, "#") || pattern == "" {
			continue
		}
		w := patternLine{line: line.Number, pattern: pattern}
		w.start, w.end = trimmedSpan(line.Start, content)
		if !yield(w) {
			return
		}
	}
}

// readBuildah does with a pattern what NewPatternMatcher does for Buildah
// (go.podman.io/storage, pkg/fileutils/fileutils.go).
func readBuildah(pattern string) (cleaned string, negated bool, err error) {
	p := strings.TrimSpace(pattern)
	if p == "" {
		return "", false, nil
	}
	p = path.Clean(p)
	if p[0] == '!' {
		if p == "!" {
			return "", true, errIllegalExclusion
		}
		negated = true
		p = strings.TrimPrefix(path.Clean(p[1:]), "/")
	}
	// Only the error counts. path.Match will not do: it finds errors that
	// filepath.Match overlooks.
	_, err = filepath.Match(p, ".")
	return p, negated, err
}
