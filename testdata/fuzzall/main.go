// Fuzzall runs every fuzz target of the repository in turn, each for some time, and says
// how often each was run.
//
//	go run ./testdata/fuzzall [-time 30s] [-fresh] [-only NAME]
//
// The go command keeps the inputs that reached something new, and runs them all before it
// makes others: after long runs the time of a short one is used up by that. With -fresh a
// target has the seeds of the repository alone.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"
)

// modules are the directories of the modules of this repository.
var modules = []string{".", "testdata/oracle"}

// minimizing is how often an input is run to make it smaller. More would take up all the
// time of a short run; a finding can still be made smaller by hand.
const minimizing = "50x"

func main() {
	duration := flag.String("time", "30s", "how long each target runs")
	fresh := flag.Bool("fresh", false, "take no inputs but those of the repository")
	only := flag.String("only", "", "run only targets whose names match this expression")
	flag.Parse()
	begin := time.Now()
	var done []ran
	for _, dir := range modules {
		targets, err := list(dir, *only)
		if err != nil {
			fmt.Fprintln(os.Stderr, "fuzzall:", err)
			os.Exit(1)
		}
		for _, t := range targets {
			fmt.Printf("== %s %s\n", t.pkg, t.name)
			r := run(dir, t, *duration, *fresh)
			for range 2 {
				if !r.outOfTime {
					break
				}
				fmt.Println("== again: the time ended before the go command had stopped its workers")
				r = run(dir, t, *duration, *fresh)
			}
			if r.err == nil && r.executions == "" {
				r.err = errors.New("it was not run once in that time")
			}
			if r.err != nil {
				fmt.Fprintf(os.Stderr, "fuzzall: %s %s: %v\n", t.pkg, t.name, r.err)
			}
			done = append(done, r)
		}
	}
	if failed := summary(os.Stdout, done, time.Since(begin)); failed > 0 || len(done) == 0 {
		fmt.Fprintf(os.Stderr, "fuzzall: %d of %d targets failed\n", failed, len(done))
		os.Exit(1)
	}
}

// A ran is a target that was run.
type ran struct {
	target
	executions, inputs string // inputs that reached something new
	err                error
	outOfTime          bool // it failed because of the time alone
}

// summary says how often each target was run, and counts those that failed.
func summary(w io.Writer, done []ran, took time.Duration) (failed int) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "target\texecutions\tnew inputs\t")
	for _, r := range done {
		note := ""
		if r.err != nil {
			note = "failed"
			failed++
		}
		_, short, _ := strings.Cut(r.pkg, "buildctx/buildctx/")
		fmt.Fprintf(t, "%s %s\t%s\t%s\t%s\n", short, r.name, r.executions, r.inputs, note)
	}
	t.Flush()
	fmt.Fprintf(w, "%d targets in %v\n", len(done), took.Round(time.Second))
	return failed
}

type target struct{ pkg, name string }

// list asks the test programs of a module for their targets. The answer is
// the names of each package, one a line, and then "ok" and the package.
func list(dir, only string) ([]target, error) {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
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
				if !wanted.MatchString(name) {
					continue
				}
				targets = append(targets, target{pkg: fields[1], name: name})
			}
			names = nil
		}
	}
	return targets, nil
}

// progress is what the go command says now and then.
var progress = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)

// deadline is all that the go command says where, at the end of the time, its own deadline
// is taken for the failure of a target; no input is written then. https://go.dev/issue/75804,
// mended in Go 1.27.
var deadline = regexp.MustCompile(`(?m)^--- FAIL: .*\n    context deadline exceeded\nFAIL$`)

func run(dir string, t target, duration string, fresh bool) ran {
	args := []string{"test", "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", duration, "-fuzzminimizetime", minimizing, t.pkg}
	if fresh {
		inputs, err := os.MkdirTemp("", "fuzz")
		if err != nil {
			return ran{target: t, err: err}
		}
		defer os.RemoveAll(inputs)
		args = append(args, "-args", "-test.fuzzcachedir="+inputs)
	}
	cmd := exec.Command("go", args...)
	var said bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, io.MultiWriter(os.Stdout, &said), os.Stderr
	r := ran{target: t, err: cmd.Run()}
	if all := progress.FindAllSubmatch(said.Bytes(), -1); len(all) > 0 {
		last := all[len(all)-1]
		r.executions, r.inputs = string(last[1]), string(last[2])
	}
	r.outOfTime = r.err != nil && deadline.Match(said.Bytes()) && !bytes.Contains(said.Bytes(), []byte("Failing input written"))
	return r
}
