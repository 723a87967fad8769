package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestWritersAtOnce has several commands write the same ignore file at the same time. It is always what one of them
// meant, the others say that it changed, and nothing lies beside it.
func TestWritersAtOnce(t *testing.T) {
	dir := t.TempDir()
	const before = ".git\nnode_modules  # npm\n*.log\n*.log\n"
	path := filepath.Join(dir, ".dockerignore")
	for name, text := range map[string]string{
		"Dockerfile": "FROM node\nCOPY package.json /\nRUN npm ci\nCOPY . /\n", "package.json": "{}", "web/node_modules/a/i.js": "x", "web/package.json": "{}", "web/a.log": "x",
	} {
		put(t, filepath.Join(dir, name), text)
	}
	program := programOf(t)
	commands := []string{"suggest --write", "lint --fix", "lint --unsafe-fixes", "suggest --mode allow --write"}
	meant := []string{before}
	for n := 0; n < len(meant); n++ { // each after each other, in any order
		for _, line := range commands {
			put(t, path, meant[n])
			_ = exec.Command(program, append(strings.Fields(line), dir)...).Run()
			after, err := os.ReadFile(path)
			check(t, err)
			if !slices.Contains(meant, string(after)) {
				meant = append(meant, string(after))
			}
		}
	}
	for range 15 {
		put(t, path, before)
		var all sync.WaitGroup
		for _, line := range commands {
			all.Go(func() { writesOrSays(t, program, dir, strings.Fields(line)) })
		}
		all.Wait()
		after, err := os.ReadFile(path)
		if err != nil || !slices.Contains(meant, string(after)) {
			t.Errorf("nobody meant %q, %v", after, err)
		}
		if left, _ := filepath.Glob(path + "?*"); len(left) > 0 {
			t.Errorf("left: %q", left)
		}
	}
}

// writesOrSays runs a command that writes, or says why not.
func writesOrSays(t *testing.T, program, dir string, args []string) {
	cmd := exec.Command(program, append(args, dir)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	_ = cmd.Run()
	switch status := cmd.ProcessState.ExitCode(); {
	case status == 0, status == 1:
	case status == 3 && strings.Contains(said.String(), "it changed since it was read, and nothing was written"):
	case status == 3 && strings.Contains(said.String(), ".dockerignore is written, but does not do what was said: "):
	default:
		t.Errorf("%q: status %d, %s", args, status, said.String())
	}
}
