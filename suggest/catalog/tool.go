package catalog

// A Tool fetches dependencies, or builds. What a RUN says is compared with its
// commands.
type Tool struct {
	// Fetch and Make say in commands how it fetches dependencies and how it
	// builds; empty where it does not.
	Fetch string `json:"fetch"`
	Make  string `json:"make"`
	// Install are the commands that fetch dependencies.
	Install Install `json:"install"`
	// Build are the commands that build.
	Build []Build `json:"build"`
	// WritesAnywhere says that it writes where it is told to, so that a build
	// need not write to a directory of some name.
	WritesAnywhere bool `json:"writes_anywhere"`
	// InPlace says that it fetches and builds nothing but what lies where it is
	// called, or in the workspace around that.
	InPlace bool `json:"in_place"`
}

// An Install is how dependencies get into an image.
type Install struct {
	// Commands are what makes them again.
	Commands []string `json:"commands"`
	// Bare are programs that do so without a subcommand.
	Bare []string `json:"bare"`
	// Fills are those of the commands that fill the very directory; empty for
	// all of them.
	Fills []string `json:"fills"`
	// Not are words with which they fetch nothing.
	Not []string `json:"not"`
}

// A Build is how outputs are made: by programs, of which some need a word that
// says so.
type Build struct {
	Programs []string `json:"programs"`
	// Words are parts of words of which one is needed; flags and "." are whole
	// words.
	Words []string `json:"words"`
	// Not are words with which it makes something else.
	Not []string `json:"not"`
	// Bare are programs that need no word.
	Bare []string `json:"bare"`
}

// Stamps are what makes a build ask git for its version.
type Stamps struct {
	// Files are build files, by their names or patterns with one "*", with the
	// words by which they ask.
	Files map[string][]string `json:"files"`
	// Commands are parts of commands that ask.
	Commands []string `json:"commands"`
}

// An Installer is a command that fetches what a project depends on, and needs
// nothing for it but the manifests of the project.
type Installer struct {
	// Commands are those that do so, and Bare are programs that do without a
	// subcommand.
	Commands []string `json:"commands"`
	Bare     []string `json:"bare"`
	// Flags are those of which one is needed; without one the command also
	// installs or starts the project itself.
	Flags []string `json:"flags"`
	// Modules are the names of the manifests that people write, Others those of
	// lock files and settings. Further files that it may read have names in
	// More, or lie in one of Dirs.
	Modules []string `json:"modules"`
	Others  []string `json:"others"`
	More    []string `json:"more"`
	Dirs    []string `json:"dirs"`
	// Reads are texts in a manifest that may make the command read more.
	Reads []string `json:"reads"`
	// Many are texts in a manifest, and Workspaces are names beside it, that
	// tell of further manifests below.
	Many       []string `json:"many"`
	Workspaces []string `json:"workspaces"`
}
