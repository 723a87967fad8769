package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/context/predict"
)

type explainOptions struct {
	build
	format             string
	dir                string
	stdin, zero, quiet bool
}

func (p *program) newExplain() *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:   "explain PATH...",
		Short: "Say why each path is sent or not",
		Long: `Say for each path whether it is sent, which rule of the ignore file decided,
every other rule that matches it, and which COPY, ADD or bind mount asks for
it. Paths are relative to the root of the build context.`,
		Example: `  buildctx explain .env web/node_modules
  git ls-files -z | buildctx explain --stdin -z -q`,
		RunE: p.run(func(ctx context.Context, args []string) error { return p.explain(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.StringVarP(&o.dir, "context", "C", ".", "the build context")
	f.BoolVar(&o.stdin, "stdin", false, "read paths from standard input, one a line")
	f.BoolVarP(&o.zero, "null", "z", false, "paths on standard input end with a NUL byte")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print the verdict and the path only")
	f.StringVar(&o.format, "format", "text", "text or json")
	cmd.MarkFlagsMutuallyExclusive("quiet", "format")
	return cmd
}

func (p *program) explain(ctx context.Context, o *explainOptions, args []string) error {
	print, err := choose("format", o.format, map[string]report.Explainer{"text": report.ExplainText, "json": report.ExplainJSON})
	if err != nil {
		return err
	}
	if o.quiet && o.format == "text" {
		print = report.ExplainQuiet
	}
	paths, err := o.paths(p, args)
	if err != nil {
		return err
	}
	r, opts, err := o.analyze(ctx, p, []string{o.dir}, extent{depth: analysis.Measured})
	if err != nil {
		return err
	}
	list := make([]predict.Explanation, len(paths))
	for i, path := range paths {
		list[i] = r.Explain(path)
	}
	if err := print(p.streams.Out, r, list, opts); err != nil {
		return err
	}
	return p.refused(r)
}

// paths are those on the command line and on standard input.
func (o *explainOptions) paths(p *program, args []string) ([]string, error) {
	if !o.stdin {
		if len(args) == 0 {
			return nil, usagef("explain needs a path, or --stdin")
		}
		return args, nil
	}
	in, err := io.ReadAll(p.streams.In)
	if err != nil {
		return nil, fmt.Errorf("reading paths from standard input: %w", err)
	}
	separator := "\n"
	if o.zero {
		separator = "\x00"
	}
	in = bytes.TrimSuffix(in, []byte(separator))
	if len(in) > 0 {
		args = append(args, strings.Split(string(in), separator)...)
	}
	return args, nil
}
