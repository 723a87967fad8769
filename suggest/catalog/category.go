package catalog

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

// Categories are all categories, in the order in which a proposal has them.
var Categories = []Category{
	Secret, VCS, Dependencies, BuildOutput, Cache, Dataset, Model, Archive, Media, Log, Test, Docs, Agent, Editor, OS, Source, Other,
}
