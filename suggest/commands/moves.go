package commands

import (
	"path"
	"strings"
)

// A Move is what a command takes from one place to another, a copy or a link as
// well.
type Move struct{ From, To string }

// movers are the programs whose last word is where they put what the others
// name.
var movers = map[string]bool{"cp": true, "mv": true, "ln": true, "rsync": true}

// Moves is what the commands of a RUN move and copy from one absolute path to
// another, as far as it is named. The RUN works in a directory that is empty
// where it is not known.
func (run *Run) Moves(dir string) (out []Move) {
	for _, command := range run.Commands {
		words := strings.Fields(command)
		for len(words) > 0 && IsWrapper(words[0]) {
			words = words[1:]
		}
		if len(words) == 2 && words[0] == "cd" {
			dir = absolute(dir, words[1])
		}
		if len(words) < 3 || !movers[path.Base(words[0])] {
			continue
		}
		from, to := operands(words[1:])
		if to = absolute(dir, to); to == "" {
			continue
		}
		for _, name := range from {
			if name = absolute(dir, name); name != "" {
				out = append(out, Move{name, to})
			}
		}
	}
	return out
}

// operands are what such a program is given, without its flags.
func operands(words []string) (from []string, to string) {
	for k, word := range words {
		switch {
		case strings.HasPrefix(word, "--target-directory="):
			_, to, _ = strings.Cut(word, "=")
		case k > 0 && words[k-1] == "-t":
			to = word
		case !strings.HasPrefix(word, "-"):
			from = append(from, word)
		}
	}
	if to == "" && len(from) > 0 {
		from, to = from[:len(from)-1], from[len(from)-1]
	}
	return from, to
}

// absolute is a path as seen from a directory; empty where it is not known.
func absolute(dir, name string) string {
	switch {
	case name == "" || strings.ContainsAny(name, "$~{"):
		return ""
	case path.IsAbs(name):
		return path.Clean(name)
	case dir == "":
		return ""
	}
	return path.Join(dir, name)
}
