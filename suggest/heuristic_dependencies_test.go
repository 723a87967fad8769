package suggest

import "testing"

func TestDependencies(t *testing.T) {
	runRows(t, []row{
		{
			"proven by a manifest",
			place{files: []string{"package.json", "node_modules/a.js 50k", "web/package.json", "web/node_modules/b.js 50k"}},
			[]string{"safe dependencies **/node_modules: node_modules web/node_modules"},
		},
		{
			"proven by what is inside",
			place{files: []string{"a/node_modules/.package-lock.json 50k", "b/node_modules/.bin/x 50k"}},
			[]string{"safe dependencies **/node_modules: a/node_modules b/node_modules"},
		},
		{
			"proven by git alone",
			place{files: []string{"node_modules/a.js 50k"}, ignored: []string{"node_modules"}},
			[]string{"safe dependencies **/node_modules: node_modules"},
		},
		{
			"not proven",
			place{files: []string{"a/node_modules/a.js 50k", "b/node_modules/a.js 5M"}},
			[]string{"review dependencies **/node_modules: b/node_modules"},
		},
		{
			"tracked",
			place{files: []string{"package.json", "node_modules/a.js 50k"}, tracked: []string{"node_modules/a.js"}},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"only the root one is needed",
			place{
				files:       []string{"package.json", "node_modules/a.js 50k", "web/package.json", "web/node_modules/b.js 50k"},
				dockerfiles: []string{"FROM node\nCOPY node_modules /app/node_modules\nCOPY web /web\nRUN npm ci\n"},
			},
			[]string{"safe dependencies -: web/node_modules"},
		},
		{
			"no RUN makes them again where they run",
			place{
				files:       []string{"package.json", "node_modules/a.js 50k"},
				dockerfiles: []string{"FROM node:20\nCOPY . .\nCMD node a.js\n"},
			},
			[]string{"review dependencies **/node_modules: node_modules"},
		},
		{
			"a RUN makes them again",
			place{
				files:       []string{"package.json", "node_modules/a.js 50k"},
				dockerfiles: []string{"FROM node:20\nCOPY . .\nRUN npm ci --omit=dev\n"},
			},
			[]string{"safe dependencies **/node_modules: node_modules"},
		},
		{
			"virtual environments of any name",
			place{files: []string{"tools/py/pyvenv.cfg", "tools/py/bin/python 5M", "tools/py/lib/x.pyc", ".venv/pyvenv.cfg", ".venv/lib/y.so 5M", "env/settings.py 5M"}},
			[]string{"safe dependencies **/.venv: .venv", "safe dependencies -: tools/py"},
		},
		{
			"vendor needs two proofs",
			place{
				files:   []string{"vendor/modules.txt", "vendor/x/x.go 5M", "php/vendor/autoload.php 5M", "c/vendor/modules.txt 5M", "js/vendor/jquery.js 5M"},
				tracked: []string{"c/vendor", "js/vendor"}, ignored: []string{"vendor"},
			},
			[]string{"safe dependencies -: vendor", "review dependencies -: php/vendor"},
		},
		{
			"vendor is what the build uses",
			place{
				files:   []string{"vendor/modules.txt 5M"},
				ignored: []string{"vendor"}, dockerfiles: []string{"FROM golang\nCOPY . .\nRUN go build -mod=vendor ./...\n"},
			},
			[]string{"review dependencies -: vendor"},
		},
		{
			"bundle, Pods, opam",
			place{files: []string{"vendor/bundle/ruby/a 50k", "ios/Podfile", "ios/Pods/a 50k", "_opam/.opam-switch/a 50k"}},
			[]string{"safe dependencies -: _opam", "safe dependencies -: ios/Pods", "safe dependencies -: vendor/bundle"},
		},
	})
}
