package lint

import "github.com/buildctx/buildctx/ignore/diag"

// checked finds what the builder itself objects to, as [ignore.File.Check] tells it,
// with the page of the rule.
func checked(id string, severity diag.Severity, what, why string, bad, good Example) *Rule {
	return &Rule{ID: id, Severity: severity, What: what, Why: why, Bad: bad, Good: good, Run: func(p *Pass) {
		for _, d := range p.checks() {
			if d.Rule == id {
				p.found = append(p.found, d)
			}
		}
	}}
}

var (
	controlCharacter = checked("control-character", diag.Warning,
		"A pattern has a control character.",
		"Names seldom have one, so that it matches nothing; in a list of nothing but ASCII it makes BuildKit fail when it sends the rules.",
		Example{Ignore: "a\x07b\n"}, Example{Ignore: "ab\n"})
	illegalNegation = checked("illegal-negation", diag.Error,
		"Nothing follows the \"!\".",
		"The builder refuses the build.",
		Example{Ignore: "*\n!\n"}, Example{Ignore: "*\n!src\n"})
	invalidPattern = checked("invalid-pattern", diag.Error,
		"The builder cannot read the pattern: a bracket is open, or a backslash stands at the end.",
		"The builder refuses the build.",
		Example{Ignore: "a[b\n"}, Example{Ignore: "a\\[b\n"})
	invalidUTF8 = checked("invalid-utf8", diag.Warning,
		"A line is not valid UTF-8.",
		"Builders read the bytes in different ways, and the rule matches other names than the one that is meant.",
		Example{Ignore: "caf\xe9\n"}, Example{Ignore: "café\n"})
	lateInvalidPattern = checked("late-invalid-pattern", diag.Error,
		"The builder accepts the pattern, and fails when it has to compare it with a path.",
		"The build fails in the middle, or does not, depending on what lies in the directory.",
		Example{Ignore: "[z-a]\n"}, Example{Ignore: "[a-z]\n"})
	oversizedFile = checked("oversized-file", diag.Error,
		"The file is longer than BuildKit reads.",
		"The builder refuses the build.",
		Example{Ignore: "# a long comment\n", Times: 1 << 20}, Example{Ignore: "a\n"})
	oversizedLine = checked("oversized-line", diag.Error,
		"A line has 64 kB or more.",
		"The builder refuses the whole file.",
		Example{Ignore: "x", Times: 64 << 10}, Example{Ignore: "x\n"})
	utf16File = checked("utf16-file", diag.Warning,
		"The file is UTF-16, as some editors and shells of Windows write it.",
		"No builder reads that: its rules match nothing, and everything is sent.",
		Example{Ignore: "\xff\xfea\x00\n\x00"}, Example{Ignore: "a\n"})
)
