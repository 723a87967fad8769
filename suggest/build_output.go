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
		{Pattern: ".cargo-target*", Why: "build output of cargo", Trust: Sure, Stack: "cargo", Inside: []string{"CACHEDIR.TAG"}},
		// Web frameworks.
		{Pattern: ".next", Why: "build output of Next.js", Trust: Sure, Stack: "node", Inside: []string{"BUILD_ID"}},
		{Pattern: ".nuxt", Why: "build output of Nuxt", Trust: Sure, Stack: "node"},
		{Pattern: ".output", Why: "build output of Nitro", Trust: Marked, Stack: "node", Inside: []string{"nitro.json"}, Beside: []string{"nuxt.config.*", "package.json"}},
		{Pattern: ".svelte-kit", Why: "build output of SvelteKit", Trust: Sure, Stack: "node"},
		{Pattern: ".angular", Why: "cache of the Angular build", Trust: Sure, Stack: "node", Beside: []string{"angular.json"}},
		{Pattern: ".docusaurus", Why: "build output of Docusaurus", Trust: Sure, Stack: "node"},
		{Pattern: ".vercel", Why: "build output for Vercel", Trust: Marked, Stack: "node", Min: light, Inside: []string{"output", "project.json"}},
		{Pattern: ".netlify", Why: "build output for Netlify", Trust: Sure, Stack: "node"},
		{Pattern: ".serverless", Why: "build output of serverless", Trust: Sure, Stack: "node"},
		{Pattern: ".aws-sam", Why: "build output of SAM", Trust: Sure, Stack: "sam"},
		{Pattern: "cdk.out", Why: "build output of the CDK", Trust: Sure, Stack: "node", Inside: []string{"manifest.json"}, Beside: []string{"cdk.json"}},
		{Pattern: "storybook-static", Why: "build output of Storybook", Trust: Sure, Stack: "node"},
		{Pattern: ".expo", Why: "state of Expo", Trust: Sure, Stack: "node"},
		// Haskell, OCaml, Elixir, Zig, Swift.
		{Pattern: "dist-newstyle", Why: "build output of cabal", Trust: Sure, Stack: "haskell", Beside: []string{"cabal.project", "*.cabal"}},
		{Pattern: ".stack-work", Why: "build output of stack", Trust: Sure, Stack: "haskell", Anywhere: true, Beside: []string{"stack.yaml"}},
		{
			Pattern: "_build", Why: "build output", Trust: Marked,
			Inside: []string{".lock", "default", "dev", "prod", "html", "doctrees"},
			Beside: []string{"mix.exs", "dune-project", "rebar.config", "conf.py"},
		},
		{Pattern: "zig-out", Why: "build output of zig", Trust: Sure, Stack: "zig", Beside: []string{"build.zig"}},
		{Pattern: ".build", Why: "build output of Swift", Trust: Marked, Stack: "swift", Beside: []string{"Package.swift"}},
		{Pattern: "DerivedData", Why: "build output of Xcode", Trust: Sure, Stack: "swift"},
		// C, C++ and Android.
		{Pattern: "cmake-build-*", Why: "build output of CMake", Trust: Sure, Stack: "c", Inside: []string{"CMakeCache.txt"}},
		{Pattern: "CMakeFiles", Why: "build output of CMake", Trust: Sure, Stack: "c", Anywhere: true},
		{Pattern: ".cxx", Why: "build output of the Android build", Trust: Sure, Stack: "gradle"},
		{Pattern: ".externalNativeBuild", Why: "build output of the Android build", Trust: Sure, Stack: "gradle"},
		{Pattern: "buck-out", Why: "build output of Buck", Trust: Sure, Stack: "buck"},
		{Pattern: "*.o", Type: File, Why: "object files", Trust: Kept, Stack: "c", Min: light},
		{Pattern: "*.obj", Type: File, Why: "object files", Trust: Kept, Stack: "c", Min: heavy},
		{Pattern: "*.class", Type: File, Why: "compiled classes", Trust: Kept, Stack: "java", Min: light},
		{Pattern: "*.dSYM", Why: "debug symbols", Trust: Sure, Stack: "swift"},
		{Pattern: "*.pdb", Type: File, Why: "debug symbols", Trust: Kept, Stack: "dotnet", Min: light},
		// Python packages.
		{Pattern: "*.egg-info", Why: "package metadata, made by an installation", Trust: Sure, Stack: "python", Beside: []string{"setup.py", "pyproject.toml", "setup.cfg"}},
		{Pattern: ".pdm-build", Why: "build output of PDM", Trust: Sure, Stack: "python"},
		// Go test binaries and profiles.
		{Pattern: "*.test", Type: File, Why: "test binary", Trust: Twofold, Stack: "go", Min: light, Beside: []string{"*.go", "go.mod"}},
		{Pattern: "*.prof", Type: File, Why: "profile", Trust: Kept, Stack: "go", Min: light},
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
		{Pattern: "_site", Why: "generated site", Trust: Twofold, Stack: "jekyll", Beside: []string{"_config.yml", ".eleventy.js", "eleventy.config.*"}},
		{Pattern: "site", Why: "generated site", Trust: Twofold, Stack: "mkdocs", Beside: []string{"mkdocs.yml", "mkdocs.yaml"}},
		{Pattern: "public", Why: "generated site", Trust: Twofold, Beside: []string{"hugo.toml", "hugo.yaml", "config.toml", "gatsby-config.*"}},
	},
	Run: func(p *Pass) {
		if byTrust(p); p.found != nil {
			p.rebuilt()
		}
	},
	again: true,
}
