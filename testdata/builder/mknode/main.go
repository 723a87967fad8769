// Mknode makes what the shell cannot make on every machine: a socket that nobody listens to, an extended attribute.
//
//	mknode [-C DIR] socket PATH
//	mknode [-C DIR] xattr PATH NAME HEX
//	mknode [-C DIR] lxattr LINK NAME HEX     of the link itself
package main

import (
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
)

func main() {
	dir := flag.String("C", ".", "change to this directory first")
	flag.Parse()
	if err := run(*dir, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mknode:", err)
		os.Exit(1)
	}
}

func run(dir string, args []string) error {
	// The address of a socket is at most some hundred bytes long, so it has to be a relative one.
	if err := os.Chdir(dir); err != nil {
		return err
	}
	switch {
	case len(args) == 2 && args[0] == "socket":
		return socket(args[1])
	case len(args) == 4 && (args[0] == "xattr" || args[0] == "lxattr"):
		value, err := hex.DecodeString(args[3])
		if err != nil {
			return err
		}
		if args[0] == "lxattr" {
			return lsetxattr(args[1], args[2], value)
		}
		return setxattr(args[1], args[2], value)
	}
	return errors.New("usage: mknode [-C DIR] socket PATH | xattr PATH NAME HEX | lxattr LINK NAME HEX")
}

func socket(path string) error {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return l.Close()
}
