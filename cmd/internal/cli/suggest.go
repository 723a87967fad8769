package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

type suggestOptions struct {
	build
	format, level, mode, out string
	write, print, tidy, ask  bool
	yes                      bool
	given                    func(flag string) bool
}

func (p *program) newSuggest() *cobra.Command {
	o := &suggestOptions{}
	cmd := &cobra.Command{
		Use:   "suggest [PATH]",
		Short: "Propose an ignore file, verified against your Dockerfiles",
		Long: `Propose an ignore file as a diff, with what each line saves and why it is safe.
Every proposal is replayed over the build context first: all that a COPY, ADD
or bind mount of any Dockerfile needs is still sent, all that it claims to
save is gone. Your own lines stay as they are; a line may be widened. What a
line helps: the walk (fewer entries are looked at), the transfer (less is sent),
the cache (fewer steps run again), the image, or secrecy.

With --tidy those of your lines go that other lines repeat, and with --level
review also those that match nothing here.

With --mode allow the file keeps out everything but what the Dockerfiles need.
It is verified alike; lines of yours that have no effect behind it are removed.`,
		Example: `  buildctx suggest
  buildctx suggest --write
  buildctx suggest --interactive
  buildctx suggest --level review --print
  buildctx suggest --mode allow`,
		Args: oneDirectory,
		RunE: p.run(func(ctx context.Context, args []string) error { return p.suggest(ctx, o, args) }),
	}
	o.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.BoolVar(&o.write, "write", false, "write the ignore file, and verify the result")
	f.BoolVarP(&o.yes, "yes", "y", false, "write the file to which a symlink leads, without asking")
	f.BoolVarP(&o.ask, "interactive", "i", false, "ask about every line, then write the ignore file")
	f.StringVarP(&o.out, "output", "o", "", "write the proposal to `FILE` instead")
	f.BoolVar(&o.print, "print", false, "print the proposed ignore file itself, byte for byte if not to a terminal")
	f.StringVar(&o.level, "level", "safe", "safe, or review for what you should look at first, too")
	f.BoolVar(&o.tidy, "tidy", false, "leave out your lines that do nothing, too")
	f.StringVar(&o.mode, "mode", "deny", "deny, or allow for a list of what is let in")
	f.StringVar(&o.format, "format", "text", "text or json")
	o.given = f.Changed
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
	if err := o.contradiction(mode); err != nil {
		return err
	}
	r, opts, err := o.analyze(ctx, p, args, extent{depth: analysis.Proposed, level: level, mode: mode, idle: true, tidy: o.tidy})
	if err != nil {
		return err
	}
	if r.ConcealedRules {
		return fmt.Errorf("nothing is proposed: %s is a symlink to a file outside the build context, which is neither shown nor written; replace it by a file", r.IgnorePath)
	}
	switch {
	case o.ask:
		err = p.ask(ctx, r, opts)
	case o.write, o.out != "" && same(o.out, r.IgnoreFile):
		err = p.write(ctx, r, opts, o.yes || o.out != "" && !isLink(o.out))
	case o.out != "":
		err = p.put(ctx, r.Request.Dir, o.out, r.Proposal.After, o.yes)
		p.unknown(r)
	case o.print:
		err = p.print(r.Proposal.After)
		p.unknown(r)
	default:
		err = format(p.streams.Out, r, opts)
	}
	if err != nil && r.Unproven == "" {
		return err
	}
	return cmp.Or(err, p.refused(r)) // what is wrong with the Dockerfile is said too
}

// unknown says on standard error what is not known of a proposal that goes
// elsewhere.
func (p *program) unknown(r *analysis.Result) {
	for _, sentence := range report.Unknown(r) {
		fmt.Fprintf(p.streams.Err, "buildctx: %s\n", report.Message(sentence))
	}
}

// contradiction is what the flags say that cannot be had together.
func (o *suggestOptions) contradiction(mode suggest.Mode) error {
	var ends []string
	for _, flag := range []string{"write", "interactive", "output", "print", "format"} {
		if o.given(flag) {
			ends = append(ends, "--"+flag)
		}
	}
	switch {
	case len(ends) > 1:
		return usagef("%s: only one of these says what becomes of the proposal", strings.Join(ends, " and "))
	case o.yes && !o.write && !o.ask && o.out == "":
		return usagef("--yes is the answer to a question of --write, --interactive or --output, and none of them is given")
	case o.given("output") && o.out == "":
		return usagef("--output: the name of the file is empty")
	case o.out == "-":
		return usagef("--output -: --print is for standard output")
	case o.ask && mode == suggest.Allow:
		return usagef("--interactive asks about lines to add; with --mode allow the list is one whole")
	case o.ask && o.tidy:
		return usagef("--interactive asks about lines to add; run --tidy before or after it")
	case o.tidy && mode == suggest.Allow:
		return usagef("--tidy is for a list of what stays out; --mode allow drops by itself what the list makes pointless")
	case o.ask && o.file == "-":
		return usagef("--interactive and --file - both read standard input")
	}
	return nil
}

// print prints the proposed ignore file itself, which holds the user's lines,
// whatever is in them.
func (p *program) print(content []byte) error {
	if !p.streams.Terminal {
		return report.FileExact(p.streams.Out, content)
	}
	same, err := report.FileShown(p.streams.Out, content)
	if err == nil && !same {
		fmt.Fprintln(p.streams.Err, "buildctx: characters that cannot be shown are escaped above; -o FILE writes the proposal as it is")
	}
	return err
}

// same reports whether two paths lead to the same place, be there a file or
// not.
func same(a, b string) bool {
	at, err := os.Stat(a)
	if err == nil {
		if to, err := os.Stat(b); err == nil {
			return os.SameFile(at, to)
		}
	}
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// writable refuses what would not become the ignore file that was proven.
func writable(r *analysis.Result) error {
	if o := r.Obstacle; o != nil {
		return fmt.Errorf("%s is not written: %s; %s first", r.IgnoreFile, o.Why, o.Remedy)
	}
	return nil
}

// instead is what can be had of a proposal that cannot be written.
const instead = "; --print shows the proposal, -o FILE writes it elsewhere"

// write puts the proposal in place and checks on the disk that it does what it
// says.
func (p *program) write(ctx context.Context, r *analysis.Result, opts report.Options, agreed bool) error {
	proposal := r.Proposal
	if bytes.Equal(proposal.Before, proposal.After) {
		return report.Unwritten(p.streams.Out, r, opts)
	}
	if err := writable(r); err != nil {
		return err
	}
	file, err := ofIgnoreFile(r, proposal.After, instead)
	if err != nil {
		return err
	}
	if err := p.replace(ctx, file, agreed); err != nil {
		return err
	}
	if err := p.confirm(ctx, r, proposal.After); err != nil {
		return err
	}
	return p.said(report.Written(p.streams.Out, r, opts))
}
