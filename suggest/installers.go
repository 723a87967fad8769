package suggest

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/catalog"
)

// An installer is a command that fetches what a project depends on, and needs
// nothing for it but the manifests of the project.
type installer struct {
	commands []string
	bare     []string // programs that do so without a subcommand
	// flags are those of which one is needed; without one the command also
	// installs or starts the project itself.
	flags []string
	// modules are the names of the manifests that people write, others those
	// of lock files and settings. Further files that it may read have names in
	// more, or lie in one of dirs.
	modules, others, more, dirs []string
	// reads are texts in a manifest that may make the command read more.
	reads []string
	// many are texts in a manifest, and workspaces are names beside it, that
	// tell of further manifests below.
	many, workspaces []string
}

// installers are all installers.
var installers = []*installer{
	{
		commands: []string{"npm ci", "npm install", "npm i", "npm clean-install", "yarn install", "pnpm install", "pnpm i", "bun install", "bun i"}, bare: []string{"yarn"},
		modules: []string{"package.json"},
		others: []string{
			"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "pnpm-workspace.yaml", "bun.lock", "bun.lockb",
			".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs",
		},
		dirs: []string{".yarn"},
		reads: []string{
			`"preinstall"`, `"install"`, `"postinstall"`, `"prepublish"`, `"preprepare"`, `"prepare"`, `"postprepare"`,
			`"file:`, `"link:`, `"portal:`, `"patch:`, "patch-package", "patchedDependencies",
		},
		many: []string{`"workspaces"`}, workspaces: []string{"pnpm-workspace.yaml"},
	},
	{commands: []string{"pip install", "pip3 install"}, more: []string{"*requirements*.txt", "*constraints*.txt"}, dirs: []string{"requirements"}, reads: []string{"\n-r", "\n-c", "\n-e", "\n--requirement", "\n--constraint", "\n--editable", "\n.", "\n/", "file:"}},
	{commands: []string{"poetry install"}, flags: []string{"--no-root"}, modules: []string{"pyproject.toml"}, others: []string{"poetry.lock", "poetry.toml"}, reads: []string{"path =", "path="}},
	{commands: []string{"uv sync"}, flags: []string{"--no-install-project", "--no-install-workspace", "--no-install-local"}, modules: []string{"pyproject.toml"}, others: []string{"uv.lock", "uv.toml", ".python-version"}, reads: []string{"path =", "path=", "[tool.uv.workspace]"}},
	{commands: []string{"pdm install", "pdm sync"}, flags: []string{"--no-self"}, modules: []string{"pyproject.toml"}, others: []string{"pdm.lock", "pdm.toml"}, reads: []string{"path =", "path=", "file:"}},
	{commands: []string{"pipenv install", "pipenv sync"}, modules: []string{"Pipfile"}, others: []string{"Pipfile.lock"}, reads: []string{"path =", "path=", "file ="}},
	{commands: []string{"go mod download"}, modules: []string{"go.mod"}, others: []string{"go.sum", "go.work", "go.work.sum"}, many: []string{"=> ./", "=> ../"}, workspaces: []string{"go.work"}},
	{commands: []string{"bundle install"}, bare: []string{"bundle"}, modules: []string{"Gemfile", "gems.rb"}, others: []string{"Gemfile.lock", "gems.locked", ".ruby-version", ".tool-versions"}, reads: []string{"gemspec", "path:", "path ", ":path", "require_relative", "eval_gemfile", "instance_eval", "File.", "Dir"}},
	{commands: []string{"composer install", "composer i"}, flags: []string{"--no-scripts"}, modules: []string{"composer.json"}, others: []string{"composer.lock", "auth.json", "symfony.lock"}, reads: []string{`"classmap"`, `"path"`}},
	{commands: []string{"mix deps.get"}, modules: []string{"mix.exs"}, others: []string{"mix.lock"}, reads: []string{"path:", "File.", "Code."}, many: []string{"apps_path"}},
	{commands: []string{"dependency:go-offline", "dependency:resolve"}, modules: []string{"pom.xml"}, others: []string{"mvnw"}, dirs: []string{".mvn"}, reads: []string{"systemPath"}, many: []string{"<modules>"}},
	{commands: []string{"gradle dependencies", "gradlew dependencies"}, modules: []string{"build.gradle*"}, others: []string{"settings.gradle*", "gradle.properties", "gradle.lockfile", "gradlew", "libs.versions.toml"}, dirs: []string{"gradle", "buildSrc"}, reads: []string{"apply from", "includeBuild", "apply(from"}, workspaces: []string{"settings.gradle*"}},
	{commands: []string{"dotnet restore"}, modules: []string{"*.csproj", "*.fsproj", "*.vbproj"}, others: []string{"*.sln", "*.slnx", "*.props", "*.targets", "packages.lock.json", "nuget.config", "NuGet.config", "NuGet.Config", "global.json"}, many: []string{"<ProjectReference"}, workspaces: []string{"*.sln", "*.slnx"}},
	{commands: []string{"dart pub get", "flutter pub get"}, modules: []string{"pubspec.yaml"}, others: []string{"pubspec.lock", "pubspec_overrides.yaml"}, reads: []string{"path:", "workspace:"}},
}

// of is the installer that a command is; nil for any other.
func (i *installer) of(command string) *installer {
	m := maker{catalog.Install{Commands: i.commands, Bare: i.bare}}
	words := strings.Fields(command)
	switch phrase := m.in(command, m.Commands); {
	case phrase == "":
		return nil
	case len(i.flags) > 0 && !slices.ContainsFunc(i.flags, func(flag string) bool { return slices.Contains(words, flag) }):
		return nil
	case len(i.flags) == 0 && phrase != "dotnet restore" && builds(command):
		return nil
	case phrase == "pip install" || phrase == "pip3 install":
		return i.naming(words)
	}
	return i
}

// naming is pip with the manifests that a command names; nil where it installs
// the project, too.
func (i *installer) naming(words []string) *installer {
	out := *i
	for k, word := range words {
		if word == "-e" || word == "--editable" || word[0] == '.' && (k == 0 || words[k-1][0] != '-') {
			return nil
		}
		for _, flag := range []string{"--requirement", "--constraint", "-r", "-c"} {
			rest, found := strings.CutPrefix(word, flag)
			if !found {
				continue
			}
			if rest == "" && k+1 < len(words) {
				rest = words[k+1]
			}
			out.modules = append(out.modules, path.Base(strings.TrimPrefix(rest, "=")))
			break
		}
	}
	return &out
}

// manifest reports whether the installer may read a file.
func (i *installer) manifest(name string) bool {
	dir, base := path.Split(name)
	return like(base, i.modules) || like(base, i.others) || like(base, i.more) ||
		len(i.dirs) > 0 && slices.ContainsFunc(components(dir), func(c string) bool { return slices.Contains(i.dirs, c) })
}

// like reports whether a name is one of those named, or fits a pattern with
// stars among them.
func like(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if name == pattern || strings.IndexByte(pattern, '*') < 0 {
			return name == pattern
		}
		ok, err := path.Match(pattern, name)
		return ok && err == nil
	})
}

// installs is what a RUN installs with; nil where it does something else, too,
// that may need any file.
func (line *runLine) installs() *installer {
	var found *installer
	for _, command := range line.commands {
		command = unwrapped(command)
		var is *installer
		for _, i := range installers {
			if is = i.of(command); is != nil {
				break
			}
		}
		switch {
		case is != nil && found == nil:
			found = is
		case is != nil || command != "" && !needless(command):
			return nil
		}
	}
	return found
}

// unwrapped is a command without the variables and words before it.
func unwrapped(command string) string {
	words := strings.Fields(command)
	for len(words) > 0 && (wrappers[words[0]] || words[0][0] != '-' && strings.Contains(words[0], "=")) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// needless reports whether a command needs no file of the build context: it
// is plain and compiles nothing, looks after a package manager, or installs
// packages by name.
func needless(command string) bool {
	words := strings.Fields(command)
	program := path.Base(words[0])
	switch {
	case compiling[program] != nil:
		return false
	case plain(command), program == "corepack", strings.Contains(words[0], "://"):
		return true
	case len(words) > 1 && managers[program] && slices.Contains([]string{"cache", "config", "set", "--version", "-v"}, words[1]):
		return true
	}
	for _, phrase := range []string{"pip install", "pip3 install", "npm install", "npm i", "gem install"} {
		if after, ok := cutWords(command, phrase); ok {
			return phrase == "gem install" || !ofProject(phrase, after) && !strings.Contains(after, "/")
		}
	}
	return false
}

// managers are package managers.
var managers = map[string]bool{
	"npm": true, "yarn": true, "pnpm": true, "bun": true, "pip": true, "pip3": true, "uv": true, "poetry": true, "pdm": true, "bundle": true, "composer": true, "mix": true,
}
