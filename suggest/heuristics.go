package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A heuristic judges one sort of thing that no build needs.
type heuristic struct {
	// id names it: lower-case words with hyphens.
	id string
	// title says in a few words what it looks for.
	title string
	// category is what it finds: it is asked about the artefacts of the catalog
	// of that category. Other is for what is known by no name.
	category catalog.Category
	// run judges one entry that is called like such an artefact: the one that
	// the pass stands at. It reports by [pass.take], or keeps silent.
	run func(*pass)
}

// generated reports whether builds make again what the heuristic finds, so that
// it asks by itself whether an instruction that names it means the old one.
func (h *heuristic) generated() bool { return h.category.Facts().Generated }

// heuristics are all heuristics, sorted by ID.
var heuristics = []*heuristic{
	agentState,
	// A build may unpack an archive, so that only those that git ignores go
	// without a question.
	{id: "archives", title: "archives, disk images and database dumps", category: catalog.Archive, run: byProof},
	binaryFiles,
	buildOutputs,
	// Tools make caches again, and they change with every run.
	{id: "caches", title: "caches of tools", category: catalog.Cache, run: byProof},
	// A Dockerfile that copies data by name, or by that of the directory that
	// holds it, keeps it.
	{id: "datasets", title: "data that git does not track", category: catalog.Dataset, run: byProof},
	dependencyDirs,
	// What git tracks of the files of editors is shared on purpose and small,
	// and left alone.
	{id: "editors", title: "settings and leftovers of editors", category: catalog.Editor, run: byProof},
	gitIgnored,
	logFiles,
	{id: "media", title: "large video and sound", category: catalog.Media, run: byProof},
	{id: "models", title: "trained models that git does not track", category: catalog.Model, run: byProof},
	// What operating systems leave in a directory that somebody looks at
	// changes by looking.
	{id: "os-litter", title: "leftovers of operating systems", category: catalog.OS, run: byProof},
	secretContents,
	secretFiles,
	testOutputs,
	versionControl,
}

// heuristicOf finds the heuristic for an artefact of the catalog.
func heuristicOf(a *catalog.Artefact) *heuristic {
	for _, h := range heuristics {
		if h.category == a.Category && h.category != catalog.Other {
			return h
		}
	}
	return nil
}

const (
	// light is the weight in bytes up to which what is harmless is left alone:
	// a few files as large as a README are sent faster than a line is read.
	light = 10_000
	// heavy is the weight in bytes from which a question to the user is worth
	// the time of the user.
	heavy = 1_000_000
	// huge is the weight in bytes at which data that git cannot vouch for is
	// taken to be data and not a fixture.
	huge = 10_000_000
)

// testOutputs finds what test runs report.
var testOutputs = &heuristic{
	id:       "test-output",
	title:    "reports of tests",
	category: catalog.Test,
	run: func(p *pass) {
		if p.name.Pattern == "coverage" && !p.tracked() {
			marker := p.marker() // what a report leaves inside is proof enough
			if _, ok := p.Tree.Child(p.entry, "index.html"); ok && marker == "" && p.ignored() {
				marker = "index.html inside" // any site has one
			}
			if marker != "" {
				p.sure(marker)
				return
			}
		}
		byProof(p)
	},
}

// agentState finds the settings, transcripts and checkouts of coding agents:
// whole working trees among them, with dependencies of their own. What git
// tracks may be meant to be shipped, and stays a question.
var agentState = &heuristic{
	id:       "agents",
	title:    "state and working trees of coding agents",
	category: catalog.Agent,
	run: func(p *pass) {
		switch {
		case p.Git == nil:
			p.take(diag.Review)
		case !p.tracked():
			p.take(diag.Safe, p.status()...)
		case p.name.Dir:
			// The working trees in it are judged for themselves.
			if _, trees := p.Tree.Child(p.entry, "worktrees"); !trees {
				p.take(diag.Review, p.status()...)
			}
		}
	},
}

// logDirectory are the names of directories that stand for the logs in them.
var logDirectory = map[string]bool{"log": true, "logs": true}

// logFiles finds logs and what crashes leave behind. However small, they
// change without any change of the source and so spoil the layer cache.
var logFiles = &heuristic{
	id:       "logs",
	title:    "logs and crash dumps",
	category: catalog.Log,
	run: func(p *pass) {
		if p.name.Proof == catalog.ByMarker && !rotated(p.Tree.Name(p.entry)) {
			return
		}
		p.sure("")
	},
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
