package suggest

import "github.com/buildctx/buildctx/ignore/diag"

// agentState finds the settings, transcripts and checkouts of coding agents:
// whole working trees among them, with dependencies of their own. What git
// tracks may be meant to be shipped, and stays a question.
var agentState = &Heuristic{
	ID:       "agents",
	Title:    "state and working trees of coding agents",
	Category: Agent,
	Names: []Name{
		{Pattern: ".claude", Why: "state of a coding agent", Min: light},
		{Pattern: "worktrees", In: ".claude", Why: "working trees of a coding agent"},
		{Pattern: ".worktrees", Why: "working trees", Min: light},
		{Pattern: ".cursor", Why: "state of a coding agent", Min: light},
		{Pattern: ".codex", Why: "state of a coding agent", Min: light},
		{Pattern: ".agents", Why: "state of a coding agent", Min: light},
		{Pattern: ".aider*", Why: "state of a coding agent", Min: light},
		{Pattern: ".aider*", Type: File, Why: "state of a coding agent"},
		{Pattern: ".windsurf", Why: "state of a coding agent", Min: light},
		{Pattern: ".gemini", Why: "state of a coding agent", Min: light},
		{Pattern: ".continue", Why: "state of a coding agent", Min: light},
		{Pattern: ".roo", Why: "state of a coding agent", Min: light},
		{Pattern: ".cline", Why: "state of a coding agent", Min: light},
		{Pattern: ".kiro", Why: "state of a coding agent", Min: light},
		{Pattern: ".opencode", Why: "state of a coding agent", Min: light},
		{Pattern: ".serena", Why: "state of a coding agent", Min: light},
		{Pattern: ".omc", Why: "state of a coding agent", Min: light},
	},
	Run: func(p *Pass) {
		switch {
		case p.Git == nil:
			p.Take(diag.Review)
		case !p.Tracked():
			p.Take(diag.Safe, p.Status()...)
		case p.Name.Type == Directory:
			// The working trees in it are judged for themselves.
			if _, trees := p.Tree.Child(p.Entry, "worktrees"); !trees {
				p.Take(diag.Review, p.Status()...)
			}
		}
	},
}
