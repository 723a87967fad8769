package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/ignore/diag"
)

type analyzeOptions struct {
	build
	format string
}

func (p *program) newAnalyze() *cobra.Command {
	o := &analyzeOptions{}
	cmd := &cobra.Command{
		Use:   "analyze [PATH]",
		Short: "Report what is sent, what weighs most, and what each rule and COPY accounts for",
		Args:  oneDirectory,
		RunE:  p.run(func(ctx context.Context, args []string) error { return p.analyze(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.format, "format", "text", "text or json")
	addDockerFlags(cmd.Flags())
	return cmd
}

func (p *program) analyze(ctx context.Context, o *analyzeOptions, args []string) error {
	format, err := choose("format", o.format, map[string]report.Format{"text": report.AnalyzeText, "json": report.AnalyzeJSON})
	if err != nil {
		return err
	}
	r, opts, err := o.build.analyze(ctx, p, args, extent{
		depth: analysis.Proposed, level: diag.Safe, wire: true, cache: true, heaviest: report.ShownPaths, lint: o.format == "json",
	})
	if err != nil {
		return err
	}
	if err := format(p.streams.Out, r, opts); err != nil {
		return err
	}
	return p.refused(r)
}
