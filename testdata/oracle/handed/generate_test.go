//go:build linux

package handed

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// handing makes such builds at random.
type handing struct {
	*rand.Rand
	build
	stages []*stage
}

// A stage is what is known of one as its instructions are made.
type stage struct {
	cwd    string
	holds  []held
	onward []held // by ONBUILD
}

// A held is a path of the build context with where it lies in the stage.
type held struct{ at, path string }

func makeHanded(seed uint64) build {
	g := &handing{Rand: rand.New(rand.NewPCG(seed, 6))}
	for _, p := range pieces {
		if g.one(2) {
			g.pieces = append(g.pieces, p)
		}
	}
	for range g.IntN(4) * g.IntN(2) {
		g.ignore = append(g.ignore, g.pick(rules...))
	}
	if g.git = !g.one(4); g.git {
		for _, p := range pieces[slices.Index(pieces, firstLitter):] {
			if name := g.name(p); !g.one(3) {
				g.ignored = append(g.ignored, name)
			}
		}
	}
	for range 2 + g.IntN(3) {
		g.stage()
	}
	g.count = len(g.stages)
	return g.build
}

func (g *handing) one(in int) bool { return g.IntN(in) == 0 }

func (g *handing) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g *handing) line(format string, args ...any) {
	g.dockerfile = append(g.dockerfile, fmt.Sprintf(format, args...))
}

// name is the path of a piece.
func (*handing) name(piece string) string {
	name, _, _ := strings.Cut(piece, " ")
	return name
}

// within is a path of the build context that lies below a directory, or the directory; ok is false where there is none.
func (g *handing) within(dir string) (name string, ok bool) {
	var all []string
	for _, p := range g.pieces {
		if name := g.name(p); dir == "" || name == dir || strings.HasPrefix(name, dir+"/") {
			all = append(all, name)
		}
	}
	if len(all) == 0 {
		return "", false
	}
	name = g.pick(all...)
	for g.one(2) && len(path.Dir(name)) > len(dir) && path.Dir(name) != "." {
		name = path.Dir(name)
	}
	return name, true
}

// written is a path as an instruction may name it.
func (g *handing) written(name string) string {
	dir, base := path.Split(name)
	if base == "" {
		return name
	}
	switch g.IntN(12) {
	case 0:
		return dir + "*"
	case 1:
		return dir + base[:1] + "*"
	case 2:
		return dir + "*" + path.Ext(base)
	case 3:
		if parts := strings.Split(name, "/"); len(parts) > 2 {
			parts[1] = "*"
			return strings.Join(parts, "/")
		}
	case 4:
		return "./" + strings.TrimPrefix(name, "/")
	case 5:
		return "/" + strings.TrimPrefix(name, "/")
	}
	return name
}

func (g *handing) stage() {
	s := &stage{cwd: "/"}
	base := g.pick("scratch", "scratch", "alpine")
	if base == "alpine" {
		s.cwd = "/w"
	}
	if n := len(g.stages); n > 0 && g.one(3) {
		k := g.IntN(n)
		base, s.cwd = fmt.Sprintf("s%d", k), g.stages[k].cwd
		s.holds = append(slices.Clone(g.stages[k].holds), g.stages[k].onward...)
	}
	g.line("FROM %s AS s%d", base, len(g.stages))
	if !g.one(4) {
		s.cwd = path.Join(s.cwd, g.pick("/app", "/app", "/srv/x", "sub"))
		g.line("WORKDIR %s", s.cwd)
	}
	for range 1 + g.IntN(4) {
		g.instruction(s)
	}
	g.stages = append(g.stages, s)
}

func (g *handing) instruction(s *stage) {
	n := g.IntN(20)
	if len(g.stages) == 0 {
		n = g.IntN(13)
	}
	switch {
	case n < 4:
		s.holds = append(s.holds, g.copy(s, "")...)
	case n < 8:
		g.line("%s . %s", g.pick("COPY", "COPY", "COPY", "COPY", "COPY --link", "ADD", "COPY --exclude="+g.exclude()), ".")
		s.holds = append(s.holds, held{at: s.cwd})
	case n == 8:
		s.onward = append(s.onward, g.copy(s, "ONBUILD ")...)
	case n < 13:
		g.run(s)
	default:
		g.from(s)
	}
}

func (g *handing) exclude() string {
	name, ok := g.within("")
	if !ok || g.one(2) {
		return g.pick("**/*.log", "node_modules", "*.md", "**/models", "d*", "**/*.onnx")
	}
	return name
}

// copy takes something from the build context.
func (g *handing) copy(s *stage, prefix string) []held {
	name, ok := g.within("")
	if !ok {
		return nil
	}
	instruction := prefix + g.pick("COPY", "COPY", "COPY", "COPY --link", "ADD")
	dest, parents := g.dest(name), false
	switch g.IntN(6) {
	case 0:
		instruction = prefix + "COPY --parents"
		parents = true
	case 1:
		instruction += " --exclude=" + g.exclude()
	}
	as, more := g.written(name), ""
	dest = forAll(as, dest)
	if other, ok := g.within(""); ok && g.one(4) {
		more, dest = " "+g.written(other), strings.TrimSuffix(dest, "/")+"/"
	}
	if g.one(8) {
		g.line("%sARG NAME=%s", prefix, as)
		as = "$NAME"
	}
	g.line("%s %s%s %s", instruction, as, more, dest)
	into := dest
	if !path.IsAbs(dest) {
		into = path.Join(s.cwd, dest)
	}
	switch {
	case parents:
		return []held{{at: into}}
	case strings.HasSuffix(dest, "/") && path.Ext(name) != "":
		return []held{{at: path.Join(into, path.Base(name)), path: name}}
	}
	return []held{{at: path.Clean(into), path: name}}
}

func (g *handing) dest(name string) string {
	return g.pick("./", "/x/", "/x/", "y/", "/"+name, "/"+path.Base(name), "./"+name, "/z")
}

// forAll makes sure that a pattern is copied to a directory: else that would hang on whether it finds one.
func forAll(pattern, dest string) string {
	if strings.Contains(pattern, "*") {
		return strings.TrimSuffix(dest, "/") + "/"
	}
	return dest
}

// of is a path of an earlier stage with what lies there.
func (g *handing) of() (from int, at held, ok bool) {
	from = g.IntN(len(g.stages))
	s := g.stages[from]
	if len(s.holds) == 0 {
		return from, held{at: "/shell"}, true
	}
	h := s.holds[g.IntN(len(s.holds))]
	name, ok := g.within(h.path)
	if !ok {
		return from, h, true
	}
	if made(name) && (h.path != "" || h.at != s.cwd) {
		return from, h, true // a command is taken to make it, though not there
	}
	below := strings.TrimPrefix(strings.TrimPrefix(name, h.path), "/")
	return from, held{at: path.Join(h.at, below), path: name}, true
}

// made reports whether a path lies in what commands make.
func made(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return slices.Contains([]string{"node_modules", "dist", ".next", ".venv"}, part)
	})
}

// from takes something from an earlier stage.
func (g *handing) from(s *stage) {
	k, h, ok := g.of()
	if !ok {
		return
	}
	flags := g.pick("", "", "", " --link", " --parents", " --exclude="+g.exclude())
	as := g.written(h.at)
	dest := forAll(as, g.dest(strings.TrimPrefix(h.at, "/")))
	g.line("COPY --from=%s%s %s %s", g.pick(fmt.Sprint(k), fmt.Sprintf("s%d", k)), flags, as, dest)
	if !path.IsAbs(dest) {
		dest = path.Join(s.cwd, dest)
	}
	switch {
	case strings.Contains(flags, "parents"):
		dest = path.Join(dest, h.at)
	case strings.HasSuffix(dest, "/") && path.Ext(h.at) != "":
		dest = path.Join(dest, path.Base(h.at))
	}
	s.holds = append(s.holds, held{path.Clean(dest), h.path})
}

// run makes a RUN of which it is known what it makes.
func (g *handing) run(s *stage) {
	number := len(g.dockerfile)
	switch n := g.IntN(10); {
	case n < 3:
		name, ok := g.within("")
		mount := "source=" + name
		if k, h, _ := g.ofStage(); h.at != "" && g.one(2) {
			mount, name = fmt.Sprintf("from=s%d,source=%s", k, h.at), h.path
		} else if !ok {
			return
		}
		g.line("RUN --mount=type=bind,%s,target=/mnt%d cp -r /mnt%d /c%d", mount, number, number, number)
		s.holds = append(s.holds, held{fmt.Sprintf("/c%d", number), name})
	case n == 3 && len(s.holds) > 0:
		h := s.holds[g.IntN(len(s.holds))]
		if h.at == "/" {
			return
		}
		g.line("RUN test -e %s && cp -r %s /c%d", h.at, h.at, number)
		s.holds = append(s.holds, held{fmt.Sprintf("/c%d", number), h.path})
	case n == 4:
		g.line("RUN mkdir -p dist && touch dist/out")
		s.holds = append(s.holds, held{at: path.Join(s.cwd, "dist"), path: "dist"})
	case n == 5:
		g.line("RUN rm -rf %s", g.pick("node_modules", "dist", "models", "/app/data"))
	default:
		g.line("RUN %s", g.pick("npm ci", "npm run build", "npm ci && npm run build", "go build -o /out/app .",
			"python -m venv .venv", "true"))
	}
}

func (g *handing) ofStage() (k int, h held, ok bool) {
	if len(g.stages) == 0 {
		return 0, held{}, false
	}
	return g.of()
}
