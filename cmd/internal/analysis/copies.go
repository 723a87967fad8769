package analysis

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// account lists the sources of the main build context.
func (r *Result) account() {
	if r.Needs == nil {
		return
	}
	for k := range r.Needs.Sources {
		if s := &r.Needs.Sources[k]; s.Context == "" {
			r.Copies = append(r.Copies, Copy{s})
		}
	}
	r.taken = make(map[string]buildcontext.Totals)
}

// Taken counts what is sent on account of a source, as if it were the only one.
func (r *Result) Taken(c Copy) buildcontext.Totals {
	if c.Whole {
		return r.Eligible.Totals
	}
	totals, known := r.taken[c.Path]
	if !known {
		if view := r.alone(buildcontext.Rules{Builder: r.Request.Builder, Ignore: r.Matcher}, c.Source); view != nil {
			totals = view.Totals
		}
		r.taken[c.Path] = totals
	}
	return totals
}

// alone is what would be sent for one source.
func (r *Result) alone(rules buildcontext.Rules, s *needs.Source) *buildcontext.View {
	if s.Whole {
		return r.Eligible
	}
	if s.Path == "" {
		return nil
	}
	if r.Request.Builder == ignore.Buildah {
		return r.Tree.Take(rules, []string{s.Path})
	}
	include, whole, _ := r.Tree.Follow([]string{s.Path})
	if whole {
		return r.Eligible
	}
	matcher, err := ignore.CompileInclude(include)
	if err != nil {
		return nil
	}
	rules.Include = matcher
	return r.Tree.Replay(rules)
}

// buildahSources are the paths that COPY and ADD take. Bind mounts are not
// among them: Buildah applies no ignore rule to a mount
// (podman-container-tools/buildah#6450).
func buildahSources(set *needs.Set) []string {
	var out []string
	for _, s := range set.Sources {
		if s.Context == "" && !s.Mount && !s.Passive {
			out = append(out, s.Path)
		}
	}
	return out
}
