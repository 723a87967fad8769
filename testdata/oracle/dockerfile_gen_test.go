package oracle

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// dockerfiles makes Dockerfiles at random. Most are valid; the few that are not
// must be refused by both sides.
type dockerfiles struct {
	*rand.Rand
	b      strings.Builder
	stages []string // names so far, empty for a stage without
	escape string
}

// makeDockerfile returns a Dockerfile and what the command line adds to it.
func makeDockerfile(seed1, seed2 uint64) (string, needs.Options) {
	g := &dockerfiles{Rand: rand.New(rand.NewPCG(seed1, seed2)), escape: `\`}
	if g.one(12) {
		g.escape = "`"
		g.line("# escape=`")
	}
	for range g.IntN(4) {
		g.argument()
	}
	for i := range 1 + g.IntN(5) {
		g.stage(i)
	}
	opts := needs.Options{BuildArgs: map[string]string{}}
	for range g.IntN(3) {
		opts.BuildArgs[g.argumentName()] = g.pick("given", "src", ".", "", "x/y", "scratch", "*.txt")
	}
	if g.one(20) {
		opts.BuildArgs["SOURCE_DATE_EPOCH"] = g.pick("007", "0", "")
	}
	if g.one(100) {
		opts.Target = "nosuch"
	} else if g.one(3) {
		opts.Target = g.pick(g.stages...)
	}
	if g.one(4) {
		opts.Platforms = []string{g.pick("linux/arm64", "linux/arm/v6", "linux/amd64", "linux/386", "arm", "linux/arm64/v8", "linux")}
	}
	return g.b.String(), opts
}

func (g *dockerfiles) one(in int) bool { return g.IntN(in) == 0 }

func (g *dockerfiles) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g *dockerfiles) line(format string, args ...any) {
	fmt.Fprintf(&g.b, format+"\n", args...)
}

// argumentName leaves out SOURCE_DATE_EPOCH, whose value BuildKit checks.
func (g *dockerfiles) argumentName() string {
	if name := g.variable(); name != "SOURCE_DATE_EPOCH" {
		return name
	}
	return "EPOCH"
}

func (g *dockerfiles) argument() {
	n := 1
	if g.one(5) {
		n = 2
	}
	var words []string
	for range n {
		if g.one(3) {
			words = append(words, g.argumentName())
		} else {
			words = append(words, g.argumentName()+"="+g.value())
		}
	}
	g.line("ARG %s", strings.Join(words, " "))
}

func (g *dockerfiles) stage(i int) {
	base := g.pick("scratch", "scratch", "alpine", "golang:1.22", "registry.example:5000/team/image:v1", "other", "docker.io/library/other:latest")
	if i > 0 && g.one(2) {
		if name := g.stages[g.IntN(i)]; name != "" {
			base = name
		}
	}
	if g.one(40) {
		base = g.pick("$B", "$C", "S0", "Upper", "a_")
	} else if g.one(8) {
		base = g.pick("${A:-scratch}", "${BASE:-alpine}", "${BASE:-s0}", "s0$EMPTY", "stage-$TARGETARCH")
	}
	platform := ""
	if g.one(8) {
		platform = "--platform=" + g.pick("$BUILDPLATFORM", "$TARGETPLATFORM", "linux/arm64", "linux/arm64", "${BUILDPLATFORM:-linux/386}")
	}
	name := ""
	if g.one(4) == false {
		name = fmt.Sprintf("s%d", i)
		if g.one(30) {
			name = g.pick("scratch", "s0", "alpine", "S1")
		}
		base += g.pick(" AS ", " as ") + g.pick(name, strings.ToUpper(name))
	}
	g.stages = append(g.stages, strings.ToLower(name))
	g.line("FROM %s %s", platform, base)
	if g.one(4) {
		g.line("ARG TARGETARCH TARGETPLATFORM=$TARGETARCH")
		g.line("COPY bin/$TARGETARCH%s /x/", g.pick("", " $TARGETPLATFORM", " common"))
	}
	for range g.IntN(7) {
		g.instruction("")
	}
}

func (g *dockerfiles) instruction(prefix string) {
	switch g.IntN(16) {
	case 0, 1, 2, 3:
		g.copy(prefix)
	case 4:
		g.copyFrom(prefix)
	case 5:
		g.add(prefix)
	case 6, 7:
		g.run(prefix)
	case 8:
		if prefix == "" {
			g.argument()
		}
	case 9:
		g.line("%sENV %s=%s", prefix, g.variable(), g.value())
	case 10:
		g.line("%sENV %s %sx", prefix, g.variable(), g.value())
	case 11:
		g.line("%sENV %s=%s %s=%s", prefix, g.variable(), g.value(), g.variable(), g.value())
	case 12:
		if prefix == "" {
			g.instruction(g.pick("ONBUILD ", "onbuild "))
		}
	case 13:
		g.line("%s%s", prefix, g.pick("WORKDIR /w", "WORKDIR $DIR", "WORKDIR sub", "LABEL a=$A", "USER $B", "VOLUME /v$C",
			"EXPOSE 80", `CMD ["x"]`, "ENTRYPOINT x", "SHELL [\"/bin/sh\", \"-c\"]", "STOPSIGNAL SIGTERM"))
	case 14:
		g.document(prefix)
	case 15:
		g.line("# a comment")
		g.line("")
	}
}

func (g *dockerfiles) flags() string {
	f := ""
	if g.one(6) {
		f += " --chown=" + g.pick("1:1", "$A")
	}
	if g.one(8) {
		f += " --chmod=755"
	}
	if g.one(8) {
		f += " --link"
	}
	if g.one(8) {
		f += " --exclude=" + g.path()
	}
	return f
}

func (g *dockerfiles) copy(prefix string) {
	sources := g.path()
	for range g.IntN(3) {
		sources += g.pick(" ", "  ", " ", " "+g.escape+"\n  ", " "+g.escape+"\n# in between\n") + g.path()
	}
	flags := g.flags()
	if g.one(8) {
		flags += " --parents"
	}
	if g.one(8) {
		g.line(`%sCOPY%s [%q, %q, "/x/"]`, prefix, flags, g.path(), g.path())
		return
	}
	g.line("%s%s%s %s /x/", prefix, g.pick("COPY", "copy", "Copy"), flags, sources)
}

func (g *dockerfiles) from() string {
	if g.one(40) {
		return g.pick("s0", "S1", "s2", "s4")
	}
	if n := len(g.stages) - 1; n > 0 && g.one(2) {
		if name := g.stages[g.IntN(n)]; name != "" {
			return g.pick(name, name, name, strings.ToUpper(name))
		}
	}
	return g.pick("alpine", "busybox:1", "scratch", "other", "more")
}

func (g *dockerfiles) copyFrom(prefix string) {
	from := g.from()
	if n := len(g.stages) - 1; n > 0 && g.one(3) {
		from = fmt.Sprint(g.IntN(n))
	}
	if g.one(60) {
		from = fmt.Sprint(g.IntN(len(g.stages) + 3))
	}
	if g.one(40) {
		from = g.pick("$A", "'s0'", "9", "-1", "Alpine")
	}
	if g.one(6) {
		g.line("%sCOPY --from=%s <<E /x/\nhello\nE", prefix, from)
		return
	}
	g.line("%sCOPY --from=%s %s /x/", prefix, from, g.path())
}

func (g *dockerfiles) add(prefix string) {
	source := g.path()
	if g.one(3) {
		source = g.pick("https://example.com/x.tar", "http://h/$A", "https://github.com/moby/buildkit.git#v1", "git@github.com:moby/moby.git",
			"ssh://git@example.com/x.git", "git://example.com/x", "github.com/moby/moby", "HTTPS://example.com/x", "$A://x", "https$B")
	}
	if g.one(4) {
		source += " " + g.path()
	}
	g.line("%sADD%s %s /x/", prefix, g.flags(), source)
}

func (g *dockerfiles) run(prefix string) {
	flags := ""
	for range g.IntN(3) {
		flags += " --mount=" + g.mount()
	}
	switch g.IntN(5) {
	case 0:
		g.line("%sRUN%s <<E\necho $A\nE", prefix, flags)
	case 1:
		g.line("%sRUN%s cat <<E1 <<-'E2'\n1\nE1\n\t2\n\tE2", prefix, flags)
	case 2:
		g.line(`%sRUN%s ["make", "all"]`, prefix, flags)
	default:
		g.line("%sRUN%s make %s\n  all", prefix, flags, g.escape)
	}
}

func (g *dockerfiles) mount() string {
	var fields []string
	if kind := g.pick("", "", "bind", "bind", "cache", "cache", "tmpfs", "secret", "${TYPE:-tmpfs}", "${KIND:-bind}", "ssh", "Bind"); kind != "" {
		fields = append(fields, "type="+kind)
		if kind == "secret" || kind == "ssh" {
			return "type=" + kind + g.pick(",id=x", ",id=$A.x", ",target=/t")
		}
	}
	if !g.one(4) {
		source := g.path()
		if strings.ContainsAny(source, `", `) {
			source = "src"
		}
		fields = append(fields, g.pick("source", "src", "SOURCE")+"="+source)
	}
	if g.one(3) {
		fields = append(fields, "from="+g.from())
	}
	if !g.one(80) {
		fields = append(fields, g.pick("target", "dst", "destination")+"="+g.pick("/t", "/t/u", "/w/t", "/t$DIR", "/t"+g.reference()))
	}
	if g.one(6) {
		fields = append(fields, g.pick("ro", "rw", "readonly=true", "rw=${RW:-false}", "id=x"))
	}
	g.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	if len(fields) == 0 {
		return "target=/t"
	}
	return strings.Join(fields, ",")
}

func (g *dockerfiles) document(prefix string) {
	word := g.pick("E", "'E'", `"E"`, "-E")
	if g.one(2) {
		g.line("%sCOPY <<%s %s /x/\n$A ${B}\nE", prefix, word, g.path())
		return
	}
	g.line("%sCOPY <<%s /x/\n$A ${B}\nE", prefix, word)
}
