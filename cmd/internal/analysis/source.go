package analysis

// Source is the text of the Dockerfile; empty when there is none.
func (r *Result) Source() []byte { return r.build.Source }
