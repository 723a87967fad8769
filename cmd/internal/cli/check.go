package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/suggest"
)

type checkOptions struct {
	build
	format               string
	maxSize, maxFileSize string
	maxFiles             count
	given                func(flag string) bool
}

// A count is the value of a flag that may be 0, and is not unless it is given.
type count struct {
	n     int64
	given bool
}

// String is the value as the help shows it.
func (c *count) String() string {
	if !c.given {
		return ""
	}
	return strconv.FormatInt(c.n, 10)
}

// Set reads the value.
func (c *count) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 63)
	c.n, c.given = int64(n), true
	return err
}

// Type names the kind of value.
func (c *count) Type() string { return "number" }

func (p *program) newCheck() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Hold what is sent to a budget, for CI",
		Long: `Hold what is sent to a budget. The exit status is 1 when a limit is broken, and
the output names the paths that weigh most. Sizes are numbers of bytes, or have
a unit: 800kB, 50MB, 1GiB.`,
		Example: `  buildctx check --max-size 50MB --max-files 5000 --max-file-size 10MB`,
		Args:    oneDirectory,
		RunE:    p.run(func(ctx context.Context, args []string) error { return p.check(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.StringVar(&o.maxSize, "max-size", "", "the most `bytes` that may be sent")
	f.Var(&o.maxFiles, "max-files", "the most files that may be sent")
	f.StringVar(&o.maxFileSize, "max-file-size", "", "the most `bytes` that one file may have")
	f.StringVar(&o.format, "format", "text", "text or json")
	o.given = f.Changed
	return cmd
}

func (p *program) check(ctx context.Context, o *checkOptions, args []string) error {
	print, err := choose("format", o.format, map[string]report.Checker{"text": report.CheckText, "json": report.CheckJSON})
	if err != nil {
		return err
	}
	budget, err := o.budget()
	if err != nil {
		return err
	}
	r, opts, err := o.analyze(ctx, p, args, extent{depth: analysis.SentOnly})
	if err != nil {
		return err
	}
	breaches := r.Breaches(budget)
	if len(breaches) > 0 || o.format == "json" {
		r.Heaviest = suggest.Heaviest(r.Sent, nil, report.ShownPaths)
	}
	if err := print(p.streams.Out, r, breaches, opts); err != nil {
		return err
	}
	if err := p.refused(r); err != nil || len(breaches) == 0 {
		return err
	}
	return errFound
}

func (o *checkOptions) budget() (analysis.Budget, error) {
	b := analysis.NoBudget()
	for _, limit := range []struct {
		flag, value string
		to          *int64
	}{{"max-size", o.maxSize, &b.MaxSize}, {"max-file-size", o.maxFileSize, &b.MaxFileSize}} {
		if !o.given(limit.flag) {
			continue
		}
		bytes, err := report.ParseSize(limit.value)
		if err != nil {
			return b, usagef("--%s: %w", limit.flag, err)
		}
		*limit.to = bytes
	}
	if o.maxFiles.given {
		b.MaxFiles = o.maxFiles.n
	}
	if b == analysis.NoBudget() {
		return b, usagef("check needs a limit: --max-size, --max-files or --max-file-size")
	}
	return b, nil
}
