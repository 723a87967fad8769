package analysis

import (
	"errors"
	"fmt"
	"io/fs"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// refuse collects what makes the builder stop, and what it does in silence.
func (r *Result) refuse() {
	for _, f := range r.Transferred.Failures {
		switch {
		case f.Rule != nil:
			r.Refusals = append(r.Refusals, Refusal{File: r.IgnorePath, Line: f.Rule.Line, Message: f.Message})
		case f.Stops:
			r.Refusals = append(r.Refusals, Refusal{File: r.Tree.Path(f.Entry), Message: f.Message})
		default:
			r.Remarks = append(r.Remarks, fmt.Sprintf("%s: %s", quoted(r.Tree.Path(f.Entry)), f.Message))
		}
	}
	for _, p := range r.Tree.Problems() {
		if p.Kind == scan.Vanished || errors.Is(p.Err, fs.ErrNotExist) {
			r.Remarks = append(r.Remarks, fmt.Sprintf("%s vanished while it was read; when that happens to BuildKit it drops the rest of the directory without a word", quoted(p.Path)))
		}
	}
	r.hollow()
	r.missing()
}

// hollow finds files that BuildKit announces and sends without content.
func (r *Result) hollow() {
	count, first := 0, ""
	for e := range r.Transferred.Entries() {
		if e.Note == buildcontext.NoteEmpty {
			if count == 0 {
				first = r.Tree.Path(e.Index)
			}
			count++
		}
	}
	if count > 0 {
		r.Remarks = append(r.Remarks, fmt.Sprintf(
			"%s arrives empty (%d in all): a negation brings it back, and a pattern after that excludes its directory; BuildKit sends the name without the content",
			quoted(first), count))
	}
}

// missing finds sources that name nothing of what is sent. BuildKit accepts
// wildcards that match nothing; a path must exist (dockerfile2llb
// convert_copy.go, AllowEmptyWildcard).
func (r *Result) missing() {
	for _, c := range r.Copies {
		if c.Whole || c.Passive || c.Unknown != "" || c.Path == "" || buildcontext.HasWildcard(c.Path) && r.Request.Builder == ignore.BuildKit {
			continue
		}
		if r.sends(c) {
			continue
		}
		r.Refusals = append(r.Refusals, Refusal{File: r.Dockerfile, Line: c.Line, Message: r.absence(c)})
	}
}

// sends reports whether a source names something that is sent. Buildah mounts
// the directory as it is, whatever the ignore file says
// (podman-container-tools/buildah#6450).
func (r *Result) sends(c Copy) bool {
	for _, i := range r.Tree.Find(c.Path) {
		if i == 0 || r.Transferred.Sent(i) || c.Mount && r.Request.Builder == ignore.Buildah {
			return true
		}
	}
	return false
}

// absence says in the builder's words that a source is missing, and why.
func (r *Result) absence(c Copy) string {
	said := fmt.Sprintf("failed to compute cache key: %s: not found", quoted("/"+c.Path))
	if r.Request.Builder != ignore.BuildKit {
		said = fmt.Sprintf("%s %s: no such file or directory", c.Instruction, quoted(c.Path))
	}
	found := r.Tree.Find(c.Path)
	if len(found) == 0 {
		return said
	}
	path := r.Tree.Path(found[0])
	steps := r.Matcher.Explain(path)
	for k := len(steps) - 1; k >= 0; k-- {
		if steps[k].Effect == ignore.Excludes {
			return fmt.Sprintf("%s (%s:%d %s excludes it)", said, r.IgnorePath, steps[k].Rule.Line, quoted(steps[k].Rule.Text))
		}
	}
	if r.Request.Builder == ignore.BuildKit && path != c.Path {
		return said + " (BuildKit loses a second path through one symbolic link, moby/buildkit#3238)"
	}
	return said
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return fmt.Sprintf("%q", name) }
