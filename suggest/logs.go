package suggest

// logDirectory are the names of directories that stand for the logs in them.
var logDirectory = map[string]bool{"log": true, "logs": true}

// logFiles finds logs and what crashes leave behind. However small, they
// change without any change of the source and so spoil the layer cache.
var logFiles = &Heuristic{
	ID:       "logs",
	Title:    "logs and crash dumps",
	Category: Log,
	Names: []Name{
		{Pattern: "*.log", Type: File, Why: "log", Trust: Sure, Anywhere: true},
		{Pattern: "*.log.*", Type: File, Not: []string{".go", ".js", ".ts", ".py", ".rb", ".md", ".php", ".java", ".html"}, Why: "log", Trust: Marked, Anywhere: true},
		{Pattern: "npm-debug.log*", Type: File, Why: "log", Trust: Sure, Anywhere: true},
		{Pattern: "hs_err_pid*", Type: File, Why: "crash report of Java", Trust: Sure},
		{Pattern: "*.hprof", Type: File, Why: "heap dump of Java", Trust: Sure, Anywhere: true},
		{Pattern: "erl_crash.dump", Type: File, Why: "crash dump of Erlang", Trust: Sure, Anywhere: true},
		{Pattern: "crash.log", Type: File, Why: "log", Trust: Sure, Anywhere: true},
	},
	Run: func(p *Pass) {
		if p.Name.Trust == Marked && !rotated(p.Tree.Name(p.Entry)) {
			return
		}
		p.sure("")
	},
	whole: true,
}

// rotated reports whether a name is that of a log put away: its ending is a
// number, a date or that of a compressed file.
func rotated(name string) bool {
	end := len(name)
	for end > 0 && name[end-1] != '.' {
		end--
	}
	switch ending := name[end:]; ending {
	case "gz", "bz2", "xz", "zst", "old":
		return true
	default:
		for i := 0; i < len(ending); i++ {
			if (ending[i] < '0' || ending[i] > '9') && ending[i] != '-' {
				return false
			}
		}
		return ending != ""
	}
}
