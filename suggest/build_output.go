package suggest

// buildOutputs finds what builds leave behind. Names that are source in some
// stack need two proofs. Where a COPY takes it along and no RUN builds
// anything, the image may be meant to carry what was built outside.
var buildOutputs = &Heuristic{
	ID:       "build-output",
	Title:    "what builds leave behind",
	Category: BuildOutput,
	Names: []Name{
		// Cargo, Maven, sbt and Leiningen all write to target.
		{
			Pattern: "target", Why: "build output", Trust: Marked,
			Inside: []string{"CACHEDIR.TAG", ".rustc_info.json", "maven-status", "maven-archiver", "classes", "scala-*"},
			Beside: []string{"Cargo.toml", "pom.xml", "build.sbt", "project.clj", "deps.edn", "build.properties"},
		},
		{Pattern: ".cargo-target*", Why: "build output of cargo", Trust: Sure, Inside: []string{"CACHEDIR.TAG"}},
		// Web frameworks.
		{Pattern: ".next", Why: "build output of Next.js", Trust: Sure, Inside: []string{"BUILD_ID"}},
		{Pattern: ".nuxt", Why: "build output of Nuxt", Trust: Sure},
		{Pattern: ".output", Why: "build output of Nitro", Trust: Marked, Inside: []string{"nitro.json"}, Beside: []string{"nuxt.config.*", "package.json"}},
		{Pattern: ".svelte-kit", Why: "build output of SvelteKit", Trust: Sure},
		{Pattern: ".angular", Why: "cache of the Angular build", Trust: Sure, Beside: []string{"angular.json"}},
		{Pattern: ".docusaurus", Why: "build output of Docusaurus", Trust: Sure},
		{Pattern: ".vercel", Why: "build output for Vercel", Trust: Marked, Min: light, Inside: []string{"output", "project.json"}},
		{Pattern: ".netlify", Why: "build output for Netlify", Trust: Sure},
		{Pattern: ".serverless", Why: "build output of serverless", Trust: Sure},
		{Pattern: ".aws-sam", Why: "build output of SAM", Trust: Sure},
		{Pattern: "cdk.out", Why: "build output of the CDK", Trust: Sure, Inside: []string{"manifest.json"}, Beside: []string{"cdk.json"}},
		{Pattern: "storybook-static", Why: "build output of Storybook", Trust: Sure},
		{Pattern: ".expo", Why: "state of Expo", Trust: Sure},
		// Haskell, OCaml, Elixir, Zig, Swift.
		{Pattern: "dist-newstyle", Why: "build output of cabal", Trust: Sure, Beside: []string{"cabal.project", "*.cabal"}},
		{Pattern: ".stack-work", Why: "build output of stack", Trust: Sure, Anywhere: true, Beside: []string{"stack.yaml"}},
		{
			Pattern: "_build", Why: "build output", Trust: Marked,
			Inside: []string{".lock", "default", "dev", "prod", "html", "doctrees"},
			Beside: []string{"mix.exs", "dune-project", "rebar.config", "conf.py"},
		},
		{Pattern: "zig-out", Why: "build output of zig", Trust: Sure, Beside: []string{"build.zig"}},
		{Pattern: ".build", Why: "build output of Swift", Trust: Marked, Beside: []string{"Package.swift"}},
		{Pattern: "DerivedData", Why: "build output of Xcode", Trust: Sure},
		// C, C++ and Android.
		{Pattern: "cmake-build-*", Why: "build output of CMake", Trust: Sure, Inside: []string{"CMakeCache.txt"}},
		{Pattern: "CMakeFiles", Why: "build output of CMake", Trust: Sure, Anywhere: true},
		{Pattern: ".cxx", Why: "build output of the Android build", Trust: Sure},
		{Pattern: ".externalNativeBuild", Why: "build output of the Android build", Trust: Sure},
		{Pattern: "buck-out", Why: "build output of Buck", Trust: Sure},
		{Pattern: "*.o", Type: File, Why: "object files", Trust: Kept, Min: light},
		{Pattern: "*.obj", Type: File, Why: "object files", Trust: Kept, Min: heavy},
		{Pattern: "*.class", Type: File, Why: "compiled classes", Trust: Kept, Min: light},
		{Pattern: "*.dSYM", Why: "debug symbols", Trust: Sure},
		{Pattern: "*.pdb", Type: File, Why: "debug symbols", Trust: Kept, Min: light},
		// Python packages.
		{Pattern: "*.egg-info", Why: "package metadata, made by an installation", Trust: Sure, Beside: []string{"setup.py", "pyproject.toml", "setup.cfg"}},
		{Pattern: ".pdm-build", Why: "build output of PDM", Trust: Sure},
		// Go test binaries and profiles.
		{Pattern: "*.test", Type: File, Why: "test binary", Trust: Twofold, Min: light, Beside: []string{"*.go", "go.mod"}},
		{Pattern: "*.prof", Type: File, Why: "profile", Trust: Kept, Min: light},
		// Names that are source elsewhere.
		{
			Pattern: "dist", Why: "build output", Trust: Twofold,
			Beside: []string{"package.json", "pyproject.toml", "setup.py", "setup.cfg", ".goreleaser.yml", ".goreleaser.yaml", "Gruntfile.js", "gulpfile.js", "*.cabal", "config.mts", "config.ts"},
		},
		{
			Pattern: "build", Why: "build output", Trust: Twofold,
			Beside: []string{"package.json", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "meson.build", "configure.ac", "pyproject.toml", "setup.py", "pubspec.yaml", "docusaurus.config.*", "Makefile"},
			Inside: []string{"CMakeCache.txt", "build.ninja", "intermediates", "libs"},
		},
		{
			Pattern: "out", Why: "build output", Trust: Twofold,
			Beside: []string{"package.json", "tsconfig.json", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "foundry.toml", "hardhat.config.*", "*.iml", "GN", ".gn", "Makefile"},
			Inside: []string{"production", "Debug", "Release"},
		},
		{
			Pattern: "bin", Why: "build output", Trust: Twofold,
			Beside: []string{"*.csproj", "*.fsproj", "*.vbproj", "go.mod", ".classpath", "Makefile", "CMakeLists.txt"},
			Inside: []string{"Debug", "Release"},
		},
		{
			Pattern: "obj", Why: "build output", Trust: Twofold,
			Beside: []string{"*.csproj", "*.fsproj", "*.vbproj", "Makefile"},
			Inside: []string{"project.assets.json", "Debug", "Release"},
		},
		{Pattern: "lib", Why: "build output", Trust: Twofold, Beside: []string{"tsconfig.json", ".babelrc", "babel.config.*"}},
		{Pattern: "publish", Why: "build output", Trust: Twofold, Beside: []string{"*.csproj", "*.fsproj", "*.sln"}},
		{Pattern: "artifacts", Why: "build output", Trust: Twofold, Beside: []string{"*.sln", "Directory.Build.props", "hardhat.config.*", "foundry.toml"}},
		{Pattern: "_site", Why: "generated site", Trust: Twofold, Beside: []string{"_config.yml", ".eleventy.js", "eleventy.config.*"}},
		{Pattern: "site", Why: "generated site", Trust: Twofold, Beside: []string{"mkdocs.yml", "mkdocs.yaml"}},
		{Pattern: "public", Why: "generated site", Trust: Twofold, Beside: []string{"hugo.toml", "hugo.yaml", "config.toml", "gatsby-config.*"}},
	},
	Run: func(p *Pass) {
		byTrust(p)
		if len(p.Needs) > 0 && !p.runs.rebuilds() && p.copied() {
			p.doubt("no RUN makes it again")
		}
	},
}
