package report

import (
	"fmt"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

const (
	// shownGitPaths is how many paths a line about git names.
	shownGitPaths = 3
	// worthUntracked is the weight in bytes from which files are worth a line
	// that are new and not yet tracked.
	worthUntracked = 1_000_000
)

// gitNotes are what git knows of what is sent, as far as nothing else in the
// report says it.
func gitNotes(r *analysis.Result) []string {
	s := r.GitState
	if s == nil {
		return nil
	}
	var out []string
	if p := r.IgnoredSent; p != nil && p.Files > 0 {
		out = append(out, "ignored by git, yet sent: "+gitPaths(r, *p))
	}
	if p := r.UntrackedSent; p != nil && p.Bytes >= worthUntracked {
		out = append(out, "neither tracked nor ignored by git, yet sent: "+gitPaths(r, *p))
	}
	switch dirty := s.Dirty != nil && *s.Dirty; {
	case s.Apart() && r.GitAsked != "":
		out = append(out, fmt.Sprintf("%s; %s", s.Why, r.GitAsked))
	case dirty && !r.GitShouldGo() && s.Excluded.Files > 0:
		verb := "are"
		if s.Excluded.Files == 1 {
			verb = "is"
		}
		out = append(out, fmt.Sprintf("%s %s excluded while .git is sent: versions made from git will say -dirty (%s)",
			Plural(s.Excluded.Files, "tracked file"), verb, gitNames(r, s.Excluded)))
	case dirty && !r.GitShouldGo():
		out = append(out, fmt.Sprintf("%s: versions made from git will say -dirty", s.Why))
	}
	return out
}

func gitPaths(r *analysis.Result, p gitstate.Paths) string {
	return fmt.Sprintf("%s, %s (%s)", Plural(p.Files, "file"), Size(p.Bytes), gitNames(r, p))
}

// gitNames names the heaviest of the paths.
func gitNames(r *analysis.Result, p gitstate.Paths) string {
	var names []string
	for _, at := range p.Paths[:min(len(p.Paths), shownGitPaths)] {
		name := r.Tree.Path(at.Entry)
		if r.Tree.IsDir(at.Entry) {
			name += "/"
		}
		names = append(names, shorten(Name(name)))
	}
	if more := len(p.Paths) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%s more", Count(more)))
	}
	return strings.Join(names, ", ")
}

// maxGitPaths is how many paths of a kind the JSON report names.
const maxGitPaths = 20

type (
	jsonGit struct {
		IgnoredSent     *jsonGitPaths `json:"ignored_sent"`
		UntrackedSent   *jsonGitPaths `json:"untracked_sent"`
		TrackedExcluded *jsonGitPaths `json:"tracked_excluded"`
		Dirty           *bool         `json:"dirty"`
		Directory       string        `json:"git_dir"`
		Why             string        `json:"why"`
		Asked           string        `json:"asked,omitempty"`
	}
	// jsonGitPaths counts all paths of a kind and names the heaviest, topmost
	// ones.
	jsonGitPaths struct {
		Files int           `json:"files"`
		Bytes int64         `json:"bytes"`
		Paths []jsonGitPath `json:"paths"`
	}
	jsonGitPath struct {
		jsonPath
		Files int   `json:"files"`
		Bytes int64 `json:"bytes"`
	}
)

// gitJSON is what git knows of what is sent; nil without git.
func gitJSON(r *analysis.Result) *jsonGit {
	s := r.GitState
	if s == nil {
		return nil
	}
	return &jsonGit{
		IgnoredSent: gitPathsJSON(r, s.Ignored), UntrackedSent: gitPathsJSON(r, s.Untracked), TrackedExcluded: gitPathsJSON(r, &s.Excluded),
		Dirty: s.Dirty, Directory: string(s.Directory), Why: s.Why, Asked: r.GitAsked,
	}
}

func gitPathsJSON(r *analysis.Result, p *gitstate.Paths) *jsonGitPaths {
	if p == nil {
		return nil
	}
	out := &jsonGitPaths{Files: p.Files, Bytes: p.Bytes, Paths: []jsonGitPath{}}
	for _, at := range p.Paths[:min(len(p.Paths), maxGitPaths)] {
		out.Paths = append(out.Paths, jsonGitPath{jsonPath: pathJSON(r.Tree.Path(at.Entry)), Files: at.Files, Bytes: at.Bytes})
	}
	return out
}
