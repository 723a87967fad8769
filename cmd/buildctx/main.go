// Command buildctx shows what a container build really sends to the builder,
// and writes an ignore file that is verified to keep what the Dockerfile needs.
package main

import (
	"os"

	"github.com/buildctx/buildctx/cmd/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
