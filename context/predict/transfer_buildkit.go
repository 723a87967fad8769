package predict

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// buildKit adds the transfers that BuildKit asks for, one after the other.
func (x *transferring) buildKit() error {
	x.asked = true
	if err := x.definition(); err != nil {
		return err
	}
	if x.Unread {
		return x.measure() // the build ends here
	}
	if err := x.ignoreFile(); err != nil {
		return err
	}
	x.contents("", Transfer{
		Name: "context", Step: "[internal] load build context", Dir: x.Dir, Exclude: x.Ignore.Patterns(ignore.BuildKit),
	}, x.Tree, x.Rules)
	for _, c := range x.Named {
		if x.Needs == nil || !slices.Contains(x.Needs.Contexts, c.Name) {
			continue
		}
		if err := x.namedContext(c); err != nil {
			return err
		}
	}
	return x.measure()
}

// definition is the transfer of the Dockerfile, and of the ignore file beside
// it (dockerui config.go, ReadEntrypoint). A Dockerfile from standard input
// lies in a directory of its own (buildx build/opt.go, createTempDockerfile).
func (x *transferring) definition() error {
	if x.Dockerfile == "" && !x.Unread {
		return nil
	}
	name := x.DockerfileName
	t := Transfer{
		Name: "dockerfile", Kind: Definition, Step: "[internal] load build definition from " + name,
		Dir: x.DockerfileDir, Follow: []string{name, name + dockerignore},
	}
	if name == "Dockerfile" {
		t.Follow = append(t.Follow, "dockerfile")
	}
	if x.Dockerfile != "-" {
		return x.sendPaths(t)
	}
	list, err := scan.FromEntries("", []scan.Entry{
		{Path: name, Mode: 0o644, Size: x.Size, ModTime: time.Now().UnixNano()},
	})
	if err != nil {
		return err
	}
	x.sendOf(buildcontext.New(list), t)
	return nil
}

// ignoreFile is the transfer of the ignore file in the root of the build
// context, which BuildKit asks for unless the Dockerfile has one of its own,
// whether or not the build uses the context (dockerui config.go,
// dockerIgnorePatterns; moby/buildkit#3267). With another file in its place
// there is nothing to say of it.
func (x *transferring) ignoreFile() error {
	own := x.IgnorePath != "" && filepath.Base(x.IgnorePath) != dockerignore
	if own || x.Replaced || x.Dockerfile == "" {
		return nil
	}
	return x.sendPaths(Transfer{
		Name: "context", Kind: IgnoreFile, Step: "[internal] load .dockerignore", Dir: x.Dir, Follow: []string{dockerignore},
	})
}

// sendPaths adds the transfer of a few files that the builder itself wants to
// read.
func (x *transferring) sendPaths(t Transfer) error {
	tree, err := x.read.Paths(t.Dir, t.Follow)
	if err != nil {
		return err
	}
	x.sendOf(tree, t)
	return nil
}

// sendOf is sendPaths for a tree that is read already. The builder keeps no
// copy of such files to compare with (llb.DiffNone).
func (x *transferring) sendOf(tree *buildcontext.Tree, t Transfer) {
	t.View, t.followed = Follow(tree, buildcontext.Rules{Builder: ignore.BuildKit}, t.Follow)
	t.alone = true
	t.refuseFollow()
	// The ignore file of the main build context may fail; there are no rules
	// then.
	if t.Kind == Definition || t.Name != "context" {
		x.out.Refusals = append(x.out.Refusals, t.followed.Refusals(t.Follow[0])...)
	}
	x.out.All = append(x.out.All, t)
}

// refuseFollow notes that the client refuses the paths that it is asked for.
func (t *Transfer) refuseFollow() {
	if err := t.followed.Err; err != nil {
		t.doubtful, t.Unknown = true, fmt.Sprintf("The builder's client refuses the paths that are asked of %s: %v.", quoted(t.Name), err)
	}
}

// contents adds the transfers of a context, like one that says what they have
// in common: one for each list of paths that is asked for. The main build
// context is sent whole when there is no Dockerfile to say what it needs.
func (x *transferring) contents(key string, like Transfer, tree *buildcontext.Tree, rules *ignore.Matcher) {
	requests := []needs.Request{{Whole: true}}
	doubt := ""
	if x.known() {
		requests = x.Needs.Requests(key)
		doubt = x.doubt(key)
	}
	like.Kind, like.Context = Content, key
	for _, request := range requests {
		t := like
		t.Platforms, t.Follow, t.doubtful, t.Unknown = request.Platforms, request.Paths, doubt != "", doubt
		if tree == x.Tree && len(requests) == 1 {
			t.View, t.followed = x.Sent, x.Followed
		} else {
			t.View, t.followed = Follow(tree, buildcontext.Rules{Builder: ignore.BuildKit, Ignore: rules}, request.Paths)
		}
		t.refuseFollow()
		switch {
		case t.Unknown != "":
		case x.buildsOn(key):
			t.shared = true
			t.Unknown = fmt.Sprintf("Steps of the build go on from the builder's copy of %s. Whether the next build finds that copy to compare with is not known.", quoted(t.Name))
		case len(requests) > 1:
			t.shared = true
			t.Unknown = fmt.Sprintf("This build sends %s %d times, for different paths. Whether one of them finds at the builder what another one "+
				"has sent depends on their timing; the figures are those of transfers that find nothing.", quoted(t.Name), len(requests))
		}
		x.out.All = append(x.out.All, t)
	}
}

// known reports whether what the Dockerfile asks for is known and may be shown.
func (x *transferring) known() bool { return x.Needs != nil && !x.Concealed }

// buildsOn reports whether steps of the build go on from the builder's copy of
// a context. The builder then makes a layer of the copy, and the next build has
// to send everything again, until the steps are found in the cache.
func (x *transferring) buildsOn(key string) bool {
	return x.known() && slices.ContainsFunc(x.Needs.Sources, func(s needs.Source) bool { return s.Context == key && (s.Base || s.Writable) })
}

// doubt is why it is not known what is asked of a context.
func (x *transferring) doubt(key string) string {
	if x.Needs.Frontend.Foreign() {
		return x.Needs.Frontend.Unknown(x.Dockerfile) + "."
	}
	for _, s := range x.Needs.Sources {
		if s.Context == key && s.Unknown != "" {
			return fmt.Sprintf("%s:%d: %s.", x.Dockerfile, s.Line, s.Unknown)
		}
	}
	return ""
}

// namedContext adds the transfers of a named context: its own ignore file, and
// what is asked of it (dockerui namedcontext.go, load).
func (x *transferring) namedContext(c NamedContext) error {
	shown, err := needs.ContextName(c.Name)
	if err != nil {
		return nil // one of Needs.Problems
	}
	name := shown
	if name == "context" || name == "dockerfile" {
		name = "_" + name // buildx build/opt.go, loadInputs
	}
	err = x.sendPaths(Transfer{
		Name: name, Kind: IgnoreFile, Step: "[context " + shown + "] load .dockerignore", Dir: c.Dir, Follow: []string{dockerignore},
	})
	if err != nil {
		return err
	}
	tree, file, err := x.read.NamedContext(c.Dir)
	if err != nil {
		return err
	}
	if file == nil {
		file = ignore.Parse(dockerignore, nil)
	}
	if bad := BadLines(file, filepath.Join(c.Dir, dockerignore), x.Builder); len(bad) > 0 {
		x.barred, x.out.Refusals = true, append(x.out.Refusals, bad...)
	}
	first := len(x.out.All)
	x.contents(c.Name, Transfer{
		Name: name, Step: "[context " + shown + "] load from client", Dir: c.Dir, Exclude: file.Patterns(ignore.BuildKit),
	}, tree, file.Matcher(ignore.BuildKit))
	x.refuseNamed(c, x.out.All[first:])
	return nil
}

// refuseNamed books what stops the builder in the transfers of a named context.
func (x *transferring) refuseNamed(c NamedContext, transfers []Transfer) {
	for _, t := range transfers {
		x.out.Refusals = append(x.out.Refusals, Followed{Unreadable: t.followed.Unreadable}.Refusals("")...)
		for _, f := range t.View.Failures {
			if f.Stops {
				x.out.Refusals = append(x.out.Refusals, Refusal{File: filepath.Join(c.Dir, t.View.Tree.Path(f.Entry)), Message: f.Message})
			}
		}
	}
	for k := range x.Needs.Sources {
		s := &x.Needs.Sources[k]
		if x.Needs.Frontend.Foreign() || s.Context != c.Name || s.Instruction == "FROM" || s.Unused || s.Unknown != "" {
			continue
		}
		said := ""
		for _, t := range transfers {
			if said = Lacks(t.View, s); said == "" {
				break
			}
		}
		if said != "" {
			x.out.Refusals = append(x.out.Refusals, Refusal{File: x.Dockerfile, Line: s.Line, Message: said})
		}
	}
}
