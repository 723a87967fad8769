package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/cmd/internal/rewrite"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

type suggestOptions struct {
	build
	format, level, mode, out string
	write, print, tidy, ask  bool
}

func (p *program) newSuggest() *cobra.Command {
	o := &suggestOptions{}
	cmd := &cobra.Command{
		Use:   "suggest [PATH]",
		Short: "Propose an ignore file, proven to keep what the Dockerfile needs",
		Long: `Propose an ignore file as a diff, with what each line saves and why it is safe.
Every proposal is replayed over the build context first: all that a COPY, ADD
or bind mount of any Dockerfile needs is still sent, all that it claims to
save is gone. Your own lines stay as they are; a line may be widened.

With --mode allow the file keeps out everything but what the Dockerfiles need.
It is proven alike; lines of yours that have no effect behind it are removed.`,
		Example: `  buildctx suggest
  buildctx suggest --write
  buildctx suggest --interactive
  buildctx suggest --level review --print
  buildctx suggest --mode allow`,
		Args: cobra.MaximumNArgs(1),
		RunE: p.run(func(ctx context.Context, args []string) error { return p.suggest(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.BoolVar(&o.write, "write", false, "write the ignore file, and prove the result")
	f.BoolVarP(&o.ask, "interactive", "i", false, "ask about every line, then write the ignore file")
	f.StringVarP(&o.out, "output", "o", "", "write the proposal to `FILE` instead")
	f.BoolVar(&o.print, "print", false, "print the proposed ignore file itself")
	f.StringVar(&o.level, "level", "safe", "safe, or review for what you should look at first, too")
	f.BoolVar(&o.tidy, "tidy", false, "leave out your lines that do nothing, too")
	f.StringVar(&o.mode, "mode", "deny", "deny, or allow for a list of what is let in")
	f.StringVar(&o.format, "format", "text", "text or json")
	cmd.MarkFlagsMutuallyExclusive("write", "output", "print", "format", "interactive")
	return cmd
}

func (p *program) suggest(ctx context.Context, o *suggestOptions, args []string) error {
	format, err := choose("format", o.format, map[string]report.Format{"text": report.SuggestText, "json": report.SuggestJSON})
	if err != nil {
		return err
	}
	level, err := choose("level", o.level, map[string]diag.Safety{"safe": diag.Safe, "review": diag.Review})
	if err != nil {
		return err
	}
	mode, err := choose("mode", o.mode, map[string]suggest.Mode{"deny": suggest.Deny, "allow": suggest.Allow})
	if err != nil {
		return err
	}
	switch {
	case o.ask && mode == suggest.Allow:
		return usagef("--interactive asks about lines to add; with --mode allow the list is one whole")
	case o.ask && o.file == "-":
		return usagef("--interactive and --file - both read standard input")
	}
	if o.print {
		format = report.SuggestFile
	}
	r, opts, err := o.analyze(ctx, p, args, extent{depth: analysis.Proposed, level: level, mode: mode, idle: true, tidy: o.tidy})
	if err != nil {
		return err
	}
	switch {
	case o.ask:
		err = p.ask(ctx, r, opts)
	case o.write:
		err = p.write(ctx, r)
	case o.out != "":
		err = p.put(ctx, o.out, r.Proposal.After)
	default:
		err = format(p.streams.Out, r, opts)
	}
	if err != nil {
		return err
	}
	return p.refused(r)
}

// put writes a file of the user's choice, whatever it held.
func (p *program) put(ctx context.Context, path string, content []byte) error {
	before, err := scan.ReadFileFollow(path, -1)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return p.replace(ctx, path, before, content)
}

// replace replaces a file, unless the program is being interrupted.
func (p *program) replace(ctx context.Context, path string, before, after []byte) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return rewrite.File(path, before, after)
}

// ignorePath is the file to write: the one in force, or the one that the
// builder would read if there were one.
func ignorePath(r *analysis.Result) string {
	if r.IgnorePath != "" {
		return r.IgnorePath
	}
	return filepath.Join(r.Request.Dir, ".dockerignore")
}

// writable refuses what would not become the ignore file that was proven.
func writable(r *analysis.Result, path string) error {
	for _, d := range r.Diagnostics {
		if d.Rule == "utf16-file" {
			return fmt.Errorf("%s: %s; %s first", path, d.Message, d.Help)
		}
	}
	if _, err := os.Lstat(path); err == nil && r.IgnorePath == "" {
		return fmt.Errorf("%s is there, and %s does not read it; look at it and remove it first", path, r.Request.Builder)
	}
	return nil
}

// write puts the proposal in place and proves on the disk that it does what
// it says.
func (p *program) write(ctx context.Context, r *analysis.Result) error {
	proposal, path := r.Proposal, ignorePath(r)
	if bytes.Equal(proposal.Before, proposal.After) {
		_, err := fmt.Fprintln(p.streams.Out, report.Nothing(proposal))
		return err
	}
	if err := writable(r, path); err != nil {
		return err
	}
	if err := p.replace(ctx, path, r.File.Bytes(), proposal.After); err != nil {
		return err
	}
	if err := r.Confirm(ctx, proposal.After); err != nil {
		return fmt.Errorf("%s is written; the proof on the disk failed: %w", path, err)
	}
	_, err := fmt.Fprintf(p.streams.Out, "%s written, %s changed: sent %s → %s, proven\n", report.Name(path),
		report.Plural(len(proposal.Added)+len(proposal.Removed), "line"), report.Size(proposal.BeforeTotals.Bytes), report.Size(proposal.AfterTotals.Bytes))
	return err
}
