package verify

// A BuildError is a throw-away build that failed.
type BuildError struct {
	// Said is the last line of what the builder said.
	Said string
}

// Error returns what the builder said.
func (e *BuildError) Error() string { return "the builder says: " + e.Said }

// An Outcome is how a prediction compares with what a builder received.
type Outcome struct {
	// Builder and Version are what received the build context; Version is
	// empty where it does not say. Client is the program that sent it.
	Builder, Version, Client string
	// Figures are those that can be compared, in the order of the transfers.
	Figures []Figure
	// Agreed counts the paths that arrived as predicted.
	Agreed int
	// Unseen counts the paths that are predicted and that no COPY would
	// show, because they are sent for what leads through them.
	Unseen int
	// Missing are predicted and did not arrive, Extra arrived and were not
	// predicted.
	Missing, Extra []Place
	// Differ are those that arrived otherwise than predicted.
	Differ []Difference
	// Refused is what the builder says where it refuses the build.
	Refused string
	// Unknowns are what could not be compared, as sentences.
	Unknowns []string
	// Left says, as sentences, what could not be removed at the builder.
	Left []string
}

// A Figure is what one transfer costs in bytes; -1 is not known.
type Figure struct {
	// Context is the build context, "context" for the main one.
	Context string
	// Step is the line of the build's output under which it appears.
	Step string
	// The figures of a first build, and of the next one.
	PredictedCold, ActualCold, PredictedWarm, ActualWarm int64
}

// Agrees reports whether what is known of both sides is the same.
func (f Figure) Agrees() bool {
	same := func(predicted, actual int64) bool { return predicted < 0 || actual < 0 || predicted == actual }
	return same(f.PredictedCold, f.ActualCold) && same(f.PredictedWarm, f.ActualWarm)
}

// A Place is a path in a build context.
type Place struct {
	// Context is the build context, "context" for the main one.
	Context string
	// Path is below its root, with slashes.
	Path string
}

// A Difference is one property of a path that is not as predicted.
type Difference struct {
	Place
	// What is the property: type, size, mode, target or time.
	What string
	// Predicted and Actual are its values.
	Predicted, Actual string
}

// Agrees reports whether all that was compared is as predicted.
func (o *Outcome) Agrees() bool {
	for _, f := range o.Figures {
		if !f.Agrees() {
			return false
		}
	}
	return o.Refused == "" && len(o.Missing)+len(o.Extra)+len(o.Differ) == 0
}

// Compared reports whether there was anything to compare.
func (o *Outcome) Compared() bool {
	return len(o.Figures)+o.Agreed+len(o.Missing)+len(o.Extra)+len(o.Differ) > 0
}
