package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"text/tabwriter"
)

// print prints what faults came to.
func (s *stage) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	kinds := []string{same, told, refused, bad}
	fmt.Fprint(w, "fault\t")
	for _, kind := range kinds {
		fmt.Fprintf(w, "%s\t", kind)
	}
	fmt.Fprintln(w)
	for _, name := range slices.Sorted(maps.Keys(s.outcomes)) {
		fmt.Fprintf(w, "%s\t", name)
		for _, kind := range kinds {
			fmt.Fprintf(w, "%d\t", s.outcomes[name][kind])
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}
