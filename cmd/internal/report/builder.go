package report

import (
	"fmt"

	"github.com/buildctx/buildctx/ignore"
)

// A model is how one builder prints what it is sent.
type model struct {
	// figure is the format of a size from a kilobyte on, and of its unit.
	figure string
	// sending stands before the size of the build context.
	sending string
	// keepsCopy says that a build that is run again is sent what has changed,
	// so that it prints another size.
	keepsCopy bool
}

var models = [...]model{
	// util/progress/progressui and tonistiigi/units: two decimals
	ignore.BuildKit: {figure: "%.2f%s", sending: "transferring context: ", keepsCopy: true},
	// docker/go-units, HumanSize: four digits
	ignore.Classic: {figure: "%.4g%s", sending: "Sending build context to Docker daemon  "},
	ignore.Buildah: {figure: "%.2f%s"},
}

// Printed is a number of bytes as the output of a build shows it.
func Printed(bytes int64, b ignore.Builder) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	size, unit := float64(bytes), 0
	for size >= 1000 && unit < len(units)-1 {
		size /= 1000
		unit++
	}
	if unit == 0 {
		return fmt.Sprintf("%d%s", bytes, units[unit])
	}
	return fmt.Sprintf(models[b].figure, size, units[unit])
}
