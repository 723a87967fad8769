package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// fewest is how many projects have to be built at least.
const fewest = 30

// ended is a line in which a test says how one project went.
var ended = regexp.MustCompile(`(?m)^ +--- (PASS|FAIL): TestProjectsBuildKit/(\S+) `)

// projects has the projects of testdata/project built before and after "buildctx suggest --write" by the BuildKit that
// runs here. The test says what has to be the same.
func (m machine) projects(ctx context.Context) (*verdict.Sheet, error) {
	sheet := &verdict.Sheet{Builder: "projects", Version: m.Versions.BuildKit}
	answer, err := m.test(ctx, "^TestProjectsBuildKit$/(?:"+m.Options.Run+")")
	if err != nil {
		return nil, err
	}
	said := string(answer.Stdout) + string(answer.Stderr)
	built := ended.FindAllStringSubmatch(said, -1)
	failed := 0
	for _, b := range built {
		check := verdict.Check{Aspect: verdict.Image}
		if b[1] == "FAIL" {
			failed++
			check.Diff = about(said, b[2])
		}
		sheet.Add(b[2], []verdict.Check{check})
	}
	if m.Options.Run == "" && len(built) < fewest || answer.Status != 0 && failed == 0 {
		sheet.Add("all", []verdict.Check{{Aspect: verdict.Image, Diff: fmt.Sprintf("%d projects were built\n%s", len(built), said)}})
	}
	return sheet, nil
}

// about is what the test said of one project: the lines below those that name it.
func about(said, project string) string {
	var b strings.Builder
	within := false
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ") {
			within = strings.HasSuffix(line, " TestProjectsBuildKit/"+project+"\n")
		} else if within {
			b.WriteString(line)
		}
	}
	return b.String()
}
