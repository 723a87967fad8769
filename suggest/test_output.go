package suggest

// testOutputs finds what test runs report.
var testOutputs = &Heuristic{
	ID:       "test-output",
	Title:    "reports of tests",
	Category: Test,
	Names: []Name{
		{Pattern: "coverage", Why: "coverage report", Trust: Twofold, Inside: []string{"lcov.info", "coverage-final.json", "clover.xml", "lcov-report", ".last_run.json"}},
		{Pattern: ".nyc_output", Why: "coverage data", Trust: Sure, Anywhere: true},
		{Pattern: "htmlcov", Why: "coverage report", Trust: Sure, Anywhere: true},
		{Pattern: ".coverage", Type: File, Why: "coverage data", Trust: Sure, Anywhere: true},
		{Pattern: ".coverage.*", Type: File, Not: []string{".coveragerc", ".toml", ".cfg", ".py"}, Why: "coverage data", Trust: Sure},
		{Pattern: "playwright-report", Why: "test report", Trust: Sure, Anywhere: true},
		{Pattern: "test-results", Why: "test report", Trust: Marked, Anywhere: true, Inside: []string{".last-run.json"}, Beside: []string{"playwright.config.*"}},
		{Pattern: "TestResults", Why: "test report", Trust: Sure, Anywhere: true},
		{Pattern: "videos", In: "cypress", Why: "recordings of tests", Trust: Sure},
		{Pattern: "screenshots", In: "cypress", Why: "recordings of tests", Trust: Sure},
		{Pattern: "allure-results", Why: "test report", Trust: Sure},
		{Pattern: "cover", Why: "coverage report", Trust: Twofold, Beside: []string{"mix.exs"}},
		{Pattern: ".playwright-mcp", Why: "recordings of a browser", Trust: Sure},
	},
	Run: func(p *Pass) {
		if p.Name.Pattern == "coverage" && !p.Tracked() {
			marker := p.Marker() // what a report leaves inside is proof enough
			if _, ok := p.Tree.Child(p.Entry, "index.html"); ok && marker == "" && p.Ignored() {
				marker = "index.html inside" // any site has one
			}
			if marker != "" {
				p.sure(marker)
				return
			}
		}
		byTrust(p)
	},
}
