package builds

import "slices"

// works reports whether a RUN of the stage may read what it does not name.
func (s *stage) works() bool {
	return slices.ContainsFunc(s.lines, func(line runLine) bool { return line.ReadsSources() })
}

// workingWith are the stages that have an entry and in which something runs
// that may read it.
func (r *Builds) workingWith(i uint32) []*stage {
	var out []*stage
	for _, s := range r.stages {
		if s.works() && r.comesTo(s, i) {
			out = append(out, s)
		}
	}
	return out
}

// comesTo reports whether a stage has an entry, be it from another stage.
func (r *Builds) comesTo(s *stage, i uint32) bool {
	for at := s; at != nil; at = at.parent {
		if at.gets(r.tree, i) {
			return true
		}
	}
	return r.inside(s, i) > NotTaken
}
