package cli

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/config"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

type lintOptions struct {
	build
	format, severity  string
	config            string
	fix, unsafe, diff bool
	yes               bool
}

func (p *program) newLint() *cobra.Command {
	o := &lintOptions{}
	cmd := &cobra.Command{
		Use:   "lint [PATH]",
		Short: "Find lines that do not do what they seem to",
		Long: `Find lines of the ignore file that do not do what their author believes, and
lines of the Dockerfile that ask for what is not sent or for too much, with what
comes of it in this directory. Exit status 1 says that there are findings of the
severity or above. A fix is safe if the same is sent with it; others change what
is sent, and are made on demand only. With several builders (--builder all, or
their names with commas between) the first is replayed, and where the others
differ from it is found, too.

A comment above a line, in the ignore file or the Dockerfile, silences rules
there; .buildctx.yaml in the build context silences them everywhere:

  # buildctx:ignore RULE[,RULE] reason

  lint:
    ignore:
      - rule: RULE
        reason: why`,
		Example: `  buildctx lint
  buildctx lint --fix
  buildctx lint --unsafe-fixes --diff
  buildctx lint --builder all
  buildctx lint --format sarif > buildctx.sarif`,
		Args: oneDirectory,
		RunE: p.run(func(ctx context.Context, args []string) error { return p.lint(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.Lookup("builder").Usage = "the builder to replay: buildkit, classic or buildah; several with commas, or all, are compared"
	f.BoolVar(&o.fix, "fix", false, "make the safe fixes")
	f.BoolVar(&o.unsafe, "unsafe-fixes", false, "make all fixes, those that change what is sent, too")
	f.BoolVar(&o.diff, "diff", false, "show what the fixes change, and write nothing")
	f.BoolVarP(&o.yes, "yes", "y", false, "write the file to which a symlink leads, without asking")
	f.StringVar(&o.severity, "severity", "warning", "from which severity on the exit status is 1: info, warning or error")
	f.StringVar(&o.format, "format", "text", "text, lines (file:line:column: severity: message [rule]), github (annotations), sarif or json")
	f.StringVar(&o.config, "config", "", "the configuration; .buildctx.yaml in the build context unless it is given")
	cmd.MarkFlagsMutuallyExclusive("fix", "unsafe-fixes")
	for _, fixes := range []string{"fix", "unsafe-fixes", "diff"} {
		cmd.MarkFlagsMutuallyExclusive("format", fixes)
	}
	return cmd
}

func (p *program) lint(ctx context.Context, o *lintOptions, args []string) error {
	format, err := choose("format", o.format, map[string]report.Format{
		"text": report.LintText, "lines": report.LintLines, "github": report.LintGitHub, "sarif": report.LintSARIF, "json": report.LintJSON,
	})
	if err != nil {
		return err
	}
	least, err := choose("severity", o.severity, map[string]diag.Severity{"info": diag.Info, "warning": diag.Warning, "error": diag.Error})
	if err != nil {
		return err
	}
	e := extent{depth: analysis.Searched, cache: true}
	if o.yes && !o.fix && !o.unsafe {
		return usagef("--yes is the answer to a question of --fix or --unsafe-fixes, and neither is given")
	}
	if e.others, err = o.builders(); err != nil {
		return err
	}
	c, err := o.configuration(args)
	if err != nil {
		return err
	}
	e.silenced, e.texts, e.lint = c.Silences(), c.Text(), !o.fix && !o.unsafe && !o.diff
	r, opts, err := o.analyze(ctx, p, args, e)
	if err != nil {
		return err
	}
	if o.fix || o.unsafe || o.diff {
		return p.fixed(ctx, r, o, least, opts)
	}
	if err := format(p.streams.Out, r, opts); err != nil {
		return err
	}
	p.knowsLess(r)
	if n := r.Silenced; n > 0 && o.format != "json" {
		fmt.Fprintf(p.streams.Err, "buildctx: %s silenced by comments or the configuration\n", report.Plural(n, "finding is", "findings are"))
	}
	if atLeast(r.Findings, least) > 0 {
		return errFound
	}
	return nil
}

// knowsLess says on standard error what could not be looked at.
func (p *program) knowsLess(r *analysis.Result) {
	for _, gap := range r.Gaps {
		fmt.Fprintf(p.streams.Err, "buildctx: findings may be missing: %s\n", report.Message(gap))
	}
}

// atLeast counts findings of a severity or above.
func atLeast(found []diag.Diagnostic, least diag.Severity) (n int) {
	for _, d := range found {
		if d.Severity >= least {
			n++
		}
	}
	return n
}

// builders are those that are compared. The first of them becomes the builder
// that is replayed.
func (o *lintOptions) builders() (others []ignore.Builder, err error) {
	if o.builder == "all" {
		o.builder = "buildkit,classic,buildah"
	}
	first, rest, _ := strings.Cut(o.builder, ",")
	o.builder = first
	for name := range strings.SplitSeq(rest, ",") {
		if name == "" {
			continue
		}
		b, err := ignore.ParseBuilder(name)
		if err != nil {
			return nil, usageError{err}
		}
		others = append(others, b)
	}
	return others, nil
}

// configuration is what the project wants of lint.
func (o *lintOptions) configuration(args []string) (*config.Config, error) {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	if o.config != "" {
		return config.Read(dir, o.config)
	}
	return config.Find(dir)
}

// fixed makes the fixes, or shows them, and ends as lint would that finds what
// is left.
func (p *program) fixed(ctx context.Context, r *analysis.Result, o *lintOptions, least diag.Severity, opts report.Options) error {
	level := diag.Safe
	if o.unsafe {
		level = diag.Review
	}
	fixes, err := analysis.Fix(ctx, r, level)
	if err != nil {
		return err
	}
	p.knowsLess(r)
	if fixes.Stopped > 0 {
		fmt.Fprintf(p.streams.Err, "buildctx: stopped after %d rounds of fixes; run the command again for the rest\n", fixes.Stopped)
	}
	left := fixes.Left
	switch {
	case o.diff:
		return report.LintDiff(p.streams.Out, r, fixes.After, opts)
	case bytes.Equal(fixes.After, r.Ignore.Bytes()):
		if err := report.LintFixed(p.streams.Out, r, nil, left, opts); err != nil {
			return err
		}
	default:
		file, err := ofIgnoreFile(r, fixes.After, "; --diff shows the fixes")
		if err != nil {
			return err
		}
		if err := p.replace(ctx, file, o.yes); err != nil {
			return err
		}
		if err := p.confirm(ctx, r, fixes.After); err != nil {
			return err
		}
		if err := p.said(report.LintFixed(p.streams.Out, r, fixes.Cured, left, opts)); err != nil {
			return err
		}
	}
	if atLeast(left, least) > 0 {
		return errFound
	}
	return nil
}

func (p *program) newRules() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [ID]",
		Short: "List what lint finds, or explain one rule",
		Args:  cobra.MaximumNArgs(1),
		RunE: p.run(func(_ context.Context, args []string) error {
			if len(args) == 0 {
				return report.RuleList(p.streams.Out, report.Options{Color: p.streams.Color})
			}
			rule := lint.ByID(args[0])
			if rule == nil {
				return usagef("no rule %q; buildctx rules lists them", args[0])
			}
			return report.RulePage(p.streams.Out, rule)
		}),
	}
}
