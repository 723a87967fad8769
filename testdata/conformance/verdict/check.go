// Package verdict compares what a builder did with what buildctx says of it, and counts.
package verdict

import (
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// An Aspect is one of the things that are compared.
type Aspect string

// The aspects, in the order of the table.
const (
	Status Aspect = "status" // does the build succeed?
	Paths  Aspect = "paths"  // what is received, of which types, permissions and sizes?
	Order  Aspect = "order"  // in which order?
	Cold   Aspect = "cold"   // which figures does a first build print?
	Warm   Aspect = "warm"   // and a second one?
	Image  Aspect = "image"  // what is in the image, where that is all of the context?
	Record Aspect = "record" // is it what testdata/builder says?
)

// Aspects are all of them.
func Aspects() []Aspect { return []Aspect{Status, Paths, Order, Cold, Warm, Image, Record} }

// A Check is one comparison. It agrees if there is no difference.
type Check struct {
	Aspect  Aspect
	Diff    string
	Unknown bool // the difference is that buildctx says that it does not know
}

// Same compares two values that are to be equal.
func Same(aspect Aspect, builder, buildctx any) Check {
	return Check{Aspect: aspect, Diff: cmp.Diff(builder, buildctx)}
}

// Lists compares what was received with what is predicted. The order is a question of its own.
func Lists(builder, buildctx []wire.Entry) []Check {
	checks := []Check{Same(Paths, sorted(builder, wire.Entry.Full), sorted(buildctx, wire.Entry.Full))}
	// Where the paths differ their order cannot be compared.
	if slices.Equal(sorted(builder, path), sorted(buildctx, path)) {
		checks = append(checks, Same(Order, list(builder, path), list(buildctx, path)))
	}
	return checks
}

// Images compares what is in an image with what is predicted to be sent: names, types and targets of links.
func Images(image, buildctx []wire.Entry) Check {
	return Same(Image, sorted(image, shape), sorted(buildctx, shape))
}

func shape(e wire.Entry) string {
	e.Sent = e.Size
	return e.Line()
}

func path(e wire.Entry) string { return wire.Quote(e.Path) }

func list(entries []wire.Entry, show func(wire.Entry) string) []string {
	var lines []string
	for _, e := range entries {
		lines = append(lines, show(e))
	}
	return lines
}

func sorted(entries []wire.Entry, show func(wire.Entry) string) []string {
	lines := list(entries, show)
	slices.SortFunc(lines, strings.Compare)
	return lines
}
