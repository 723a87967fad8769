package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// Verify builds every transfer of a build context by itself, twice, because
// one COPY line decides about what all of a build sends.
func (b *buildx) Verify(ctx context.Context, r *analysis.Result) (_ *Outcome, err error) {
	o := &Outcome{Builder: ignore.BuildKit.String(), Client: b.client}
	if o.Version, err = b.daemon(ctx); err != nil {
		return nil, err
	}
	temp, err := newTempDir()
	if err != nil {
		return nil, err
	}
	defer temp.remove()
	cleanup, err := b.newCleanup(ctx, temp.name)
	if err != nil {
		return nil, err
	}
	defer func() { o.Left = append(o.Left, cleanup.remove(ctx)...) }()
	for i := range r.Transfers.All {
		t := &r.Transfers.All[i]
		if t.Kind != predict.Content {
			continue
		}
		if t.Unknown != "" {
			o.Unknowns = append(o.Unknowns, t.Step+": "+t.Unknown)
		}
		build := &throwaway{buildx: b, temp: temp, cleanup: cleanup, result: r, transfer: t, number: i}
		compare := build.verify
		if t.Wire == nil {
			if !r.Refused() {
				continue
			}
			compare = build.fail
		}
		if err := compare(ctx, o); err != nil {
			return o, err
		}
	}
	return o, nil
}

// A throwaway is a build of one transfer.
type throwaway struct {
	*buildx
	temp     *tempDir
	cleanup  *cleanup
	result   *analysis.Result
	transfer *predict.Transfer
	number   int
}

// verify builds twice and compares. The builder has a copy of what it was sent
// for each name of a directory, not for its path (buildx build/opt.go,
// loadInputs); through a link with a name that nobody has used, the first of
// two builds is the first ever.
func (b *throwaway) verify(ctx context.Context, o *Outcome) error {
	recipe, cold, arrived, err := b.cold(ctx)
	if err != nil {
		return err
	}
	warm, _, err := b.build(ctx, "type=cacheonly")
	if err != nil {
		return err
	}
	t := b.transfer
	for i := range b.result.Transfers.All {
		if f := &b.result.Transfers.All[i]; f.Kind == predict.IgnoreFile && f.Name == t.Name && !hasStep(o, f.Step) {
			o.Figures = append(o.Figures, b.figure(f, cold, warm))
		}
	}
	o.Figures = append(o.Figures, b.figure(t, cold, warm))
	o.compare(t.Name, predicted(t.View, recipe.visible.has), recipe.paths.translate(arrived))
	return nil
}

// fail builds what is predicted to be refused, to hear what the builder says.
// When it says nothing there is nothing to compare all the same.
func (b *throwaway) fail(ctx context.Context, _ *Outcome) error {
	_, _, _, err := b.cold(ctx)
	var said *BuildError
	if errors.As(err, &said) || ctx.Err() != nil {
		return err
	}
	return nil
}

func hasStep(o *Outcome, step string) bool {
	for _, f := range o.Figures {
		if f.Step == step {
			return true
		}
	}
	return false
}

// figure compares what was printed with what was predicted for a transfer.
func (b *throwaway) figure(t *predict.Transfer, cold, warm *progress) Figure {
	step := t.Step
	if b.named() {
		step = strings.Replace(step, "[context "+contextOf(step)+"]", "[context "+b.temp.name+"]", 1)
	}
	f := Figure{Context: t.Name, Step: t.Step, PredictedCold: -1, PredictedWarm: -1, ActualCold: max(cold.figure(step), 0), ActualWarm: max(warm.figure(step), 0)}
	if t.Wire != nil {
		f.PredictedCold, f.PredictedWarm = t.Wire.Cold, t.Wire.Warm
	}
	return f
}

// contextOf is the name in "[context NAME] load from client".
func contextOf(step string) string {
	name, _ := strings.CutPrefix(step, "[context ")
	name, _, _ = strings.Cut(name, "]")
	return name
}

// named reports whether it is a named context that is transferred.
func (b *throwaway) named() bool { return b.transfer.Step != "[internal] load build context" }

// cold is the first build, with all that arrives. A frontend that does not
// know COPY --parents says so before anything is transferred.
func (b *throwaway) cold(ctx context.Context) (*recipe, *progress, []entry, error) {
	for parents := true; ; parents = false {
		recipe, err := b.prepare(parents)
		if err != nil {
			return nil, nil, nil, err
		}
		shown, arrived, err := b.build(ctx, "type=tar,dest=-")
		if err != nil && parents && strings.Contains(err.Error(), "unknown flag") && strings.Contains(err.Error(), "parents") {
			continue
		}
		return recipe, shown, arrived, err
	}
}

// prepare writes the Dockerfile, and beside it the ignore file where the
// context's own is not the one in force.
func (b *throwaway) prepare(parents bool) (*recipe, error) {
	c := copier{view: b.transfer.View, root: b.temp.name, parents: parents}
	if b.named() {
		c.from = b.temp.name
	}
	recipe, err := newRecipe(c, b.transfer.Follow)
	if err != nil {
		return nil, err
	}
	if _, err := b.temp.put(b.dir("Dockerfile"), recipe.dockerfile); err != nil {
		return nil, err
	}
	r := b.result
	if own := r.IgnorePath != "" && filepath.Base(r.IgnorePath) != ignore.Dockerignore; own || r.Request.IgnoreFile != "" {
		if _, err := b.temp.put(b.dir("Dockerfile"+ignore.Dockerignore), r.Ignore.Bytes()); err != nil {
			return nil, err
		}
	}
	if _, err := os.Lstat(b.context()); err == nil {
		return recipe, nil
	}
	_, err = b.temp.link(b.link(), b.transfer.Dir)
	return recipe, err
}

func (b *throwaway) dir(name string) string {
	return filepath.Join(fmt.Sprint(b.number), name)
}

// link is the name of the link to the directory that is transferred.
func (b *throwaway) link() string { return fmt.Sprintf("%s.%d", b.temp.name, b.number) }

func (b *throwaway) context() string { return filepath.Join(b.temp.dir, b.link()) }

// build runs the build once, and lists what it makes if that goes to standard
// output. The names of local directories in the command are all that it has of
// the user's build.
func (b *throwaway) build(ctx context.Context, result string) (*progress, []entry, error) {
	dir := filepath.Join(b.temp.dir, b.dir(""))
	args := []string{
		"build", "--progress", "rawjson", "--output", result, "--file", filepath.Join(dir, "Dockerfile"),
		"--build-arg", "BUILDKIT_BUILD_NAME=" + b.temp.name,
	}
	if b.named() {
		args = append(args, "--build-context", b.temp.name+"="+b.context(), dir)
	} else {
		args = append(args, b.context())
	}
	cmd := newCommand(ctx, b.args(args...), b.env)
	shown := newProgress()
	cmd.Stderr = shown
	arrived, err := receive(cmd)
	shown.end()
	b.cleanup.note(b.number, shown)
	if err := failure(ctx, err, shown.said.String()); err != nil {
		return nil, nil, err
	}
	return shown, arrived.entries, arrived.err
}
