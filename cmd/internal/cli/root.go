package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// A program is one run of the command line.
type program struct {
	streams Streams
	started bool // the body of a command has begun
}

// Main runs the command line and returns the exit status.
func Main(args []string, streams Streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{streams: streams}
	root := p.newRoot()
	root.SetArgs(args)
	return p.status(root.ExecuteContext(ctx))
}

// newRoot is the command without a name: it does what analyze does.
func (p *program) newRoot() *cobra.Command {
	root := p.newAnalyze()
	root.Use = "buildctx [PATH]"
	root.Short = "Shows what a container build really sends, and writes the ignore file that helps"
	root.Long = `buildctx walks a directory as a container builder would, applies the ignore
rules in force, shows the heaviest paths and what every rule and every COPY
accounts for, and proposes an ignore file that is proven to keep what the
Dockerfile needs.

It takes what "docker build" takes: put buildctx in its place to analyse a
build. Exit status: 0 fine, 1 something found (a budget broken, or the builder
would refuse the build), 2 wrong usage, 3 the work could not be done.`
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetIn(p.streams.In)
	root.SetOut(p.streams.Out)
	root.SetErr(p.streams.Err)
	root.AddCommand(p.newAnalyze(), p.newLs(), p.newExplain(), p.newSuggest(), p.newCheck(), p.newVersion())
	return root
}

// run wraps the body of a command.
func (p *program) run(body func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		p.started = true
		return body(cmd.Context(), args)
	}
}
