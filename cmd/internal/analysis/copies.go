package analysis

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// account works out what each source takes, as if it were the only one.
func (r *Result) account() {
	if r.Needs == nil {
		return
	}
	rules := buildcontext.Rules{Builder: r.Request.Builder, Ignore: r.Matcher}
	for _, s := range r.Needs.Sources {
		if s.Context != "" {
			continue
		}
		c := Copy{Source: s}
		if view := r.alone(rules, s); view != nil {
			c.Totals = view.Totals
		}
		r.Copies = append(r.Copies, c)
	}
}

// alone is what would be sent for one source.
func (r *Result) alone(rules buildcontext.Rules, s needs.Source) *buildcontext.View {
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
