package catalog

import (
	"path"
	"strings"
)

// Familiar reports whether a pattern has a name in it that the catalog knows,
// that means the same in most projects, or that editors and tools are known to
// use, so that an ignore file may well have it where nothing is called so
// today.
func Familiar(pattern string) bool {
	const longest = 256 // of what anything is called
	for component := range strings.SplitSeq(pattern, "/") {
		if len(component) > longest {
			continue
		}
		if Index().Knows(component) {
			return true
		}
		_, ordinary := OrdinaryDirectory(component)
		if ordinary || OrdinaryFile(component) != Other {
			return true
		}
		for _, name := range usual {
			if ok, err := path.Match(component, name); ok && err == nil && component != "*" {
				return true
			}
		}
	}
	return false
}

// usual are names that ignore files have whether anything is called so or not,
// besides those of the catalog. One that stands for many has an "a" where they
// differ.
var usual = strings.Fields(`
	.env.template .env.local .envrc .tool-versions .python-version .ruby-version .node-version .pnp .pnp.cjs
	docker-compose.yml docker-compose.a.yml compose.yaml compose.a.yaml Dockerfile.dev a.Dockerfile dockerfile Containerfile.dev docker
	.classpath .project .settings .toolstarget .factorypath .ijwb .metals .bloop a.dbmdl a.jfm a.iml a.ipr a.iws a.suo a.user
	a.code-workspace a.sublime-project a.sublime-workspace a.swp .a.swp a~ ~a ~$a .#a .DS_Store_ ._a a.lnk a.ilk
	a.tmp a.temp a.bak a.orig a.rej a.log a.log.1 a.pid a.seed a.sock a.socket a.out a.local a.cache a.tgz a.egg a.mo
	a.pyc a.py[cod] a.pyo a.class a.o a.rbc a.prof a.trace a.lcov a.coverprofile cpu.out profile.out coverage.out a-coverage.out a,cover a.trx
	yarn-error.log yarn-debug.log lerna-debug.log pnpm-debug.log .pnpm-debug.log npm-debug.log.1 .node_repl_history .bash_history .mysql_history
	vite.config.js.timestamp-1 vite.config.ts.timestamp-1 dist-ssr lib-cov .grunt .lock-wscript .fusebox .dynamodb .tern-port .stylelintcache .phpunit.cache
	composer.phar .travis.yml .codecov.yml .gitkeep .config .cargo .local .aws .glide Godeps TODO CNAME
	_obj _test env venv wheels eggs develop-eggs parts sdist lib64 MANIFEST typings log output outputs results snapshots features examples
	Debug Release Bin Obj TestResult TestResults bin obj debug release cypress volumes
	a.sqlite a.sqlite3 a.sqlite-journal
`)
