package oracle

import (
	"encoding/json"
	"fmt"
	"strings"
)

// bake makes bake files in HCL.
func (g *gen) bake() {
	g.files["docker-bake.hcl"] = g.hcl()
	if g.one(4) {
		g.files["docker-bake.override.hcl"] = g.hcl()
		g.plain = false
	}
}

// hcl makes one file.
func (g *gen) hcl() string {
	var b strings.Builder
	if g.one(2) {
		b.WriteString("variable \"A\" {\n  default = \"api\"\n}\nvariable \"C\" { default = \"a\" }\n")
	} else {
		b.WriteString("C = \"a\"\nvariable \"A\" {}\n")
	}
	if g.one(4) {
		b.WriteString("# target \"no\" {}\nfunction \"twice\" {\n  params = [x]\n  result = \"${x}${x}\"\n}\n")
	}
	names := []string{"web", "base", "lib", "extra"}[:1+g.IntN(4)]
	fmt.Fprintf(&b, "group \"default\" {\n  targets = [\"web\"]\n}\n")
	for k, name := range names {
		label := `"` + name + `"`
		fmt.Fprintf(&b, "target %s {\n%s}\n", label, g.target(names[:k]))
	}
	if g.one(6) {
		b.WriteString("target \"many\" {\n  name = \"m-${item}\"\n  matrix = {\n    item = [\"a\", \"b\"]\n  }\n" + g.target(nil) + "}\n")
		if g.one(3) {
			b.WriteString("target \"one\" {\n  inherits = [\"m-a\"]\n}\n")
		}
	}
	return b.String()
}

// target is what is said of a target, which may inherit from others.
func (g *gen) target(others []string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "  "+format+"\n", args...) }
	if len(others) > 0 && g.one(2) {
		g.plain = false
		list := fmt.Sprintf("%q", others[g.IntN(len(others))])
		switch g.IntN(8) {
		case 0:
			list += fmt.Sprintf(", %q", others[0])
		case 1:
			list = g.pick(`"w${"eb"}"`, `C == "a" ? "web" : "base"`)
		}
		line("inherits = [%s]", list)
	}
	if g.one(2) {
		line("context = %s", g.text(g.dir()))
	}
	switch g.IntN(6) {
	case 0, 1, 2:
		line("dockerfile = %s", g.text(g.dockerfile()))
	case 3:
		line("dockerfile-inline = %s", g.pick("<<EOT\nFROM scratch\nCOPY a /\nEOT", "<<-EOT\n    FROM scratch\n      COPY a /\n  EOT", `"FROM scratch\nCOPY \"a\" /\n"`))
	}
	if g.one(3) {
		line("args = {\n    K = %s\n    %s\n  }", g.pick(`"1"`, `"v"`, `"a\"b"`, `"$${x}"`), g.pick(`"L" = "l"`, `L: "l"`, `UV = A`, `UV = 1`, `UV = null`))
	}
	if g.one(3) {
		line("contexts = {\n    root = %s\n  }", g.pick(`"."`, `"./"`, `"lib"`, `"../up"`, `"docker-image://alpine"`, `"target:web"`, `"cwd://."`, `"https://example.com/x.git"`, `A`, `""`))
	}
	if g.one(4) {
		line("target = \"dev\"")
	}
	return b.String()
}

// text is a string of HCL.
func (g *gen) text(s string) string {
	switch g.IntN(20) {
	case 0:
		return `"cwd://` + s + `"`
	case 1:
		return g.pick(`"${A}"`, `A`, `C == "a" ? "." : "api"`, `twice("a")`, `"${C}.df"`, `""`, `null`)
	}
	return `"` + s + `"`
}

// bakeJSON makes a bake file in JSON.
func (g *gen) bakeJSON() {
	targets := make(map[string]any)
	for k, name := range []string{"web", "base", "lib"}[:1+g.IntN(3)] {
		target := make(map[string]any)
		if g.one(2) {
			target["context"] = g.dir()
		}
		if g.one(2) {
			target["dockerfile"] = g.pick(g.dockerfile(), g.dockerfile(), "${A}.df", "")
		} else if g.one(4) {
			target["dockerfile-inline"] = "FROM scratch\nCOPY a /\n"
		}
		if k > 0 && g.one(2) {
			g.plain = false
			target["inherits"] = []string{g.pick("web", "web", "w${\"eb\"}")}
		}
		if g.one(3) {
			target["args"] = map[string]any{"K": g.pick("1", "v", "$${x}"), "UV": 1}
		}
		if g.one(3) {
			target["contexts"] = map[string]any{"root": g.pick(".", "lib", "target:web", "docker-image://x")}
		}
		targets[name] = target
	}
	text, err := json.MarshalIndent(map[string]any{"variable": map[string]any{"A": map[string]any{"default": "api"}}, "target": targets}, "", "  ")
	if err != nil {
		panic(err)
	}
	g.files["docker-bake.json"] = string(text) + "\n"
}
