package suggest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// oddities are what an allowlist has trouble with.
var oddities = struct{ files, ignore, dockerfiles []string }{
	files: []string{
		"app/[id].js", "odd[1]/x.js", "a+b(1)/x", "a{1}|^x", "!bang/x", "#y", "edge\u00a0", "in/line\nfeed", "line\nfeed", "web/empty/",
		"link -> web", "web/up -> ../src", "src/gen/a.js", "src/gen/b.md", "docs/README.md", "docs/a/b/c.md", `back\slash`,
	},
	ignore: []string{"docs/*", "!docs/README.md", "src/gen", "*/*", "**/gen/*", "!**/*.js", "\ufeff# mark", "web", "!web/package.json", "app/[id].js", "*.js*", "**/*.js*", "!src/a.js", "!web/package.json", "!package.json"},
	dockerfiles: []string{
		"COPY * /", "COPY --parents **/*.js /", "COPY link/package.json /", "COPY docs/ /", "COPY app/*id* odd*/x.js /", "RUN --mount=type=tmpfs,target=/t ls",
		"COPY src/gen /g", "COPY */*.js /", "COPY web/empty /", "COPY in edge* /",
	},
}

// whateverOdd draws more trouble than whatever.
func whateverOdd(t *rapid.T) place {
	p := whatever(t)
	p.files = append(p.files, rapid.SliceOfNDistinct(rapid.SampledFrom(oddities.files), 0, 8, rapid.ID[string]).Draw(t, "odd files")...)
	for _, line := range rapid.SliceOfN(rapid.SampledFrom(oddities.ignore), 0, 4).Draw(t, "odd lines") {
		p.ignore += "\n" + line
	}
	lines := rapid.SliceOfN(rapid.SampledFrom(oddities.dockerfiles), 0, 3).Draw(t, "odd instructions")
	if len(lines) > 0 {
		p.dockerfiles = append(p.dockerfiles, "FROM scratch\n"+strings.Join(lines, "\n")+"\n")
	}
	return p
}

// An allowlist keeps what is needed, whatever the builder; lets in nothing that
// was not sent, and nothing that no line names; has no wildcard behind a "!";
// keeps the comments; and a second one has nothing to add.
func TestAllowlists(t *testing.T) {
	proposed := 0
	rapid.Check(t, func(rt *rapid.T) {
		p := whateverOdd(rt)
		b := rapid.SampledFrom([]ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah}).Draw(rt, "builder")
		opts := Options{Mode: Allow, Level: rapid.SampledFrom([]diag.Safety{diag.Safe, diag.Review}).Draw(rt, "level")}
		in := p.input(t).under(b)
		proposal := Plan(in, Find(in), opts)
		if !proposal.Proof.Holds() {
			rt.Fatalf("the proof does not hold: %q", proposal.Proof.Broken)
		}
		if len(proposal.Added) == 0 {
			// Where a pattern takes nothing but junk, somebody has to look.
			refused := slices.Contains(proposal.Notes, "No allowlist was found that could be proven.")
			if refused && !strings.HasSuffix(proposal.Notes[1], "would find nothing.") {
				rt.Fatalf("no list is found for %s", proposal.Notes)
			}
			if !bytes.Equal(proposal.Before, proposal.After) {
				rt.Fatalf("no line, and another file: %q", proposal.After)
			}
			return
		}
		proposed++
		after := p
		after.ignore = string(proposal.After)
		now := after.input(t).under(b)
		checkLets(rt, in, now, proposal)
		checkTaken(rt, in, now, opts.Level)
		if !keepsComments(proposal.Before, proposal.After) {
			rt.Fatalf("a comment is lost:\n%q\n%q", proposal.Before, proposal.After)
		}
		if again := Plan(now, Find(now), opts); len(again.Added) > 0 {
			rt.Fatalf("a second run makes\n%s\nof\n%s", again.After, proposal.After)
		}
	})
	if proposed == 0 {
		t.Error("no allowlist was ever proposed")
	}
}

// checkLets holds that what is sent was sent before and lies at or below what a
// line names literally.
func checkLets(t *rapid.T, before, after Case, p *Proposal) {
	var named []uint32
	for _, s := range p.Added {
		name, lets := strings.CutPrefix(s.Pattern, "!")
		if !lets {
			continue
		}
		if buildcontext.HasWildcard(name) {
			t.Fatalf("%s has a wildcard", s.Pattern)
		}
		i, ok := before.Tree.Lookup(unescaped(name))
		if !ok {
			t.Fatalf("%s names nothing", s.Pattern)
		}
		named = append(named, i)
	}
	for i := range uint32(before.Tree.Len()) {
		if before.Tree.IsDir(i) || !after.Eligible.Sent(i) {
			continue
		}
		if !before.Eligible.Sent(i) {
			t.Fatalf("%s was not sent, and is now", before.Tree.Path(i))
		}
		if !coversAny(before.Tree, named, []uint32{i}) {
			t.Fatalf("%s is sent, and no line names it:\n%s", before.Tree.Path(i), p.After)
		}
	}
}

func unescaped(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' && i+1 < len(name) {
			i++
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// checkTaken asks every source by itself, as the builder would: it takes what
// it took, but for what Find offers for removal.
func checkTaken(t *rapid.T, before, after Case, level diag.Safety) {
	var offered []uint32
	for _, c := range Find(before) {
		if c.Safety >= level || c.Category == catalog.Secret {
			offered = append(offered, c.Entries...)
		}
	}
	for _, n := range before.Sharing {
		for _, s := range n.Set.Sources {
			if s.Mount && s.Unused {
				continue
			}
			was, is := takes(before, s), takes(after, s)
			for i := range uint32(before.Tree.Len()) {
				lost := was.Sent(i) && !is.Sent(i) && !before.Tree.IsDir(i)
				if lost && !coversAny(before.Tree, offered, []uint32{i}) {
					t.Fatalf("%v: %s %s has lost %s:\n%s", before.Builder, s.Instruction, s.Pattern, before.Tree.Path(i), after.Ignore.Bytes())
				}
				// Buildah asks the rules about the name by which a link is gone
				// through.
				if is.Sent(i) && !was.Sent(i) && !before.Tree.IsDir(i) && before.Builder != ignore.Buildah {
					t.Fatalf("%v: %s %s has got %s", before.Builder, s.Instruction, s.Pattern, before.Tree.Path(i))
				}
			}
		}
	}
}

// takes is what one source takes under the rules of in.
func takes(in Case, s needs.Source) *buildcontext.View {
	rules := in.Eligible.Rules
	if s.Whole {
		return in.Eligible
	}
	if in.Builder == ignore.Buildah {
		return in.Tree.ReplaySources(rules, []string{s.Path})
	}
	include, whole, _ := in.Tree.FollowLinks([]string{s.Path})
	if whole {
		return in.Eligible
	}
	m, err := ignore.CompileInclude(include)
	if err != nil {
		return in.Tree.EmptyView(rules)
	}
	rules.Builder, rules.Include = ignore.BuildKit, m
	return in.Tree.Replay(rules)
}

// keepsComments reports whether every comment is still there, in order.
func keepsComments(before, after []byte) bool {
	lines := func(text []byte) (out []string) {
		for line := range strings.Lines(strings.TrimPrefix(string(text), byteOrderMark)) {
			out = append(out, strings.TrimRight(line, "\r\n"))
		}
		return out
	}
	rest := lines(after)
	for _, line := range lines(before) {
		if !strings.HasPrefix(line, "#") {
			continue
		}
		k := slices.Index(rest, line)
		if k < 0 {
			return false
		}
		rest = rest[k+1:]
	}
	return true
}
