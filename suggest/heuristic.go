package suggest

// A Heuristic knows one sort of thing that no build needs.
type Heuristic struct {
	// ID names it: lower-case words with hyphens.
	ID string
	// Title says in a few words what it looks for.
	Title string
	// Category is what it finds, where a [Name] does not say otherwise.
	Category Category
	// Names are the names that it is asked about.
	Names []Name
	// Run judges one entry that has one of the names: the one that the Pass
	// stands at. It reports by [Pass.Take], or keeps silent.
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
	secretFiles,
	testOutputs,
	versionControl,
}

// A Name is a name that things of one sort have, with what else must be true
// of them.
type Name struct {
	// Pattern is the name, or a pattern for it with one "*", or with one at
	// either end.
	Pattern string
	// Type is what kind of entry it must be.
	Type Type
	// In is the name of the directory that it must lie in; empty for any.
	In string
	// Not are endings of names that fit the pattern and are something else.
	Not []string
	// Holder says that not the entry is meant but the directory that holds it.
	Holder bool
	// Category is set where it is not that of the heuristic.
	Category Category
	// Why is what Candidate.Why says.
	Why string
	// Trust says how much the name proves.
	Trust Trust
	// Beside are names, or patterns, of which one must stand beside the entry
	// to prove what it is; Inside are those of which one must be in it.
	Beside, Inside []string
	// Min is the weight in bytes below which it is not worth a line, counted
	// over all entries found alike.
	Min int64
	// Anywhere says that the name means the same at every depth, so that a
	// single one is reason enough for a pattern that holds at any depth. Other
	// names get such a pattern when they are found twice.
	Anywhere bool
	// Makers is the key into what can make it again in a RUN; see makers.
	Makers string
	// Stack is whose tools make it, where nothing in it or beside it tells; see
	// builders.
	Stack string
}

// Type says which entries a [Name] is for.
type Type uint8

// The types.
const (
	Directory Type = iota
	File
)

// Trust says how much the name alone proves.
type Trust uint8

// The degrees of trust.
const (
	// Own leaves it to the heuristic.
	Own Trust = iota
	// Sure names mean one thing only.
	Sure
	// Marked names mean one thing, and a marker makes it sure.
	Marked
	// Twofold names are source in some stacks: they need a marker and that git
	// ignores them.
	Twofold
	// Payload are large contents that some image may be made to carry.
	Payload
	// Kept are large contents that people put into repositories on purpose
	// more often than not.
	Kept
)

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
