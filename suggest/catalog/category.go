package catalog

import "slices"

// A Category says what a path is.
type Category string

// The categories.
const (
	VCS          Category = "vcs"
	Dependencies Category = "dependencies"
	BuildOutput  Category = "build-output"
	Cache        Category = "cache"
	Dataset      Category = "dataset"
	Model        Category = "model"
	Media        Category = "media"
	Archive      Category = "archive"
	Log          Category = "log"
	Secret       Category = "secret"
	Editor       Category = "editor"
	OS           Category = "os"
	Test         Category = "test"
	Docs         Category = "docs"
	Agent        Category = "agent"
	Source       Category = "source"
	Other        Category = "other"
)

// CategoryFacts are what there is to say of all paths of a category.
type CategoryFacts struct {
	ID Category
	// Heading stands above new lines of an ignore file, HeadingWords are the
	// beginnings of words by which people head theirs.
	Heading      string
	HeadingWords []string
	// Reason is the word for a path whose name says no more than the category.
	Reason string
	// Generated says that builds make it again, so that an instruction that
	// names it may mean the new one.
	Generated bool
	// Whole says that a directory that holds nothing else stands for its files.
	Whole bool
	// Read says that a program may read it though a fresh clone has none of it.
	Read bool
	// Litter says that programs leave it behind wherever they are used.
	Litter bool
}

// Categories are all categories, in the order in which a proposal has them.
var Categories = []CategoryFacts{
	{ID: Secret, Heading: "secrets", HeadingWords: []string{"secret", "credential", "sensitive"}, Read: true},
	{ID: VCS, Heading: "version control", HeadingWords: []string{"git", "version", "vcs", "scm"}},
	{ID: Dependencies, Heading: "dependencies", HeadingWords: []string{"dependenc", "package", "modules"}, Generated: true},
	{
		ID: BuildOutput, Heading: "build outputs", HeadingWords: []string{"build", "output", "artifact", "artefact", "compiled", "dist"},
		Reason: "compiled", Generated: true,
	},
	{ID: Cache, Heading: "caches", HeadingWords: []string{"cache", "temp"}},
	{ID: Dataset, Heading: "datasets", HeadingWords: []string{"data"}, Reason: "data", Whole: true, Read: true},
	{ID: Model, Heading: "models", HeadingWords: []string{"model", "weight"}, Whole: true, Read: true},
	{ID: Archive, Heading: "archives", HeadingWords: []string{"archive", "dump", "backup"}, Reason: "archive", Whole: true, Read: true},
	{ID: Media, Heading: "media", HeadingWords: []string{"media", "video"}, Reason: "images and the like", Whole: true, Read: true},
	{ID: Log, Heading: "logs", HeadingWords: []string{"log", "logs", "logging"}, Whole: true, Litter: true},
	{ID: Test, Heading: "test results", HeadingWords: []string{"test", "coverage", "report"}, Reason: "tests"},
	{ID: Docs, Heading: "documents", HeadingWords: []string{"doc", "docs", "document"}, Reason: "documents"},
	{ID: Agent, Heading: "agents", HeadingWords: []string{"agent", "ai"}},
	{ID: Editor, Heading: "editors", HeadingWords: []string{"editor", "ide", "ides"}, Litter: true},
	{ID: OS, Heading: "operating systems", HeadingWords: []string{"os", "operating", "macos", "windows"}, Litter: true},
	{ID: Source, Heading: "sources"},
	{ID: Other, Heading: "others", Read: true},
}

// Facts are what there is to say of the category; of one that is not known, its
// ID alone.
func (c Category) Facts() CategoryFacts {
	if at := c.place(); at >= 0 {
		return Categories[at]
	}
	return CategoryFacts{ID: c, Heading: string(c)}
}

// place is where a category stands among all; -1 for one that is not known.
func (c Category) place() int {
	return slices.IndexFunc(Categories, func(f CategoryFacts) bool { return f.ID == c })
}
