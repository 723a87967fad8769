package cli

import (
	"context"
	"iter"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
)

type lsOptions struct {
	build
	format                             string
	long, zero, dirs, eligible, absent bool
}

func (p *program) newLs() *cobra.Command {
	o := &lsOptions{}
	cmd := &cobra.Command{
		Use:   "ls [PATH]",
		Short: "List every path that is sent, in the order sent",
		Long: `List every path that the builder sends for the Dockerfile, in the order sent.
A directory has a slash at its end. A name that a line cannot hold is quoted.`,
		Example: `  buildctx ls -0 | xargs -0 ls -ld
  buildctx ls --excluded
  buildctx ls --format make > image.d`,
		Args: oneDirectory,
		RunE: p.run(func(ctx context.Context, args []string) error { return p.ls(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.BoolVarP(&o.long, "long", "l", false, "show mode, size and link targets")
	f.BoolVarP(&o.zero, "null", "0", false, "end each path with a NUL byte and quote nothing")
	f.BoolVar(&o.dirs, "dirs", false, "list directories only")
	f.BoolVar(&o.eligible, "eligible", false, "list what the ignore rules leave, whatever the Dockerfile asks for")
	f.BoolVar(&o.absent, "excluded", false, "list what the ignore rules keep out")
	f.StringVar(&o.format, "format", "text", "text, ndjson (an object a line) or make (a dependency line)")
	cmd.MarkFlagsMutuallyExclusive("eligible", "excluded")
	cmd.MarkFlagsMutuallyExclusive("long", "null")
	return cmd
}

func (p *program) ls(ctx context.Context, o *lsOptions, args []string) error {
	print, err := choose("format", o.format, map[string]report.Lister{"text": report.Lines, "ndjson": report.NDJSON, "make": report.Make})
	if err != nil {
		return err
	}
	if (o.long || o.zero) && o.format != "text" {
		return usagef("-l and -0 go with --format text only")
	}
	if o.long {
		print = report.Long
	}
	if o.zero {
		print = report.Zero
	}
	depth := analysis.SentOnly
	if o.absent {
		depth = analysis.Measured
	}
	r, _, err := o.analyze(ctx, p, args, extent{depth: depth})
	if err != nil {
		return err
	}
	if err := print(p.streams.Out, r, o.items(r)); err != nil {
		return err
	}
	return p.refused(r)
}

// items are what the flags ask to be listed.
func (o *lsOptions) items(r *analysis.Result) iter.Seq[predict.Item] {
	which := predict.SentItems
	switch {
	case o.eligible:
		which = predict.EligibleItems
	case o.absent:
		which = predict.ExcludedItems
	}
	list := r.List(which)
	if !o.dirs {
		return list
	}
	return func(yield func(predict.Item) bool) {
		for item := range list {
			if item.Kind == buildcontext.Dir && !yield(item) {
				return
			}
		}
	}
}
