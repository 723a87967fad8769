package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/lint"
)

// A build is what every command takes to know which build it is about.
type build struct {
	file       string
	target     string
	buildArgs  []string
	contexts   []string
	platforms  []string
	builder    string
	ignoreFile string
	color      string
}

func (b *build) addFlags(f *pflag.FlagSet) {
	f.SortFlags = false
	f.StringVarP(&b.file, "file", "f", "", "the Dockerfile; - for standard input")
	f.StringVar(&b.target, "target", "", "the stage to build")
	f.StringArrayVar(&b.buildArgs, "build-arg", nil, "a build argument, `KEY=VALUE` (repeatable)")
	f.StringArrayVar(&b.contexts, "build-context", nil, "a named context, `NAME=DIR` (repeatable)")
	f.StringSliceVar(&b.platforms, "platform", nil, "the platforms to build for")
	f.StringVar(&b.builder, "builder", "buildkit", "the builder to replay: buildkit, classic or buildah")
	f.StringVar(&b.ignoreFile, "ignore-file", "", "what if `FILE` were the ignore file")
	f.StringVar(&b.color, "color", "auto", "colour: auto, always or never")
}

// request turns the flags into a request.
func (b *build) request(p *program, args []string) (analysis.Request, error) {
	req := analysis.Request{
		Dir: ".", File: b.file, Stdin: p.streams.In, IgnoreFile: b.ignoreFile, Target: b.target,
		NamedContexts: b.contexts, Platforms: b.platforms, BuildArgs: map[string]string{},
	}
	if len(args) > 0 {
		if req.Dir = args[0]; req.Dir == "" {
			return req, usagef("the path of the build context is empty")
		}
	}
	var err error
	if req.Builder, err = ignore.ParseBuilder(b.builder); err != nil {
		return req, usageError{err}
	}
	for _, c := range b.contexts {
		if name, value, given := strings.Cut(c, "="); !given || name == "" || value == "" {
			return req, usagef("--build-context %q: NAME=DIR is needed", c)
		}
	}
	for _, arg := range b.buildArgs {
		key, value, given := strings.Cut(arg, "=")
		if !given {
			// A name alone takes its value from the environment, if it has one
			// there (docker/cli opts, ConvertKVStringsToMapWithNil).
			if value, given = os.LookupEnv(key); !given {
				continue
			}
		}
		req.BuildArgs[key] = value
	}
	return req, nil
}

// options are how reports are printed.
func (b *build) options(p *program, args []string) (report.Options, error) {
	o := report.Options{Version: version(), Args: b.shell(args)}
	switch b.color {
	case "auto":
		o.Color = p.streams.Color
	case "always":
		o.Color = true
	case "never":
	default:
		return o, usagef("--color %q: auto, always or never", b.color)
	}
	return o, nil
}

// shell is the part of the command line that says which build it is about,
// each argument with a space before it.
func (b *build) shell(args []string) string {
	var line strings.Builder
	add := func(flag string, values ...string) {
		for _, v := range values {
			if v != "" {
				line.WriteString(" " + flag + shellWord(v))
			}
		}
	}
	add("-f ", b.file)
	add("--target ", b.target)
	add("--build-arg ", b.buildArgs...)
	add("--build-context ", b.contexts...)
	add("--platform ", strings.Join(b.platforms, ","))
	if b.builder != "buildkit" {
		add("--builder ", b.builder)
	}
	add("--ignore-file ", b.ignoreFile)
	if len(args) > 0 && args[0] != "." {
		dir := args[0]
		if strings.HasPrefix(dir, "-") && dir != "-" {
			dir = "./" + dir // not a flag
		}
		add("", dir)
	}
	return line.String()
}

// shellWord quotes a word for a POSIX shell where it needs to be.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./=:,@%+", r)
	}
	if strings.TrimFunc(word, plain) == "" && !strings.HasPrefix(word, "-") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// extent is how much of an analysis a command needs.
type extent struct {
	depth analysis.Depth
	level diag.Safety
	idle  bool
	tidy  bool
	mode  suggest.Mode
	wire  bool
	cache bool
	lint  bool
	// heaviest is how many of the heaviest paths are wanted.
	heaviest int

	others   []ignore.Builder
	silenced []lint.Silence
	texts    map[string][]byte // that the silences are in
}

// analyze runs the analysis with everything that the flags say.
func (b *build) analyze(ctx context.Context, p *program, args []string, e extent) (*analysis.Result, report.Options, error) {
	o, err := b.options(p, args)
	if err != nil {
		return nil, o, err
	}
	req, err := b.request(p, args)
	if err != nil {
		return nil, o, err
	}
	req.Depth, req.Level, req.Mode, req.Idle, req.Tidy, req.Wire, req.Cache = e.depth, e.level, e.mode, e.idle, e.tidy, e.wire, e.cache
	req.Lint, req.Heaviest = e.lint, e.heaviest
	req.Others, req.Silenced, req.Texts = e.others, e.silenced, e.texts
	r, err := analysis.Run(ctx, req)
	return r, o, err
}

// refused says on standard error what the builder would say, and ends the
// command with the status for it.
func (p *program) refused(r *analysis.Result) error {
	return p.say(r.Refusals)
}

// maxSaid is how many reasons are printed. The builder stops at the first.
const maxSaid = 20

// say prints why the builder would not finish, and ends the command if there is
// anything.
func (p *program) say(refusals []predict.Refusal) error {
	said, more := make(map[string]bool), 0
	for _, x := range refusals {
		switch line := report.Place(x) + report.Message(x.Message); {
		case said[line]:
		case len(said) == maxSaid:
			more++
		default:
			said[line] = true
			fmt.Fprintf(p.streams.Err, "buildctx: %s\n", line)
		}
	}
	if more > 0 {
		fmt.Fprintf(p.streams.Err, "buildctx: … and %s more\n", report.Count(more))
	}
	if len(refusals) > 0 {
		return errFound
	}
	return nil
}
