package predict

import (
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// Sources has an element for each source that a COPY, an ADD or a mount takes
// from the main build context, in the order of the Dockerfile.
func (p *Prediction) Sources() []*needs.Source { return p.sources() }

func (p *Prediction) listSources() (out []*needs.Source) {
	if p.Concealed {
		return nil
	}
	return p.mainSources()
}

// mainSources are the sources of the main build context, be they shown or not.
func (p *Prediction) mainSources() (out []*needs.Source) {
	if p.Needs == nil {
		return nil
	}
	for k := range p.Needs.Sources {
		if s := &p.Needs.Sources[k]; s.Context == "" {
			out = append(out, s)
		}
	}
	return out
}

// anyBeside reports whether a function is true of another source of the same
// instruction, or whether that cannot be known.
func (p *Prediction) anyBeside(s *needs.Source, is func(*needs.Source) bool) bool {
	for _, other := range p.mainSources() {
		if other != s && !other.Mount && other.Line == s.Line && other.StageIndex == s.StageIndex && other.Platform == s.Platform &&
			(other.Unknown != "" || is(other)) {
			return true
		}
	}
	return false
}

// Taken counts what is sent on account of a source, as if it were the only one.
func (p *Prediction) Taken(s *needs.Source) buildcontext.Totals {
	if s.Whole {
		return p.Eligible.Totals
	}
	return p.taken.of(s)
}

func (p *Prediction) take(s *needs.Source) (none buildcontext.Totals) {
	if view := p.alone(p.replayed(), s); view != nil {
		return view.Totals
	}
	return none
}

// AskedBy are the sources that would have an entry sent if no ignore rule
// spoke.
func (p *Prediction) AskedBy(entry uint32) (out []*needs.Source) {
	for _, s := range p.Sources() {
		if s.Whole {
			out = append(out, s)
		} else if view := p.asked.of(s); view != nil && view.Sent(entry) {
			out = append(out, s)
		}
	}
	return out
}

// alone is what would be sent for one source; nil for none.
func (p *Prediction) alone(rules buildcontext.Rules, s *needs.Source) *buildcontext.View {
	switch {
	case s.Path == "":
		return nil
	case buildcontext.ReadsInPlace(p.Builder):
		return p.Tree.ReplaySources(rules, []string{s.Path})
	}
	include, whole, _ := p.Tree.FollowLinks([]string{s.Path})
	if whole {
		return p.Eligible
	}
	matcher, err := ignore.CompileInclude(include)
	if err != nil {
		return nil
	}
	rules.Include = matcher
	return p.Tree.Replay(rules)
}

// A memo keeps what was worked out for sources, by their paths.
type memo[V any] struct {
	mu    sync.Mutex
	most  int // how many are kept
	made  map[string]V
	forIt func(*needs.Source) V
}

func newMemo[V any](most int, forIt func(*needs.Source) V) *memo[V] {
	return &memo[V]{most: most, made: make(map[string]V), forIt: forIt}
}

// of is what there is for a source.
func (m *memo[V]) of(s *needs.Source) V {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, known := m.made[s.Path]
	if !known {
		if v = m.forIt(s); len(m.made) < m.most {
			m.made[s.Path] = v
		}
	}
	return v
}
