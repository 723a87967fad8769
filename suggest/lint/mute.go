package lint

import (
	"slices"
	"sort"

	"github.com/buildctx/buildctx/ignore/diag"
)

// A mute is what one or several suppressions speak of: the bytes from start to
// before end, where it is not a file as a whole or everything.
type mute struct {
	start, end int
	used       bool
}

// mutes are those of all suppressions, by what they are about, in the order of
// the file.
type mutes map[about][]*mute

// An about is what a rule finds in the lines of a file or about it as a whole;
// without a file everywhere.
type about struct {
	rule, file string
	whole      bool
}

// add adds what a suppression speaks of. What is found about a file as a whole
// stands on no line, so that any comment in the file will do.
func (m mutes) add(s *suppression) {
	if s.below == nil {
		s.mutes = append(s.mutes, m.mute(about{rule: s.id}, 0, 0))
		return
	}
	s.mutes = append(s.mutes, m.mute(about{s.id, s.at.File, true}, 0, 0))
	if s.below.End > 0 {
		s.mutes = append(s.mutes, m.mute(about{rule: s.id, file: s.below.File}, s.below.Start, s.below.End))
	}
}

// mute is the one for some bytes, which come in the order of the file.
func (m mutes) mute(key about, start, end int) *mute {
	if n := len(m[key]); n > 0 && m[key][n-1].start == start {
		return m[key][n-1]
	}
	m[key] = append(m[key], &mute{start: start, end: end})
	return m[key][len(m[key])-1]
}

// silence reports whether a suppression speaks of a finding, and takes note of
// it.
func (m mutes) silence(d diag.Diagnostic) bool {
	speaking := slices.Clone(m[about{rule: d.Rule}])
	if d.End == 0 {
		speaking = append(speaking, m[about{d.Rule, d.File, true}]...)
	} else {
		all := m[about{rule: d.Rule, file: d.File}]
		n := sort.Search(len(all), func(n int) bool { return all[n].start > d.Start }) - 1
		if n >= 0 && d.Start < all[n].end {
			speaking = append(speaking, all[n])
		}
	}
	for _, one := range speaking {
		one.used = true
	}
	return len(speaking) > 0
}
