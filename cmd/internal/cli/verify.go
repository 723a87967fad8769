package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/cmd/internal/verify"
	"github.com/buildctx/buildctx/ignore"
)

type verifyOptions struct {
	build
	format, instance string
	redact           bool
}

func (p *program) newVerify() *cobra.Command {
	o := &verifyOptions{}
	cmd := &cobra.Command{
		Use:   "verify [PATH]",
		Short: "Compare the prediction with what your own builder receives",
		Long: `Let the builder that is installed take the build context, and compare path by
path and byte by byte what it received with what is predicted. Your Dockerfile
is not built: what is built is a Dockerfile with COPY lines alone, which ask
for the same paths. The result is thrown away, nothing is tagged, and what the
builder has cached of it is removed again.

  buildkit   docker buildx, docker-buildx or buildx; twice, for the figure of a
             first build and that of one after which nothing has changed
  classic    docker, which sends to a socket of buildctx; no daemon is needed
  buildah    buildah, in a store of its own; paths alone, for nothing is sent

Exit status: 0 they agree, 1 they differ, or the builder would refuse the build,
2 wrong usage, 3 the builder is not installed or fails. What is printed can be
pasted into an issue.`,
		Example: `  buildctx verify
  buildctx verify --redact --builder classic
  buildctx verify --instance my-buildx-instance -f docker/Dockerfile .`,
		Args: oneDirectory,
		RunE: p.run(func(ctx context.Context, args []string) error { return p.verify(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.StringVar(&o.instance, "instance", "", "the buildx builder `NAME` to ask, which docker calls --builder")
	f.BoolVar(&o.redact, "redact", false, "replace every name by a short hash")
	f.StringVar(&o.format, "format", "text", "text or json")
	addDockerFlags(f)
	return cmd
}

func (p *program) verify(ctx context.Context, o *verifyOptions, args []string) error {
	print, err := choose("format", o.format, map[string]report.Verifier{"text": report.VerifyText, "json": report.VerifyJSON})
	if err != nil {
		return err
	}
	opts, err := o.options(p, args)
	if err != nil {
		return err
	}
	req, err := o.request(p, args)
	switch {
	case err != nil:
		return err
	case o.instance != "" && req.Builder != ignore.BuildKit:
		return usagef("--instance goes with --builder buildkit alone")
	case o.ignoreFile != "" && req.Builder == ignore.Classic:
		return usagef("--ignore-file cannot be verified: the classic client reads .dockerignore and nothing else")
	}
	builder, err := verify.Find(ctx, req.Builder, o.instance)
	if err != nil {
		return err
	}
	req.Depth, req.Wire = analysis.SentOnly, true
	r, err := analysis.Run(ctx, req)
	if err != nil {
		return err
	}
	p.writing.Lock()
	outcome, err := builder.Verify(ctx, r)
	p.writing.Unlock()
	var failed *verify.BuildError
	if errors.As(err, &failed) && outcome != nil && r.Refused() {
		outcome.Refused, err = failed.Said, nil
	}
	hide := func(message string) string { return message }
	if o.redact {
		red := verify.NewRedactor(r)
		if outcome != nil {
			outcome = red.Outcome(outcome)
		}
		hide = red.Message
	}
	if err != nil {
		if failed != nil {
			return fmt.Errorf("the builder fails: %s", hide(failed.Said))
		}
		return err
	}
	if err := print(p.streams.Out, outcome, opts); err != nil {
		return err
	}
	for _, x := range r.Refusals {
		fmt.Fprintf(p.streams.Err, "buildctx: %s\n", report.Message(hide(report.Place(x)+x.Message)))
	}
	if r.Refused() || !outcome.Agrees() {
		return errFound
	}
	return nil
}
