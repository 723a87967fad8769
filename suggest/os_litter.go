package suggest

// osLitter finds what operating systems leave in directories that somebody
// looks at. It changes by looking.
var osLitter = &Heuristic{
	ID:       "os-litter",
	Title:    "leftovers of operating systems",
	Category: OS,
	Names: []Name{
		{Pattern: ".DS_Store", Type: File, Why: "leftover of macOS", Anywhere: true},
		{Pattern: "._*", Type: File, Why: "leftover of macOS", Anywhere: true},
		{Pattern: "__MACOSX", Why: "leftover of macOS", Anywhere: true},
		{Pattern: ".AppleDouble", Why: "leftover of macOS", Anywhere: true},
		{Pattern: ".Spotlight-V100", Why: "leftover of macOS"},
		{Pattern: ".Trashes", Why: "leftover of macOS"},
		{Pattern: ".fseventsd", Why: "leftover of macOS"},
		{Pattern: "Thumbs.db", Type: File, Why: "leftover of Windows", Anywhere: true},
		{Pattern: "ehthumbs.db", Type: File, Why: "leftover of Windows", Anywhere: true},
		{Pattern: "desktop.ini", Type: File, Why: "leftover of Windows", Anywhere: true},
		{Pattern: "$RECYCLE.BIN", Why: "leftover of Windows"},
		{Pattern: ".directory", Type: File, Why: "leftover of KDE", Anywhere: true},
		{Pattern: ".Trash-*", Why: "leftover of a file manager"},
		{Pattern: ".nfs*", Type: File, Why: "leftover of NFS", Anywhere: true},
		{Pattern: ".fuse_hidden*", Type: File, Why: "leftover of FUSE", Anywhere: true},
		{Pattern: "lost+found", Why: "leftover of a file system check"},
	},
	Run: untracked,
}
