package oracle

func (g *dockerfiles) variable() string {
	return g.pick("A", "B", "C", "DIR", "A", "B", "C", "TARGETARCH", "TARGETPLATFORM", "BUILDPLATFORM", "TARGETVARIANT",
		"TARGETSTAGE", "HTTP_PROXY", "http_proxy", "PATH", "BASE", "SOURCE_DATE_EPOCH", "BUILDKIT_SBOM_SCAN_CONTEXT")
}

// reference is a use of a variable, with the modifiers that BuildKit knows.
func (g *dockerfiles) reference() string {
	v := g.variable()
	switch g.IntN(14) {
	case 0:
		return "${" + v + ":-" + g.pick("dflt", "a/b", "$B", ".") + "}"
	case 1:
		return "${" + v + "-" + g.pick("dflt", "") + "}"
	case 2:
		return "${" + v + ":+" + g.pick("set", "$C") + "}"
	case 3:
		return "${" + v + "#" + g.pick("*/", "s?", "x") + "}"
	case 4:
		return "${" + v + "%" + g.pick("/*", "c", "*") + "}"
	case 5:
		return "${" + v + "/" + g.pick("s", "a", "*") + "/" + g.pick("t", "") + "}"
	case 6:
		return "${" + v + "//" + g.pick("s", "/") + "/" + g.pick("t", "") + "}"
	case 7, 8, 9:
		return "${" + v + "}"
	}
	if g.one(60) {
		return "${" + v + g.pick(":?needed}", "?}", "!}", ":", "")
	}
	return "$" + v
}

func (g *dockerfiles) value() string {
	switch g.IntN(6) {
	case 0:
		return g.reference()
	case 1:
		return g.pick("src", "app", "lib") + "/" + g.reference()
	case 2:
		return `"` + g.pick("a b", "src", "$A", `a\"b`) + `"`
	case 3:
		return "'" + g.pick("$A", "src") + "'"
	}
	return g.pick("src", "app", ".", "..", "a/b", "1", "*.txt", "scratch", "s0", "")
}

// path is a source of COPY.
func (g *dockerfiles) path() string {
	word := g.pick("a.txt", "src", "src/main.go", "./src/", "/src/", "../b", "dir/.", "a//b", "*.txt", "src/**/*.c", "pk[a-c]?",
		"-x", "package*.json", "go.mod", "!x", "src/../lib", "a/./b", "C:x", "é")
	switch g.IntN(12) {
	case 0, 1, 2:
		word = g.reference()
	case 3, 4:
		word += "/" + g.reference()
	case 5:
		word = `"` + word + `"`
	case 6:
		word = g.pick(`a\ b`, `dir\file`, `\$A`, `'$A'`, `"$A"x`, "a`b", `\[x]`, `a\\b`)
	case 7:
		if g.one(4) {
			word = g.pick(".", "/", "./", "..", "./.", "")
		}
	}
	if word == "" {
		return "z"
	}
	return word
}
