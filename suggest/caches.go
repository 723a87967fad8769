package suggest

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// cacheTag is how a file CACHEDIR.TAG begins (bford.info/cachedir).
const cacheTag = "Signature: 8a477f597d28d172789f06886806bc55"

// cacheDirs finds caches: tools make them again, and they change with every
// run.
var cacheDirs = &Heuristic{
	ID:       "caches",
	Title:    "caches of tools",
	Category: Cache,
	Names: []Name{
		{Pattern: "CACHEDIR.TAG", Type: File, Holder: true, Why: "cache", Trust: Own},
		// Python.
		{Pattern: "__pycache__", Why: "compiled Python", Trust: Sure, Anywhere: true},
		{Pattern: "*.pyc", Type: File, Why: "compiled Python", Trust: Sure, Anywhere: true},
		{Pattern: "*.pyo", Type: File, Why: "compiled Python", Trust: Sure, Anywhere: true},
		{Pattern: ".pytest_cache", Why: "cache of pytest", Trust: Sure, Anywhere: true},
		{Pattern: ".mypy_cache", Why: "cache of mypy", Trust: Sure, Anywhere: true},
		{Pattern: ".ruff_cache", Why: "cache of ruff", Trust: Sure, Anywhere: true},
		{Pattern: ".hypothesis", Why: "cache of hypothesis", Trust: Sure, Anywhere: true},
		{Pattern: ".pytype", Why: "cache of pytype", Trust: Sure},
		{Pattern: ".tox", Why: "environments of tox", Trust: Sure},
		{Pattern: ".nox", Why: "environments of nox", Trust: Sure},
		{Pattern: ".ipynb_checkpoints", Why: "checkpoints of notebooks", Trust: Sure, Anywhere: true},
		// JavaScript.
		{Pattern: ".npm", Why: "cache of npm", Trust: Marked, Inside: []string{"_cacache", "_logs"}},
		{Pattern: "cache", In: ".yarn", Why: "packages of yarn; zero-install builds need them", Trust: Own, Min: heavy},
		{Pattern: ".pnpm-store", Why: "store of pnpm", Trust: Sure},
		{Pattern: ".turbo", Why: "cache of turbo", Trust: Sure, Anywhere: true},
		{Pattern: "cache", In: ".nx", Why: "cache of nx", Trust: Sure},
		{Pattern: "workspace-data", In: ".nx", Why: "cache of nx", Trust: Sure},
		{Pattern: "cache", In: ".moon", Why: "cache of moon", Trust: Sure},
		{Pattern: ".parcel-cache", Why: "cache of parcel", Trust: Sure},
		{Pattern: ".astro", Why: "cache of astro", Trust: Sure},
		{Pattern: ".vite", Why: "cache of vite", Trust: Sure},
		{Pattern: ".swc", Why: "cache of swc", Trust: Sure},
		{Pattern: ".sass-cache", Why: "cache of sass", Trust: Sure},
		{Pattern: ".wrangler", Why: "state of wrangler", Trust: Sure},
		{Pattern: ".eslintcache", Type: File, Why: "cache of eslint", Trust: Sure, Anywhere: true},
		{Pattern: ".stylelintcache", Type: File, Why: "cache of stylelint", Trust: Sure, Anywhere: true},
		{Pattern: "*.tsbuildinfo", Type: File, Why: "cache of the TypeScript build", Trust: Sure, Anywhere: true},
		// Java, Scala, C, Go and others.
		{Pattern: ".gradle", Why: "cache of gradle", Trust: Sure, Anywhere: true},
		{Pattern: ".kotlin", Why: "cache of kotlin", Trust: Sure},
		{Pattern: ".bloop", Why: "cache of bloop", Trust: Sure},
		{Pattern: ".metals", Why: "cache of metals", Trust: Sure},
		{Pattern: ".ivy2", Why: "cache of ivy", Trust: Sure},
		{Pattern: ".ccache", Why: "cache of ccache", Trust: Sure},
		{Pattern: ".clangd", Why: "cache of clangd", Trust: Marked, Inside: []string{"index"}},
		{Pattern: "autom4te.cache", Why: "cache of autoconf", Trust: Sure},
		{Pattern: "zig-cache", Why: "cache of zig", Trust: Sure},
		{Pattern: ".zig-cache", Why: "cache of zig", Trust: Sure},
		{Pattern: ".gocache", Why: "cache of go", Trust: Sure},
		{Pattern: ".gomodcache", Why: "cache of go", Trust: Sure},
		{Pattern: ".dart_tool", Why: "cache of dart", Trust: Sure},
		{Pattern: ".elixir_ls", Why: "cache of ElixirLS", Trust: Sure},
		{Pattern: ".pants.d", Why: "cache of pants", Trust: Sure},
		{Pattern: ".phpunit.cache", Why: "cache of phpunit", Trust: Sure},
		{Pattern: ".phpunit.result.cache", Type: File, Why: "cache of phpunit", Trust: Sure},
		{Pattern: ".php-cs-fixer.cache", Type: File, Why: "cache of php-cs-fixer", Trust: Sure},
		{Pattern: ".rubocop_cache", Why: "cache of rubocop", Trust: Sure},
		// Infrastructure and data.
		{Pattern: ".terraform", Why: "providers of terraform", Trust: Sure, Anywhere: true, Inside: []string{"providers", "modules", "terraform.tfstate"}},
		{Pattern: ".terragrunt-cache", Why: "cache of terragrunt", Trust: Sure, Anywhere: true},
		{Pattern: "cache", In: ".dvc", Category: Dataset, Why: "data under DVC", Trust: Sure},
		// Names that are not one tool's own.
		{Pattern: ".cache", Why: "cache", Trust: Sure, Min: light},
		{Pattern: ".direnv", Why: "cache of direnv", Trust: Sure, Min: light},
		{Pattern: "tmp", Why: "temporary files", Trust: Twofold, Min: light, Beside: []string{"Gemfile", "package.json", "go.mod", "composer.json"}},
	},
	Run: func(p *Pass) {
		switch p.Name.Pattern {
		case "CACHEDIR.TAG":
			p.tagged()
		case "cache":
			if p.Name.In == ".yarn" {
				p.Take(diag.Review, p.Status()...)
				return
			}
			byTrust(p)
		default:
			byTrust(p)
		}
	},
}

// tagged takes a directory whose CACHEDIR.TAG says that it is a cache. The
// name of the file proves nothing.
func (p *Pass) tagged() {
	if p.Head == nil || p.Entry == 0 {
		return
	}
	if strings.HasPrefix(string(p.Head(p.Path()+"/CACHEDIR.TAG", len(cacheTag))), cacheTag) {
		p.sure("CACHEDIR.TAG inside")
	}
}
