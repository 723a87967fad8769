package oracle

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A gen makes projects of random parts.
type gen struct {
	*rand.Rand
	files files
	plain bool // no attribute of a target of bake is said twice
}

// one is true one time of n.
func (g *gen) one(n int) bool { return g.IntN(n) == 0 }

func (g *gen) pick(from ...string) string { return from[g.IntN(len(from))] }

// dir is a directory as a build context.
func (g *gen) dir() string {
	return g.pick(".", ".", ".", "./", "api", "./api", "api/..", "..", "../other", "https://example.com/x.git", "git@example.com:x/y.git")
}

// dockerfile is the path of one.
func (g *gen) dockerfile() string {
	return g.pick("Dockerfile", "a.df", "a.df", "docker/b.df", "./docker/../a.df", "../c.df", "api/Dockerfile")
}

// random makes the files of one project.
func random(seed, n uint64) (files, bool) {
	g := &gen{Rand: rand.New(rand.NewPCG(seed, n)), files: make(files), plain: true}
	switch n % 4 {
	case 0, 1:
		g.compose()
	case 2:
		g.bake()
	default:
		g.bakeJSON()
		if g.one(3) {
			g.bake()
		}
		if g.one(3) {
			g.compose()
		}
		g.plain = g.plain && len(g.files) == 1
	}
	return g.files, g.plain
}

// compose makes compose files.
func (g *gen) compose() {
	main := g.pick("compose.yaml", "docker-compose.yml", "compose.yml")
	stem, ext, _ := strings.Cut(main, ".")
	g.composeFile(main, true)
	if g.one(3) {
		g.composeFile(stem+".override."+ext, false)
	}
	if g.one(6) {
		g.composeFile(stem+".prod."+ext, false)
	}
	if g.one(8) {
		g.files[".env"] = g.pick("A=.\n", "A=api\nB=.\n", "C=a\n", "# nothing\n", "X=y\n")
	}
}

// composeFile makes one file. The main one may include others.
func (g *gen) composeFile(name string, main bool) {
	var b strings.Builder
	if g.one(3) {
		fmt.Fprintf(&b, "x-build: &shared\n%s", g.mapping("  ", false))
	}
	shared := b.Len() > 0
	if main && g.one(5) {
		b.WriteString(g.include())
	}
	b.WriteString("services:\n")
	for k, service := range []string{"web", "api", "job"}[:1+g.IntN(3)] {
		fmt.Fprintf(&b, "  %s:\n    image: %s\n", service, service)
		if g.one(8) {
			b.WriteString("    profiles: [debug]\n")
		}
		if g.one(6) {
			b.WriteString(g.extends(k))
		}
		b.WriteString(g.build(shared))
	}
	if g.one(10) {
		b.WriteString("---\nservices:\n  web:\n" + g.build(false))
	}
	g.files[name] = b.String()
}

// include makes an include, and the files that it names.
func (g *gen) include() string {
	g.files["sub/more.yaml"] = "services:\n  more:\n    build:\n" + g.mapping("      ", false)
	g.files["sub/deep/last.yaml"] = "services:\n  last:\n    build:\n" + g.mapping("      ", false)
	return "include:\n" + g.pick(
		"  - sub/more.yaml\n", "  - sub/more.yaml\n  - sub/deep/last.yaml\n", "  - path: sub/more.yaml\n", "  - path: sub/more.yaml\n    project_directory: .\n",
		"  - path: [sub/more.yaml, sub/deep/last.yaml]\n", "  - path: ${A:-sub}/more.yaml\n", "  - ${A}/more.yaml\n", "  - path: sub/deep/last.yaml\n    project_directory: sub\n")
}

// extends makes what a service extends.
func (g *gen) extends(k int) string {
	if k > 0 && g.one(2) {
		return g.pick("    extends: web\n", "    extends: {service: web}\n")
	}
	g.files["common.yaml"] = "services:\n  base:\n    image: base\n" + g.build(false)
	return "    extends: {file: common.yaml, service: base}\n"
}

// build is the build of a service, if it has one.
func (g *gen) build(shared bool) string {
	const key = "    build:"
	switch n := g.IntN(12); {
	case n == 0:
		return ""
	case n < 4:
		return key + " " + g.value(g.dir()) + "\n"
	case n == 4 && shared:
		return key + " *shared\n"
	case n < 7 && shared:
		return key + "\n      <<: *shared\n" + g.mapping("      ", true)
	case n == 7 && g.one(3):
		return key + g.pick(" !reset null\n", " !override\n      context: api\n", " !reset {}\n", " !override .\n", "\n", " {}\n", " [.]\n")
	}
	return key + "\n" + g.mapping("      ", false)
}

// value is a scalar of YAML, in one of its styles, whose value may stand behind
// a variable.
func (g *gen) value(s string) string {
	switch g.IntN(16) {
	case 0:
		s = "${" + g.pick("A", "B") + ":-" + s + "}"
	case 1:
		s = "${" + g.pick("A", "B") + "-" + s + "}"
	case 2:
		if g.one(3) {
			s = g.pick("$A", "${A}", "${A:?no}", "${A?}", "${A:+x}", "x$$y", "${A:-${B:-"+s+"}}", "${A:-}")
		}
	}
	return g.pick(s, s, `"`+s+`"`, "'"+s+"'")
}

// mapping is the long form of a build. It has no more than what can be merged
// where some is there already.
func (g *gen) mapping(indent string, some bool) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, indent+format+"\n", args...) }
	if !g.one(3) {
		line("context: %s", g.value(g.dir()))
	}
	switch n := g.IntN(12); {
	case n < 6:
		line("dockerfile: %s", g.value(g.dockerfile()))
	case n < 8 && !some:
		line("dockerfile_inline: %s\n%s  FROM scratch\n%s  COPY a /", g.pick("|", "|", "|-", ">"), indent, indent)
	}
	if g.one(4) {
		line("target: %s", g.pick("dev", "prod"))
	}
	if g.one(3) {
		b.WriteString(g.args(indent))
	}
	if g.one(4) {
		b.WriteString(g.contexts(indent))
	}
	if g.one(20) {
		line("x-bake: {contexts: {extra: .}}")
	}
	if b.Len() == 0 {
		line("context: .")
	}
	return b.String()
}

// args are build arguments. The program knows the values of all but those whose
// name begins with U.
func (g *gen) args(indent string) string {
	if g.one(2) {
		return indent + "args:\n" + indent + "  - " + g.pick("K=1", "K=a=b", "K=", "K=${A:-x}", "ENV", `"K=1.0"`) + "\n" + indent + "  - UV=$A\n"
	}
	return indent + "args:\n" + indent + "  K: " + g.pick("1", "v", `"1.0"`, "1.0", "3.10", "true", "yes", "0x10", "010", "0o17", "1e3", "2020-01-01", "~", "null", `""`, "'a b'", "1_000", ".5", "${A:-y}", "a$$b") +
		"\n" + indent + "  " + g.pick("L: l", "M: 1", "UV: $A", "UV: ${A}") + "\n"
}

// contexts are named contexts.
func (g *gen) contexts(indent string) string {
	value := g.pick(".", "./", "lib", "../up", "docker-image://alpine", "https://example.com/x.git", "service:web", "${A:-.}")
	if g.one(2) {
		return indent + "additional_contexts:\n" + indent + "  - root=" + value + "\n"
	}
	return indent + "additional_contexts:\n" + indent + "  root: " + value + "\n"
}
