package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/context/scan"
)

// A program is one run of the command line.
type program struct {
	streams Streams
	started bool       // the body of a command has begun
	wrote   string     // the file of the user's that was replaced
	writing sync.Mutex // held while a file of the user's is replaced, or a builder is at work that has to be cleaned up after
}

// patience is how long an interrupted command may take to end by itself.
// Reading ends at once; working out what was read does not ask whether it is
// still wanted.
const patience = 30 * time.Millisecond

// Main runs the command line and returns the exit status.
func Main(args []string, streams Streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if os.Getenv("GOGC") == "" {
		defer govern()()
	}
	p := &program{streams: streams.guarded()}
	root := p.newRoot()
	root.SetArgs(args)
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	select {
	case err := <-done:
		return p.status(err)
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return p.status(err)
	case <-time.After(patience):
		p.writing.Lock() // a file is replaced wholly or not at all, and no build leaves anything behind
		return p.interrupted()
	}
}

// newRoot is the command without a name: it does what analyze does.
func (p *program) newRoot() *cobra.Command {
	root := p.newAnalyze()
	root.Use = "buildctx [PATH]"
	root.Short = "Shows what a container build really sends, and writes the ignore file that helps"
	root.Long = `buildctx walks a directory as a container builder would, applies the ignore
rules in force, shows the heaviest paths and what every rule and every COPY
accounts for, and proposes an ignore file that is verified to keep what the
Dockerfile needs.

It takes what "docker build" takes: put buildctx in its place to analyse a
build. Exit status: 0 fine, 1 something found (a finding of lint, a budget
broken, or the builder would refuse the build), 2 wrong usage, 3 the work could
not be done.`
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetIn(p.streams.In)
	root.SetOut(p.streams.Out)
	root.SetErr(p.streams.Err)
	root.AddCommand(p.newAnalyze(), p.newLs(), p.newExplain(), p.newSuggest(), p.newLint(), p.newCheck(), p.newVerify(), p.newRules(), p.newVersion())
	return root
}

// fewest is how many files the program has to be able to open at the same time,
// besides those of the runtime: three pipes to git, one to learn whether it
// starts, and its handle. With fewer, what is found would depend on chance.
const fewest = 9

// run wraps the body of a command.
func (p *program) run(body func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		p.started = true
		if free := scan.Free(fewest); free < fewest {
			return fmt.Errorf("too few file descriptors (%d free, %d needed); raise the limit (ulimit -n)", free, fewest)
		}
		return body(cmd.Context(), args)
	}
}
