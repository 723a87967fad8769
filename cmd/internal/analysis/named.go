package analysis

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/predict"
)

// checkNamed looks at the named contexts that are directories: they have to be
// there (buildx build/opt.go, loadInputs).
func (r *Result) checkNamed() error {
	for _, c := range r.Request.NamedContexts {
		name, value, _ := strings.Cut(c, "=")
		if project.IsRemote(value) {
			continue
		}
		info, err := os.Stat(value)
		if err == nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		if err != nil {
			return fmt.Errorf("named context %s: %s: %w", name, value, err)
		}
	}
	return nil
}

// noteNamed says of each directory that is a named context of this build that
// it is transferred besides, if that is not looked at.
func (r *Result) noteNamed() {
	if r.Request.Wire {
		return
	}
	var noted []string
	for _, s := range r.Needs.Sources {
		if s.Context == "" || slices.Contains(noted, s.Context) {
			continue
		}
		noted = append(noted, s.Context)
		for _, c := range r.Request.NamedContexts {
			if name, value, _ := strings.Cut(c, "="); name == s.Context && !project.IsRemote(value) {
				r.Unknowns = append(r.Unknowns, fmt.Sprintf("The named context %s (%s) is a transfer of its own, which is not part of these figures.", quoted(name), quoted(value)))
			}
		}
	}
}

// refuseNamed books what stops the builder in the transfers of a named context.
func (r *Result) refuseNamed(c named, transfers []Transfer) {
	for _, t := range transfers {
		r.Refusals = append(r.Refusals, predict.Followed{Unreadable: t.followed.Unreadable}.Refusals("")...)
		for _, f := range t.View.Failures {
			if f.Stops {
				r.Refusals = append(r.Refusals, predict.Refusal{File: filepath.Join(c.dir, t.View.Tree.Path(f.Entry)), Message: f.Message})
			}
		}
	}
	for k := range r.Needs.Sources {
		s := &r.Needs.Sources[k]
		if s.Context != c.key || s.Instruction == "FROM" || s.Passive || s.Unknown != "" {
			continue
		}
		said := ""
		for _, t := range transfers {
			if said = predict.Lacks(t.View, s); said == "" {
				break
			}
		}
		if said != "" {
			r.Refusals = append(r.Refusals, predict.Refusal{File: r.Dockerfile, Line: s.Line, Message: said})
		}
	}
}
