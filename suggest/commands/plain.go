package commands

import (
	"path"
	"slices"
	"strings"
)

// IsPlain reports whether all commands of a RUN are plain.
func (run *Run) IsPlain() bool {
	return !slices.ContainsFunc(run.Commands, func(c string) bool { return !plain(c) })
}

// compiling are the subcommands that compile and run nothing else.
var compiling = map[string][]string{
	"go":    {"build", "install", "mod", "vet", "get", "env", "version", "list", "clean", "fmt"},
	"cargo": {"build", "install", "fetch", "check", "clippy", "chef", "update", "vendor", "fmt", "clean"},
}

// plainly are commands that need no file of the build context, or do nothing
// with those that they are not told of.
var plainly = map[string]bool{
	"mkdir": true, "rm": true, "ls": true, "cd": true, "echo": true, "chmod": true, "touch": true, "test": true, "[": true,
	"curl": true, "wget": true, "printf": true, "set": true, "export": true, "true": true, "adduser": true, "addgroup": true,
	"useradd": true, "groupadd": true, "update-ca-certificates": true, "rustup": true, "git": true, "uname": true, "date": true,
	"strip": true, "upx": true,
}

// Compiles reports whether a program compiles, or runs nothing but what
// compiles.
func Compiles(program string) bool { return compiling[program] != nil }

// plain reports whether a command is known to use no dependencies of another
// language. Pieces of a command that stood in quotes are flags or values.
func plain(command string) bool {
	words := strings.Fields(command)
	for len(words) > 0 && strings.Contains(words[0], "=") {
		words = words[1:]
	}
	if len(words) == 0 || words[0][0] == '-' || InstallsSystemPackages(strings.Join(words, " ")) {
		return true
	}
	if Prunes(words) || installsTool(words) {
		return true
	}
	program := path.Base(words[0])
	if subcommands, ok := compiling[program]; ok {
		return len(words) > 1 && slices.Contains(subcommands, words[1])
	}
	return plainly[program]
}

// Prunes reports whether a command copies sources of a workspace, and nothing
// that git ignores (turbo prune).
func Prunes(words []string) bool {
	at := slices.Index(words, "turbo")
	return at >= 0 && at < len(words)-1 && words[at+1] == "prune"
}

// installsTool reports whether a command installs a tool for all projects.
func installsTool(words []string) bool {
	switch words[0] {
	case "corepack":
		return true
	case "npm", "pnpm", "yarn":
		return slices.Contains(words, "-g") || slices.Contains(words, "--global") || slices.Contains(words, "global")
	}
	return false
}
