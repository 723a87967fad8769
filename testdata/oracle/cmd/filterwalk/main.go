// Command filterwalk walks a directory as the client of BuildKit does, with
// the filter of fsutil, and prints how many entries it would send. It is a peer
// in the benchmark of testdata/bench.
//
//	filterwalk DIR [IGNOREFILE]
package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fmt.Fprintln(os.Stderr, "usage: filterwalk DIR [IGNOREFILE]")
		os.Exit(2)
	}
	if err := walk(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "filterwalk:", err)
		os.Exit(3)
	}
}

func walk(dir string, ignoreFiles []string) error {
	var options fsutil.FilterOpt
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
	all, err := fsutil.NewFS(dir)
	if err != nil {
		return err
	}
	filtered, err := fsutil.NewFilterFS(all, &options)
	if err != nil {
		return err
	}
	entries, bytes := 0, int64(0)
	err = filtered.Walk(context.Background(), "", func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info() // the client sends the status of every entry
		if err != nil {
			return err
		}
		entries++
		bytes += info.Size()
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Println(entries, "entries,", bytes, "bytes")
	return nil
}
