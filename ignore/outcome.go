package ignore

import "slices"

// maxCompiled is how many regular expressions a Matcher keeps; each takes kilobytes.
const maxCompiled = 1 << 15

// own returns the rules that match the path itself: those that the automaton accepts and those it cannot take.
// Where several rules in a row are of one kind, negated or not, it may leave out all but the first that matches:
// once that has spoken the others of its row are not asked (Docker) or change nothing (Buildah).
func (m *Matcher) own(accepted []uint32, path string) []uint32 {
	var direct []uint32
	for n, i := range m.direct {
		if m.rules[i].matches(path, n < maxCompiled) {
			direct = append(direct, i)
		}
	}
	return m.present(union(accepted, direct))
}

// present leaves out the rule that is absent.
func (m *Matcher) present(rules []uint32) []uint32 {
	if m.absent < 0 {
		return rules
	}
	i, found := slices.BinarySearch(rules, uint32(m.absent))
	if !found {
		return rules
	}
	return append(rules[:i:i], rules[i+1:]...)
}

// everyOwn returns all rules that match the path itself, with none left out. It asks every single one.
func (m *Matcher) everyOwn(path string) []uint32 {
	var own []uint32
	for i, r := range m.rules {
		if r.matches(path, i < maxCompiled) {
			own = append(own, uint32(i))
		}
	}
	return own
}

// walkMatch does what MatchesUsingParentResults does with the parent's results (moby/patternmatcher, patternmatcher.go):
// a rule that is remembered for the parent matches again without being asked; any other is asked only if it could change
// the outcome so far, and one that was not asked is remembered as one that did not match.
func (m *Matcher) walkMatch(parent *outcome, own []uint32) *outcome {
	o := &outcome{}
	v := &o.verdict
	for _, i := range union(union(parent.spoke, own), m.late) {
		r := m.rules[i]
		if _, inherited := slices.BinarySearch(parent.spoke, i); !inherited {
			if r.Negated != v.Matched {
				continue
			}
			if r.Late {
				if v.Bad == nil {
					v.Bad = r
				}
				continue
			}
		}
		o.spoke = append(o.spoke, i)
		v.take(r)
	}
	o.opens = true
	if m.builder == BuildKit {
		if m.excepts {
			o.ever = union(parent.ever, own)
			o.opens = m.everMatch(o.ever) == m.include
		} else {
			o.opens = v.Matched == m.include
		}
	}
	return o
}

// everMatch does what MatchesOrParentMatches does (moby/patternmatcher, patternmatcher.go), given the rules that
// match the path or any directory above it.
func (m *Matcher) everMatch(ever []uint32) bool {
	var v Verdict
	for _, i := range ever {
		v.take(m.rules[i])
	}
	return v.Matched
}

// lastMatch does what Matches does (go.podman.io/storage, pkg/fileutils/fileutils.go): every rule is asked for every path,
// the last one that matches wins, and nothing is remembered.
func (m *Matcher) lastMatch(own []uint32) *outcome {
	o := &outcome{opens: true}
	for _, i := range own {
		o.verdict.take(m.rules[i])
	}
	if len(m.late) > 0 {
		o.verdict.Bad = m.rules[m.late[0]]
	}
	return o
}

// take lets a rule that matches speak.
func (v *Verdict) take(r *Rule) {
	if v.Matched == r.Negated {
		v.Matched, v.By = !r.Negated, r
	}
}

// union merges two ascending lists. It returns one of them if that is the result.
func union(a, b []uint32) []uint32 {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]uint32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}
