package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// print prints how many ends of each kind there were.
func (k *killer) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	kinds := []string{early, before, after, killed, remains, slowRemains, faster, bad}
	fmt.Fprint(w, "signal\t")
	for _, kind := range kinds {
		fmt.Fprintf(w, "%s\t", kind)
	}
	fmt.Fprintln(w)
	for _, signal := range signals {
		fmt.Fprintf(w, "%v\t", signal)
		for _, kind := range kinds {
			fmt.Fprintf(w, "%d\t", k.ends[signal.String()][kind])
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}
