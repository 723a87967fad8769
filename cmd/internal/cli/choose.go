package cli

import (
	"maps"
	"slices"
	"strings"
)

// choose picks what the value of a flag stands for.
func choose[T any](flag, value string, from map[string]T) (T, error) {
	chosen, ok := from[value]
	if !ok {
		return chosen, usagef("--%s %q: one of %s", flag, value, strings.Join(slices.Sorted(maps.Keys(from)), ", "))
	}
	return chosen, nil
}
