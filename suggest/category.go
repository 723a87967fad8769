package suggest

import "github.com/buildctx/buildctx/suggest/catalog"

// A Category says what a path is.
type Category = catalog.Category

// The categories.
const (
	VCS          = catalog.VCS
	Dependencies = catalog.Dependencies
	BuildOutput  = catalog.BuildOutput
	Cache        = catalog.Cache
	Dataset      = catalog.Dataset
	Model        = catalog.Model
	Media        = catalog.Media
	Archive      = catalog.Archive
	Log          = catalog.Log
	Secret       = catalog.Secret
	Editor       = catalog.Editor
	OS           = catalog.OS
	Test         = catalog.Test
	Docs         = catalog.Docs
	Agent        = catalog.Agent
	Source       = catalog.Source
	Other        = catalog.Other
)
