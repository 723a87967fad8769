package ignore

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"unicode/utf8"
)

// buildKit finds its ignore file with ReadEntrypoint and dockerIgnorePatterns
// (moby/buildkit, frontend/dockerui/config.go), reads it with
// moby/patternmatcher and walks with fsutil.
var buildKit = model{
	name: "buildkit",
	own:  candidates{names: []string{dockerignore}, try: (*search).trySent},
	root: candidates{names: []string{dockerignore}, try: (*search).trySent},
	// containerd's DefaultMaxRecvMsgSize (moby/buildkit,
	// frontend/dockerui/readfile.go)
	sizeLimit:   16 << 20,
	lines:       (*File).dockerLines,
	clean:       readDocker,
	sendsRules:  true,
	invalidUTF8: "BuildKit puts U+FFFD for every invalid byte, and the rule does not match the name it is meant for",
	dialect:     dockerDialect,
	evaluate:    (*Matcher).askedTwice,
	remembers:   true,
	asksAgain:   true,
	entrance:    fsutilEntrance,
}

// CompileInclude takes an include list of fsutil, the walker of the BuildKit
// client, in the syntax of patternmatcher. Its verdicts say what is included,
// and Descends follows the include side of fsutil's filter.go.
func CompileInclude(patterns []string) (*Matcher, error) {
	rules, err := compileList(&buildKit, patterns)
	if err != nil {
		return nil, err
	}
	return newMatcher(&buildKit, rules, true, blocks), nil
}

// trySent opens a candidate that is sent to the daemon. Whatever cannot be
// opened is no ignore file, except that a file without read permission arrives
// as an empty one. If a file is opened and cannot be read, the transfer fails,
// and the build with it (tonistiigi/fsutil, send.go sendFile).
func (s *search) trySent(dir, name string) (found bool, err error) {
	path := filepath.Join(dir, name)
	src, err := s.Read.Inside(dir, name, readLimit)
	var at *fs.PathError
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		if s.Read.IsFile(path) {
			s.passOver(path, "is a link that leads out of the directory, where BuildKit does not follow it")
		}
		return false, nil
	case errors.Is(err, fs.ErrPermission):
		s.passOver(path, "may not be read, and reaches BuildKit as an empty file")
		src = nil
	case errors.As(err, &at) && at.Op == "read" && !errors.Is(err, syscall.EISDIR):
		return false, fmt.Errorf("reading %s: %w", path, at.Err)
	default:
		s.passOver(path, fmt.Sprintf("cannot be read, which BuildKit takes for no file (%v)", err))
		return false, nil
	}
	s.use(path, src)
	return true, nil
}

// throughJSON returns the pattern as it arrives at the client: the front end
// sends the list as JSON, which cannot hold invalid UTF-8 (moby/buildkit,
// client/llb/source.go ExcludePatterns).
func throughJSON(pattern string) string {
	if utf8.ValidString(pattern) {
		return pattern
	}
	var out string
	encoded, err := json.Marshal(pattern)
	if err == nil {
		err = json.Unmarshal(encoded, &out)
	}
	if err != nil {
		return pattern // a string always survives
	}
	return out
}

// askedTwice is walkMatch, and whether the content of a file is sent: when it
// opens the file, fsutil asks MatchesOrParentMatches.
func (m *Matcher) askedTwice(parent *outcome, own []uint32) *outcome {
	o := m.walkMatch(parent, own)
	if m.excepts {
		o.ever = union(parent.ever, own)
		o.sendsContent = m.everMatch(o.ever) == m.include
	} else {
		o.sendsContent = o.verdict.Matched == m.include
	}
	return o
}

// everMatch does what MatchesOrParentMatches does (moby/patternmatcher,
// patternmatcher.go), given the rules that match the path or any directory
// above it.
func (m *Matcher) everMatch(ever []uint32) bool {
	var v Verdict
	for _, i := range ever {
		v.apply(m.rules[i])
	}
	return v.Matched
}

// fsutilEntrance takes a pattern for a plain path if it has no wildcard but a
// trailing "/*" or "/**" (fsutil, filter.go, NewFilterFS,
// onlyPrefixExcludeExceptions); with any other the client looks everywhere.
func fsutilEntrance(pattern string) (path string, everywhere bool) {
	path = strings.TrimSuffix(strings.TrimSuffix(pattern, "/**"), "/*")
	return path, strings.ContainsAny(path, `*[]?^\`)
}
