package layercache

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/commands"
)

// A RUN that only installs needs its manifests and nothing else; where that is
// not sure there are none.
func TestManifests(t *testing.T) {
	t.Parallel()
	const node = "package.json package-lock.json"
	for _, c := range []struct {
		name, run, files string
		heads            map[string]string
		want             string
	}{
		{"npm", "npm ci", node, nil, node},
		{"with variables and a cache", "NODE_ENV=production npm ci --omit=dev && npm cache clean --force", node, nil, node},
		{"manager first", "corepack enable && npm i -g pnpm@9 && pnpm i --frozen-lockfile", "package.json pnpm-lock.yaml", nil, "package.json pnpm-lock.yaml"},
		{"system packages first", "apt-get update && apt-get install -y make && yarn", "package.json yarn.lock", nil, "package.json yarn.lock"},
		{"in a directory", "cd web && npm ci", "package.json web/package.json", nil, "web/package.json"},
		{"builds too", "npm ci && npm run build", node, nil, ""},
		{"something else too", "npm ci && ./tools/setup.sh", node, nil, ""},
		{"copies a file", "cp src/.npmrc . && npm ci", node, nil, ""},
		{"no manifest", "npm ci", "src/a.js", nil, ""},
		{"postinstall", "npm ci", node, map[string]string{"package.json": `{"scripts":{"postinstall":"prisma generate"}}`}, ""},
		{"husky", "npm ci", node, map[string]string{"package.json": `{"scripts":{"prepare": "husky"}}`}, node},
		{"workspaces", "npm ci", node + " web/package.json", map[string]string{"package.json": `{"workspaces":["web"]}`}, "**/package.json package-lock.json"},
		{"script of a workspace", "npm ci", node + " web/package.json", map[string]string{"package.json": `{"workspaces":["web"]}`, "web/package.json": `"install":`}, ""},
		{"script of one of two", "npm ci", node + " web/package.json", map[string]string{"package.json": `{"workspaces":["web"], "prepare": "x"}`}, ""},
		{"pip", "pip install --no-cache-dir -r requirements.txt", "requirements.txt requirements-dev.txt", nil, "requirements.txt"},
		{"pip elsewhere", "pip install -U pip wheel && pip install -r/tmp/requirements/prod.txt", "prod.txt", nil, "prod.txt"},
		{"pip and the project", "pip install -r requirements.txt -e .", "requirements.txt", nil, ""},
		{"pip, in place", "pip install .", "pyproject.toml", nil, ""},
		{"pip, more files", "pip install -r requirements.txt", "requirements.txt", map[string]string{"requirements.txt": "-r base.txt\n"}, ""},
		{"go", "go mod download", "go.mod go.sum main.go", nil, "go.mod go.sum"},
		{"go builds", "go mod download && go build ./...", "go.mod go.sum main.go", nil, ""},
		{"go replaces", "go mod download", "go.mod lib/go.mod", map[string]string{"go.mod": "replace x => ./lib"}, "**/go.mod"},
		{"poetry", "poetry install", "pyproject.toml poetry.lock", nil, ""},
		{"poetry, no project", "poetry install --no-root", "pyproject.toml poetry.lock", nil, "pyproject.toml poetry.lock"},
		{"uv, no project", "uv sync --locked --no-install-project", "pyproject.toml uv.lock", nil, "pyproject.toml uv.lock"},
		{"bundle", "bundle install --jobs 4", "Gemfile Gemfile.lock", map[string]string{"Gemfile": "gem 'rails'\n"}, "Gemfile Gemfile.lock"},
		{"bundle, gemspec", "bundle install", "Gemfile x.gemspec", map[string]string{"Gemfile": "gemspec\n"}, ""},
		{"maven", "mvn -B dependency:go-offline", "pom.xml src/A.java", nil, "pom.xml"},
		{"dotnet", "dotnet restore", "Shop.sln Shop/Shop.csproj", nil, "**/*.csproj Shop.sln"},
		{"two languages", "npm ci && pip install -r requirements.txt", "package.json requirements.txt", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			heads := map[string]string{}
			maps.Copy(heads, c.heads)
			in := place{files: strings.Fields(c.files), heads: heads}.input(t)
			before := layers{direct: []needs.Source{{Whole: true}}}
			line := commands.NewRun(c.run)
			var got []string
			if i := line.Installs(); i != nil {
				got = in.manifests(i, line, before)
			}
			if diff := cmp.Diff(strings.Fields(c.want), got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("manifests (-want +got):\n%s", diff)
			}
		})
	}
}

// What a build does not work with is told from what it may, by the path alone
// and by what the commands and the project say.
func TestAside(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, dockerfile, files string
		aside, not              string
	}{
		{"node", "FROM node\nCOPY . .\nRUN npm run build\n", "", ".github/a.yml=.github/ README.md docs/a/b.md=docs/ x/y.log=**/*.log x/.DS_Store=**/.DS_Store .a.swp=**/*.swp Dockerfile.dev compose.yml x/Dockerfile", "src/README.md docs/a.mdx docs/x.js test/a.js a_test.go README.tsx .gitignore .dockerignore"},
		{"go", "FROM golang\nCOPY . .\nRUN go build ./...\n", "", "x/a_test.go=**/*_test.go README.md", "x/a.go testdata/a"},
		{"go tests", "FROM golang\nCOPY . .\nRUN go test ./... && go build ./...\n", "", "README.md", "x/a_test.go"},
		{"python reads its README", "FROM python\nCOPY . .\nRUN pip install .\n", "", ".github/a.yml=.github/", "README.md docs/a.md"},
		{"make may read all", "FROM gcc\nCOPY . .\nRUN make\n", "", ".vscode/x.json=.vscode/", "README.md docs/a.md"},
		{"code in documents", "FROM golang\nCOPY . .\nRUN go build\n", "docs/docs.go docs/a.md", "README.md", "docs/a.md"},
		{"published", "FROM node\nCOPY . .\nRUN npm run build\n", "docusaurus.config.js", "compose.yaml", "README.md docs/a.md"},
		{"published by a command", "FROM node\nCOPY . .\nRUN npm run docs:build\n", "", "", "README.md docs/a.md"},
		{"named by a command", "FROM node\nCOPY . .\nRUN npm run build && cat README.md .github/x\n", "", "docs/a.md=docs/", "README.md .github/a"},
		{"named by a source", "FROM node\nCOPY . .\nCOPY README.md CHANGE*.md /x/\nRUN npm run build\n", "", "docs/a.md=docs/", "README.md CHANGELOG.md"},
		{"below a source", "FROM node\nCOPY web .\nRUN npm run build\n", "web/docs/a.md", "web/docs/a.md=web/docs/ web/README.md", "web/src/docs/a.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := place{files: strings.Fields(c.files), dockerfiles: []string{c.dockerfile}}.input(t)
			set := in.Needs
			name := newUnrelated(in, set).of(commands.NewRun(set.Commands[0].Text), set.Sources)
			for pair := range strings.FieldsSeq(c.aside) {
				where, want, given := strings.Cut(pair, "=")
				if !given {
					want = where
				}
				if got := name(where); got != want {
					t.Errorf("%s: %q, want %q", where, got, want)
				}
			}
			for where := range strings.FieldsSeq(c.not) {
				if got := name(where); got != "" {
					t.Errorf("%s: %q, want nothing", where, got)
				}
			}
		})
	}
}

// Directories without a manifest stand for what is in them; those with one are
// told apart.
func TestOutside(t *testing.T) {
	t.Parallel()
	in := place{files: []string{"package.json", "web/package.json", "web/src/a.js", "api/old/x", "app/package.json"}}.input(t)
	paths := []string{"web/src/a.js", "web/b.js", "api/x/package.json", "api/old/x", "lib/a/b/c", "README.md", "yarn.lock", "web/.yarn/releases/x", "app/src/a.js"}
	p := &past{in: in, paths: paths}
	i := commands.Installers()[slices.IndexFunc(commands.Installers(), func(i *commands.Installer) bool { return slices.Contains(i.Commands, "npm ci") })]
	name := p.outside(i)
	var got []string
	for _, path := range paths {
		got = append(got, name(path))
	}
	want := []string{"web/src/", "web/b.js", "", "api/old/", "lib/", "README.md", "", "", "app/src/"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
