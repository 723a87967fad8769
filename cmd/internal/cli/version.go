package cli

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: p.run(func(context.Context, []string) error {
			_, err := fmt.Fprintf(p.streams.Out, "buildctx %s\n", version())
			return err
		}),
	}
}

// version is what the Go tool recorded: the module's version, or the commit
// of a working copy.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
