package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// oneDirectory refuses more than one argument. Whoever puts buildctx in the
// place of "docker" rather than of "docker build" is told.
func oneDirectory(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) < 2:
		return nil
	case args[0] == "build", args[0] == "buildx":
		return usagef("there is no command %s: buildctx stands in the place of \"docker build\" (%s %s)", args[0], cmd.CommandPath(), args[len(args)-1])
	}
	return usagef("one directory at a time: %q and %q are two", args[0], args[1])
}

// addDockerFlags accepts the flags of "docker build" and "docker buildx
// build" that do not matter to the build context, so that a command line can
// be used as it is.
func addDockerFlags(f *pflag.FlagSet) {
	text := []string{
		"add-host", "allow", "annotation", "attest", "cache-from", "cache-to", "call", "cgroup-parent", "cpu-period",
		"cpu-quota", "cpuset-cpus", "cpuset-mems", "iidfile", "isolation", "label", "memory-swap", "metadata-file",
		"invoke", "network", "no-cache-filter", "root", "server-config", "policy", "progress", "secret", "security-opt", "shm-size", "ssh", "ulimit",
	}
	short := map[string]string{"output": "o", "tag": "t", "cpu-shares": "c", "memory": "m"}
	yes := []string{
		"check", "compress", "detach", "disable-content-trust", "force-rm", "load", "no-cache", "pull", "push", "rm", "squash",
	}
	shortYes := map[string]string{"debug": "D", "quiet": "q"}
	for _, name := range text {
		f.StringArray(name, nil, "")
	}
	for name, letter := range short {
		f.StringArrayP(name, letter, nil, "")
		text = append(text, name)
	}
	for _, name := range yes {
		f.Bool(name, false, "")
	}
	for name, letter := range shortYes {
		f.BoolP(name, letter, false, "")
		yes = append(yes, name)
	}
	// These two take a value or stand alone.
	for _, name := range []string{"provenance", "sbom"} {
		f.String(name, "", "")
		f.Lookup(name).NoOptDefVal = "true"
		text = append(text, name)
	}
	for _, name := range append(text, yes...) {
		f.Lookup(name).Hidden = true
	}
}
