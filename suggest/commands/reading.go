package commands

import (
	"path"
	"slices"
	"strings"
)

// handling are programs that do with files what they are told, and look into
// none.
var handling = map[string]bool{
	"chown": true, "chgrp": true, "cp": true, "mv": true, "ln": true, "install": true, "id": true, "sleep": true, "cat": true, "tee": true,
	"which": true, "command": true, "usermod": true, "groupmod": true, "getent": true, "locale-gen": true, "ldconfig": true, "gpg": true,
	"apt-key": true, "sha256sum": true, "tar": true, "unzip": true, "stat": true, "du": true, "whoami": true, "pwd": true, "exit": true, ":": true,
}

// ReadsSources reports whether a RUN may read any file of a project, as
// bundlers and most compilers do. Those of Go and Rust read what their sources
// embed, and installers what they are made for.
func (run *Run) ReadsSources() bool {
	return slices.ContainsFunc(run.Commands, func(command string) bool {
		command = unwrapped(command)
		if command == "" || handling[path.Base(strings.Fields(command)[0])] || plain(command) || needless(command) {
			return false
		}
		return !slices.ContainsFunc(Installers(), func(i *Installer) bool { return i.of(command) != nil })
	})
}

// CompilesProgram reports whether a RUN has the compiler of Go or Rust make a
// program.
func (run *Run) CompilesProgram(compiler string) bool {
	return slices.ContainsFunc(run.Commands, func(command string) bool {
		words := strings.Fields(unwrapped(command))
		return len(words) > 1 && path.Base(words[0]) == compiler && slices.Contains([]string{"build", "install", "run", "test", "check"}, words[1])
	})
}
