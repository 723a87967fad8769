// Command conformance compares buildctx with the builders themselves. It gets them, starts them apart from the machine,
// has them build every tree of testdata/builder, and ends with a table. Run it in the module's directory.
//
//	conformance                             everything
//	conformance -run '^d' -builders buildkit
//	conformance -update                     writes the records anew where they differ; read the difference
//	conformance -buildkit v0.35.0           with another version
//
// Exit statuses: 0 all agrees, 1 something differs, 3 the work could not be done.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if len(os.Args) == 3 && os.Args[1] == "inside" {
		err = inside(ctx, os.Args[2])
	} else {
		err = outside(ctx)
	}
	if exit := (*sandboxExit)(nil); errors.As(err, &exit) {
		os.Exit(exit.ExitCode()) // it has said why
	}
	if errors.Is(err, errDiffers) {
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(3)
	}
}

// errDiffers is the outcome of a run that found a difference and has said which.
var errDiffers = errors.New("something differs")

// A sandboxExit is the end of the part of this program that runs in the sandbox.
type sandboxExit struct{ *exec.ExitError }

// outside gets the builders, which needs the network, and goes on in the sandbox, which has none.
func outside(ctx context.Context) error {
	var o options
	versions := install.Newest()
	flag.StringVar(&o.Dir, "dir", "../../bin/conformance", "keep the builders in this directory")
	flag.StringVar(&o.Run, "run", "", "only the trees and projects whose name this regular expression matches")
	builders := flag.String("builders", strings.Join(allBuilders(), ","), "run these builders")
	require := flag.String("require", "", "fail if one of these builders cannot be run here")
	flag.BoolVar(&o.Update, "update", false, "write the records anew")
	flag.BoolVar(&o.Modules, "modules", true, "compare the figures for large directories too")
	flag.IntVar(&o.Parallel, "j", 2, "how many trees at once")
	flag.StringVar(&versions.BuildKit, "buildkit", versions.BuildKit, "version of BuildKit")
	flag.StringVar(&versions.Buildx, "buildx", versions.Buildx, "version of buildx")
	flag.StringVar(&versions.Docker, "docker", versions.Docker, "version of the docker client")
	flag.Parse()
	o.Builders, o.Require = strings.Split(*builders, ","), strings.FieldsFunc(*require, func(r rune) bool { return r == ',' })
	if err := sandbox.Possible(); err != nil {
		return o.report(o.noneRun(err))
	}
	m, err := prepare(ctx, o, versions)
	if err != nil {
		return err
	}
	told, err := json.Marshal(m)
	if err != nil {
		return err
	}
	err = sandbox.Enter(ctx, "inside", string(told))
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.Exited() {
		return &sandboxExit{exit}
	}
	if errors.Is(err, sandbox.ErrRefused) {
		return o.report(o.noneRun(err))
	}
	return err
}
