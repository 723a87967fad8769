package suggest

import "github.com/buildctx/buildctx/suggest/catalog"

// A Heuristic judges one sort of thing that no build needs.
type Heuristic struct {
	// ID names it: lower-case words with hyphens.
	ID string
	// Title says in a few words what it looks for.
	Title string
	// Category is what it finds: it is asked about the artefacts of the catalog
	// of that category. Other is for what is known by no name.
	Category Category
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
		if h.Category == a.Category && h.Category != Other {
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
