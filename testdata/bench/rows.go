package main

// A row is a program in a comparison.
type row struct {
	name string
	args []string
	// against is the row of buildctx that does what a program of others does.
	against string
	costs   []cost
}

// Names of rows that goals and gate refer to.
const (
	floorRow     = "floor"
	wideRow      = "floor, 16 threads"
	namesRow     = "floor, names only"
	scanRow      = "package scan"
	attributeRow = "package scan, attributed to 40 lines"
	bareRow      = "buildctx analyze, no rules"
	analyzeRow   = "buildctx analyze, 40 lines"
	suggestRow   = "buildctx suggest, no rules"
	lintRow      = "buildctx lint, 200 lines"
	checkRow     = "buildctx check, 40 lines"
	plainRow     = "buildctx check, 40 lines, no exception"
	filterRow    = "fsutil, 40 lines"
	filterPlain  = "fsutil, 40 lines, no exception"
	fdRow        = "fd, names only"
	rgRow        = "rg, names only"
)

// called is how rows name the files in ignorefiles.
func called(rules string) string {
	switch rules {
	case noRules:
		return "no rules"
	case "40-plain":
		return "40 lines, no exception"
	}
	return rules + " lines"
}

// rows are the programs that there are, for one corpus. The first one is what
// all others are compared with.
func (b *bencher) rows(c corpus, dir string) []row {
	rows := []row{
		{name: floorRow, args: []string{b.floor, dir, "2"}},
		{name: namesRow, args: []string{b.floor, dir, "2", "list"}},
		{name: scanRow, args: []string{b.self, "-read", dir}},
		{name: attributeRow, args: []string{b.self, "-attribute", dir, "-rules", b.rules[lines]}},
		{name: bareRow, args: b.analyze(noRules, dir)},
		{name: suggestRow, args: []string{b.buildctx, "suggest", "--ignore-file", b.rules[noRules], dir}, against: scanRow},
		{name: lintRow, args: []string{b.buildctx, "lint", "--ignore-file", b.rules["200"], dir}},
	}
	add := func(r row) {
		if r.args[0] != "" {
			rows = append(rows, r)
		}
	}
	for _, rules := range append([]string{lines}, c.rules...) {
		with, check := ", "+called(rules), "buildctx check, "+called(rules)
		if rules != noRules {
			add(row{name: "buildctx analyze" + with, args: b.analyze(rules, dir)})
		}
		add(row{name: check, args: []string{b.buildctx, "check", "--max-size", "1TB", "--ignore-file", b.rules[rules], dir}})
		add(row{name: "fsutil" + with, args: []string{b.filterwalk, dir, b.rules[rules]}, against: check})
		add(row{name: "go-archive" + with, args: []string{b.tarwalk, dir, b.rules[rules]}, against: check})
	}
	add(row{name: "du", args: []string{b.du, "-s", "--apparent-size", dir}, against: analyzeRow})
	add(row{name: "gdu", args: []string{b.gdu, "--non-interactive", "--no-progress", "--no-color", dir}, against: analyzeRow})
	add(row{name: "ncdu", args: []string{b.ncdu, "-0", "-o", "/dev/null", dir}, against: analyzeRow})
	add(row{name: "find, with sizes", args: []string{b.find, dir, "-printf", "%s\\n"}, against: analyzeRow})
	add(row{name: fdRow, args: []string{b.fd, "--hidden", "--no-ignore", ".", dir}, against: analyzeRow})
	add(row{name: rgRow, args: []string{b.rg, "--files", "-uu", dir}, against: analyzeRow})
	return rows
}

func (b *bencher) analyze(rules, dir string) []string {
	return []string{b.buildctx, "analyze", "--ignore-file", b.rules[rules], dir}
}
