package suggest

import "github.com/buildctx/buildctx/ignore/diag"

// editorLitter finds what editors write for themselves. What git tracks is
// shared on purpose and small, and left alone.
var editorLitter = &Heuristic{
	ID:       "editors",
	Title:    "settings and leftovers of editors",
	Category: Editor,
	Names: []Name{
		{Pattern: ".idea", Why: "settings of an editor", Anywhere: true, Min: light},
		{Pattern: ".vscode", Why: "settings of an editor", Anywhere: true, Min: light},
		{Pattern: ".vs", Why: "state of an editor", Anywhere: true, Min: light},
		{Pattern: ".fleet", Why: "settings of an editor", Min: light},
		{Pattern: ".zed", Why: "settings of an editor", Min: light},
		{Pattern: ".history", Why: "local history of an editor", Min: light},
		{Pattern: ".settings", Why: "settings of an editor", Min: light},
		{Pattern: "*.swp", Type: File, Why: "leftover of an editor", Anywhere: true},
		{Pattern: "*.swo", Type: File, Why: "leftover of an editor", Anywhere: true},
		{Pattern: "*~", Type: File, Why: "leftover of an editor", Anywhere: true},
		{Pattern: ".#*", Type: File, Why: "leftover of an editor", Anywhere: true},
		{Pattern: "*.sublime-workspace", Type: File, Why: "state of an editor", Anywhere: true},
		{Pattern: "*.rs.bk", Type: File, Why: "leftover of an editor", Anywhere: true},
	},
	Run: untracked,
}

// untracked takes what git does not track.
func untracked(p *Pass) {
	if !p.Tracked() {
		p.Take(diag.Safe, p.Status()...)
	}
}
