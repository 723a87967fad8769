package suggest

import "github.com/buildctx/buildctx/ignore/diag"

// agentState finds the settings, transcripts and checkouts of coding agents:
// whole working trees among them, with dependencies of their own. What git
// tracks may be meant to be shipped, and stays a question.
var agentState = &Heuristic{
	ID:       "agents",
	Title:    "state and working trees of coding agents",
	Category: Agent,
	Run: func(p *Pass) {
		switch {
		case p.Git == nil:
			p.Take(diag.Review)
		case !p.Tracked():
			p.Take(diag.Safe, p.Status()...)
		case p.Name.Dir:
			// The working trees in it are judged for themselves.
			if _, trees := p.Tree.Child(p.Entry, "worktrees"); !trees {
				p.Take(diag.Review, p.Status()...)
			}
		}
	},
}
