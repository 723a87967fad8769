package commands

import "strings"

// A Run is what a RUN has the shell run.
type Run struct {
	// Commands are the commands, one after the other.
	Commands []string
	// Text is all of it, on lines that go on joined into one.
	Text string
}

// NewRun takes the text of a RUN apart.
func NewRun(text string) Run {
	run := Run{Text: strings.ReplaceAll(text, "\\\n", " ")}
	for command := range strings.FieldsFuncSeq(run.Text, separates) {
		if command = strings.TrimSpace(command); command != "" && command[0] != '#' {
			run.Commands = append(run.Commands, command)
		}
	}
	return run
}

// separates reports whether a character separates the commands of a shell line,
// those inside quotes too.
func separates(r rune) bool { return strings.ContainsRune(";|&\n`()\"'", r) }

// wrappers are words that stand before a command.
var wrappers = map[string]bool{
	"sudo": true, "exec": true, "time": true, "env": true, "if": true, "then": true, "do": true, "else": true,
	"!": true, "{": true, "sh": true, "bash": true, "-c": true, "$": true,
}

// IsWrapper reports whether a word stands before a command, as sudo does.
func IsWrapper(word string) bool { return wrappers[word] }

// InstallsSystemPackages reports whether a command installs packages of the
// system.
func InstallsSystemPackages(command string) bool {
	for _, manager := range []string{"apt-get ", "apt ", "apk ", "yum ", "dnf ", "microdnf ", "zypper ", "pacman "} {
		if strings.HasPrefix(command, manager) {
			return true
		}
	}
	return false
}
