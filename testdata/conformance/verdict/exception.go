package verdict

import "slices"

// An Exception is a tree in which a builder is known to differ from what buildctx says.
type Exception struct {
	Reason  string
	Aspects []Aspect // in which it differs; none: in whatever
	Unknown bool     // buildctx says that it does not know; a wrong answer is no exception
}

// covers reports whether a difference is the one that is known.
func (e Exception) covers(c Check) bool {
	return (len(e.Aspects) == 0 || slices.Contains(e.Aspects, c.Aspect)) && (!e.Unknown || c.Unknown)
}
