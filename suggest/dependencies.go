package suggest

// dependencyDirs finds what package managers unpack. It is made for the machine
// it was made on, and the build makes it again: unless nothing in a Dockerfile
// does, which makes it a question.
var dependencyDirs = &Heuristic{
	ID:       "dependencies",
	Title:    "what package managers install",
	Category: Dependencies,
	Names: []Name{
		{
			Pattern: "node_modules", Why: "dependencies", Trust: Marked, Anywhere: true, Makers: "node",
			Beside: []string{"package.json"}, Inside: []string{".package-lock.json", ".bin", ".yarn-integrity", ".modules.yaml", ".yarn-state.yml"},
		},
		{Pattern: "bower_components", Why: "dependencies", Trust: Sure, Anywhere: true, Makers: "bower", Beside: []string{"bower.json", ".bowerrc"}},
		{Pattern: "jspm_packages", Why: "dependencies", Trust: Sure, Makers: "jspm"},
		{Pattern: "unplugged", In: ".yarn", Why: "dependencies, unpacked by yarn", Trust: Sure, Makers: "node"},
		{
			Pattern: "vendor", Why: "dependencies", Trust: Twofold, Makers: "go",
			Inside: []string{"modules.txt"},
		},
		{
			Pattern: "vendor", Why: "dependencies", Trust: Twofold, Makers: "php",
			Inside: []string{"autoload.php"},
		},
		{Pattern: "bundle", In: "vendor", Why: "dependencies", Trust: Marked, Makers: "ruby", Inside: []string{"ruby", "jruby"}},
		{Pattern: ".bundle", Why: "dependencies", Trust: Sure, Makers: "ruby", Min: light},
		{Pattern: "pyvenv.cfg", Type: File, Holder: true, Why: "virtual environment", Trust: Sure, Makers: "python"},
		{Pattern: ".venv", Why: "virtual environment", Trust: Marked, Anywhere: true, Makers: "python", Inside: []string{"pyvenv.cfg"}},
		{Pattern: "conda-meta", Holder: true, Why: "conda environment", Trust: Marked, Makers: "python", Inside: []string{"history"}},
		{Pattern: "__pypackages__", Why: "dependencies", Trust: Sure, Makers: "python"},
		{Pattern: ".eggs", Why: "dependencies", Trust: Sure, Makers: "python"},
		{Pattern: ".pixi", Why: "dependencies", Trust: Marked, Makers: "pixi", Inside: []string{"envs"}},
		{Pattern: "Pods", Why: "dependencies", Trust: Marked, Makers: "cocoapods", Beside: []string{"Podfile"}, Inside: []string{"Manifest.lock"}},
		{Pattern: "Carthage", Why: "dependencies", Trust: Marked, Makers: "carthage", Beside: []string{"Cartfile"}},
		{Pattern: "_opam", Why: "dependencies", Trust: Sure, Makers: "opam", Inside: []string{".opam-switch"}},
		{Pattern: "elm-stuff", Why: "dependencies", Trust: Sure, Makers: "elm", Beside: []string{"elm.json"}},
		{Pattern: "deps", Why: "dependencies", Trust: Twofold, Makers: "elixir", Beside: []string{"mix.exs", "rebar.config"}},
		{Pattern: "vcpkg_installed", Why: "dependencies", Trust: Sure, Makers: "vcpkg", Beside: []string{"vcpkg.json"}},
		{Pattern: ".pub-cache", Why: "dependencies", Trust: Sure, Makers: "dart"},
		{Pattern: "library", In: "renv", Why: "dependencies", Trust: Marked, Makers: "renv", Beside: []string{"activate.R"}},
		{Pattern: ".m2", Why: "dependencies", Trust: Marked, Makers: "maven", Inside: []string{"repository"}},
	},
	Run: func(p *Pass) {
		if byTrust(p); p.found != nil {
			p.remade()
		}
	},
	again: true,
}
