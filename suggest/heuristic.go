package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Heuristic judges one sort of thing that no build needs.
type Heuristic struct {
	// ID names it: lower-case words with hyphens.
	ID string
	// Title says in a few words what it looks for.
	Title string
	// Category is what it finds: it is asked about the artefacts of the catalog
	// of that category. Other is for what is known by no name.
	Category catalog.Category
	// Run judges one entry that is called like such an artefact: the one that the
	// Pass stands at. It reports by [Pass.Take], or keeps silent.
	Run func(*Pass)

	// whole says that a directory that holds nothing but such files stands for
	// them.
	whole bool
	// again says that the heuristic finds what builds make again, so that it
	// asks by itself whether an instruction that names it means the old one.
	again bool
}

// Heuristics are all heuristics, sorted by ID.
var Heuristics = []*Heuristic{
	agentState,
	archiveFiles,
	binaryFiles,
	buildOutputs,
	cacheDirs,
	dataFiles,
	dependencyDirs,
	editorLitter,
	gitIgnored,
	logFiles,
	mediaFiles,
	modelFiles,
	osLitter,
	secretContents,
	secretFiles,
	testOutputs,
	versionControl,
}

// heuristicOf finds the heuristic for an artefact of the catalog.
func heuristicOf(a *catalog.Artefact) *Heuristic {
	for _, h := range Heuristics {
		if h.Category == a.Category && h.Category != catalog.Other {
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

// archiveFiles finds archives, disk images and dumps of databases. A build may
// unpack one, so that only those that git ignores go without a question.
var archiveFiles = &Heuristic{
	ID:       "archives",
	Title:    "archives, disk images and database dumps",
	Category: catalog.Archive,
	Run:      byProof,
	whole:    true,
}

// cacheDirs finds caches: tools make them again, and they change with every
// run.
var cacheDirs = &Heuristic{
	ID:       "caches",
	Title:    "caches of tools",
	Category: catalog.Cache,
	Run:      byProof,
}

// dataFiles finds data. A Dockerfile that copies it by name, or by that of the
// directory that holds it, keeps it.
var dataFiles = &Heuristic{
	ID:       "datasets",
	Title:    "data that git does not track",
	Category: catalog.Dataset,
	Run:      byProof,
	whole:    true,
}

// editorLitter finds what editors write for themselves. What git tracks is
// shared on purpose and small, and left alone.
var editorLitter = &Heuristic{
	ID:       "editors",
	Title:    "settings and leftovers of editors",
	Category: catalog.Editor,
	Run:      byProof,
}

// mediaFiles finds video and sound that weighs much.
var mediaFiles = &Heuristic{
	ID:       "media",
	Title:    "large video and sound",
	Category: catalog.Media,
	Run:      byProof,
	whole:    true,
}

// modelFiles finds trained models.
var modelFiles = &Heuristic{
	ID:       "models",
	Title:    "trained models that git does not track",
	Category: catalog.Model,
	Run:      byProof,
	whole:    true,
}

// osLitter finds what operating systems leave in directories that somebody
// looks at. It changes by looking.
var osLitter = &Heuristic{
	ID:       "os-litter",
	Title:    "leftovers of operating systems",
	Category: catalog.OS,
	Run:      byProof,
}

// testOutputs finds what test runs report.
var testOutputs = &Heuristic{
	ID:       "test-output",
	Title:    "reports of tests",
	Category: catalog.Test,
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
		byProof(p)
	},
}

// agentState finds the settings, transcripts and checkouts of coding agents:
// whole working trees among them, with dependencies of their own. What git
// tracks may be meant to be shipped, and stays a question.
var agentState = &Heuristic{
	ID:       "agents",
	Title:    "state and working trees of coding agents",
	Category: catalog.Agent,
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

// logDirectory are the names of directories that stand for the logs in them.
var logDirectory = map[string]bool{"log": true, "logs": true}

// logFiles finds logs and what crashes leave behind. However small, they
// change without any change of the source and so spoil the layer cache.
var logFiles = &Heuristic{
	ID:       "logs",
	Title:    "logs and crash dumps",
	Category: catalog.Log,
	Run: func(p *Pass) {
		if p.Name.Proof == catalog.ByMarker && !rotated(p.Tree.Name(p.Entry)) {
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
