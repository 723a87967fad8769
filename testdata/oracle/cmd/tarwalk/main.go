// Command tarwalk packs a directory as the client of the classic builder does,
// with go-archive, throws the archive away and prints its size. It is a peer in
// the benchmark of testdata/bench.
//
//	tarwalk DIR [IGNOREFILE]
package main

import (
	"fmt"
	"io"
	"os"

	archive "github.com/moby/go-archive"
	"github.com/moby/go-archive/compression"
	"github.com/moby/patternmatcher/ignorefile"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fmt.Fprintln(os.Stderr, "usage: tarwalk DIR [IGNOREFILE]")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "tarwalk:", err)
		os.Exit(3)
	}
}

func pack(dir string, ignoreFiles []string) error {
	options := archive.TarOptions{Compression: compression.None, ChownOpts: &archive.ChownOpts{}}
	for _, name := range ignoreFiles {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if options.ExcludePatterns, err = ignorefile.ReadAll(f); err != nil {
			return err
		}
	}
	tar, err := archive.TarWithOptions(dir, &options)
	if err != nil {
		return err
	}
	defer tar.Close()
	n, err := io.Copy(io.Discard, tar)
	if err != nil {
		return err
	}
	fmt.Println(n, "bytes")
	return nil
}
