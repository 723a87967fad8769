package analysis

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// contents adds the transfers of a context, like one that says what they have
// in common: one for each list of paths that is asked for. The main build
// context is sent whole when there is no Dockerfile to say what it needs.
func (r *Result) contents(key string, like Transfer, tree *buildcontext.Tree, rules *ignore.Matcher) {
	requests := []needs.Request{{Whole: true}}
	doubt := ""
	if r.ShownNeeds() != nil {
		requests = r.Needs.Requests(key)
		doubt = r.doubt(key)
	}
	like.Kind = Content
	for _, request := range requests {
		t := like
		t.Platforms, t.Follow, t.doubtful, t.Unknown = request.Platforms, request.Paths, doubt != "", doubt
		if tree == r.Tree && len(requests) == 1 {
			t.View, t.followed = r.Sent, r.Followed
		} else {
			t.View, t.followed = predict.Follow(tree, buildcontext.Rules{Builder: ignore.BuildKit, Ignore: rules}, request.Paths)
		}
		if err := t.followed.Err; err != nil {
			t.doubtful, t.Unknown = true, fmt.Sprintf("The builder's client refuses the paths that are asked of %s: %v.", quoted(t.Name), err)
		}
		switch {
		case t.Unknown != "":
		case r.buildsOn(key):
			t.shared = true
			t.Unknown = fmt.Sprintf("Steps of the build go on from the builder's copy of %s. Whether the next build finds that copy to compare with is not known.", quoted(t.Name))
		case len(requests) > 1:
			t.shared = true
			t.Unknown = fmt.Sprintf("This build sends %s %d times, for different paths. Whether one of them finds at the builder what another one "+
				"has sent depends on their timing; the figures are those of transfers that find nothing.", quoted(t.Name), len(requests))
		}
		r.Transfers = append(r.Transfers, t)
	}
}

// buildsOn reports whether steps of the build go on from the builder's copy of
// a context. The builder then makes a layer of the copy, and the next build has
// to send everything again, until the steps are found in the cache.
func (r *Result) buildsOn(key string) bool {
	return r.ShownNeeds() != nil && slices.ContainsFunc(r.Needs.Sources, func(s needs.Source) bool { return s.Context == key && (s.Base || s.Writable) })
}

// doubt is why it is not known what is asked of a context.
func (r *Result) doubt(key string) string {
	for _, s := range r.Needs.Sources {
		if s.Context == key && s.Unknown != "" {
			return fmt.Sprintf("%s:%d: %s.", r.Dockerfile, s.Line, s.Unknown)
		}
	}
	return ""
}

// A named context is a directory besides the main build context.
type named struct{ key, dir string }

// contextsUsed are the named contexts that the build sends, in the order of
// the command line.
func (r *Result) contextsUsed() []named {
	var out []named
	for i, c := range r.Request.NamedContexts {
		key, dir, _ := strings.Cut(c, "=")
		again := func(c string) bool { return strings.HasPrefix(c, key+"=") }
		if slices.ContainsFunc(r.Request.NamedContexts[i+1:], again) {
			continue // the last one counts
		}
		if r.Needs != nil && slices.Contains(r.Needs.Contexts, key) && !project.IsRemote(dir) {
			out = append(out, named{key, dir})
		}
	}
	return out
}

// namedContext adds the transfers of a named context: its own ignore file, and
// what is asked of it (dockerui namedcontext.go, load).
func (r *Result) namedContext(ctx context.Context, c named) error {
	shown, err := needs.ContextName(c.key)
	if err != nil {
		return nil // one of Needs.Problems
	}
	name := shown
	if name == "context" || name == "dockerfile" {
		name = "_" + name // buildx build/opt.go, loadInputs
	}
	err = r.sendPaths(ctx, Transfer{
		Name: name, Kind: IgnoreFile, Step: "[context " + shown + "] load .dockerignore", Dir: c.dir, Follow: []string{dockerignore},
	})
	if err != nil {
		return err
	}
	found, err := ignore.Locate(ignore.BuildKit, ignore.Query{
		ContextDir: c.dir, Read: reader(),
	})
	if err != nil {
		return err
	}
	file := found.File
	if file == nil {
		file = ignore.Parse(dockerignore, nil)
	}
	if err := fits(file, filepath.Join(c.dir, dockerignore)); err != nil {
		return err
	}
	if bad := predict.BadLines(file, filepath.Join(c.dir, dockerignore), r.Request.Builder); len(bad) > 0 {
		r.barred, r.Refusals = true, append(r.Refusals, bad...)
	}
	rules := file.Matcher(ignore.BuildKit)
	list, err := scan.Read(ctx, c.dir, scan.Options{Workers: r.Request.Workers, Prune: pruner{rules}})
	if err != nil {
		return err
	}
	first := len(r.Transfers)
	r.contents(c.key, Transfer{
		Name: name, Step: "[context " + shown + "] load from client", Dir: c.dir, Exclude: file.Patterns(ignore.BuildKit),
	}, buildcontext.New(list), rules)
	r.refuseNamed(c, r.Transfers[first:])
	return nil
}
