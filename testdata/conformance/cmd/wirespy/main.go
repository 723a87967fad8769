// Command wirespy is a client of BuildKit that records each packet it sends. It builds what buildx would build, without
// an output, and prints the transfers as gob, which leaves names as they are.
//
//	wirespy -addr unix://SOCKET -key KEY [-f FILE] [--target STAGE] [--build-arg KEY=VALUE] [--build-context NAME=DIR]
//	        [--platform LIST] DIR
package main

import (
	"context"
	"encoding/gob"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/client"
	"github.com/moby/buildkit/session"
	_ "github.com/moby/buildkit/util/grpcutil/encoding/proto" // buildx takes names that are not UTF-8
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "wirespy:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var b build
	addr := flag.String("addr", "", "address of buildkitd")
	key := flag.String("key", "", "key of the cache: a new one makes the transfers cold")
	flag.StringVar(&b.file, "f", "", "the Dockerfile")
	flag.StringVar(&b.target, "target", "", "the stage to build")
	flag.StringVar(&b.platform, "platform", "", "the platforms")
	flag.Func("build-arg", "a build argument", b.args.add)
	flag.Func("build-context", "a named context", b.contexts.add)
	flag.Parse()
	b.dir = flag.Arg(0)
	spy, attrs, err := b.prepare()
	if err != nil {
		return err
	}
	c, err := client.New(ctx, *addr)
	if err != nil {
		return err
	}
	defer c.Close()
	// A build that fails has transfers too; buildx tells how it failed.
	if _, err := c.Solve(ctx, nil, client.SolveOpt{
		Frontend: "dockerfile.v0", FrontendAttrs: attrs, Session: []session.Attachable{spy}, SharedKey: *key,
	}, nil); err != nil {
		fmt.Fprintln(os.Stderr, "wirespy:", err)
	}
	return gob.NewEncoder(os.Stdout).Encode(spy.recorded())
}

// pairs are values of a flag of the form KEY=VALUE, in order.
type pairs [][2]string

func (p *pairs) add(value string) error {
	k, v, found := strings.Cut(value, "=")
	if !found {
		v = os.Getenv(k)
	}
	*p = append(*p, [2]string{k, v})
	return nil
}
