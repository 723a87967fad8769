package harness

// A Command is one that is tried.
type Command struct {
	Args []string
	// Input is what somebody types.
	Input string
	// Writes is the file that it writes, in the project; empty if it only reads.
	Writes string
}

// Output is the file that a command is told to write.
const Output = "proposal"

// Reading are the commands that write nothing.
func Reading() []Command {
	return commands("", "",
		[]string{"analyze"}, []string{"analyze", "--format", "json"}, []string{"analyze", "--builder", "classic"},
		[]string{"ls"}, []string{"ls", "--builder", "buildah"}, []string{"explain", "src/a.js"}, []string{"check", "--max-size", "1GB"},
		[]string{"suggest"}, []string{"suggest", "--mode", "allow"},
		[]string{"lint"}, []string{"lint", "--builder", "all"}, []string{"lint", "--format", "sarif"}, []string{"lint", "--unsafe-fixes", "--diff"},
	)
}

// Writing are those that write.
func Writing() []Command {
	all := commands(IgnoreFile, "",
		[]string{"suggest", "--write"}, []string{"suggest", "--tidy", "--write"}, []string{"suggest", "--mode", "allow", "--write"},
		[]string{"lint", "--fix"}, []string{"lint", "--unsafe-fixes"},
	)
	all = append(all, commands(IgnoreFile, "a\ny\n", []string{"suggest", "-i"})...)
	return append(all, commands(Output, "", []string{"suggest", "-o", Output})...)
}

func commands(writes, input string, lines ...[]string) (out []Command) {
	for _, args := range lines {
		out = append(out, Command{Args: args, Input: input, Writes: writes})
	}
	return out
}
