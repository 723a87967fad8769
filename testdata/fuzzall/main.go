// Fuzzall runs every fuzz target of the repository in turn, each for some time.
//
//	go run ./testdata/fuzzall [-time 30s]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// modules are the directories of the modules of this repository.
var modules = []string{".", "testdata/oracle"}

func main() {
	duration := flag.String("time", "30s", "how long each target runs")
	flag.Parse()
	failed := false
	for _, dir := range modules {
		targets, err := list(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, "fuzzall:", err)
			os.Exit(1)
		}
		for _, t := range targets {
			fmt.Printf("== %s %s\n", t.pkg, t.name)
			if err := run(dir, t, *duration); err != nil {
				fmt.Fprintf(os.Stderr, "fuzzall: %s %s: %v\n", t.pkg, t.name, err)
				failed = true
			}
		}
	}
	if failed {
		os.Exit(1)
	}
}

type target struct{ pkg, name string }

// list asks the test programs of a module for their targets. The answer is
// the names of each package, one a line, and then "ok" and the package.
func list(dir string) ([]target, error) {
	cmd := exec.Command("go", "test", "-list", "^Fuzz", "./...")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the fuzz targets in %s: %w\n%s", dir, err, bytes.TrimSpace(out))
	}
	var targets []target
	var names []string
	for line := range strings.Lines(string(out)) {
		switch fields := strings.Fields(line); {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			names = append(names, fields[0])
		case len(fields) > 1 && fields[0] == "ok":
			for _, name := range names {
				targets = append(targets, target{pkg: fields[1], name: name})
			}
			names = nil
		}
	}
	return targets, nil
}

func run(dir string, t target, duration string) error {
	cmd := exec.Command("go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", duration, t.pkg)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stdout, os.Stderr
	return cmd.Run()
}
