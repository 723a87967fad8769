package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// commits makes a repository of five hundred files in which each commit changes some.
func commits(m *maker, dir string, size int) {
	m.write(filepath.Join(dir, "Dockerfile"), "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n")
	m.write(filepath.Join(dir, "package.json"), "{}")
	m.repository(dir, func(w *bufio.Writer) {
		for n := range size {
			commit(w, n)
			for k := range 1 + n%4 {
				fmt.Fprintf(w, "M 100644 inline src/module-%d/file-%d.js\ndata %d\n%06d\n", n%50, (n+k)%10, 6, n)
			}
		}
	})
	m.do(func() error { return git(dir, nil, "reset", "-q", "--hard") })
}

// tracked makes a repository that tracks so many files, none of which changed. What git
// does not track lies beside it.
func tracked(m *maker, dir string, size int) {
	const each = 500
	m.repository(dir, func(w *bufio.Writer) {
		commit(w, 0)
		fmt.Fprint(w, "M 100644 inline .gitignore\ndata 5\n*.log\n")
		for n := range size {
			fmt.Fprintf(w, "M 100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 src/package-%d/file-%d\n", n/each, n%each)
		}
	})
	m.do(func() error { return git(dir, nil, "read-tree", "HEAD") })
	m.dockerfile(dir)
	m.write(filepath.Join(dir, ".gitignore"), "*.log\n")
	for n := 0; n < size; n += each {
		m.files(filepath.Join(dir, fmt.Sprintf("src/package-%d", n/each)), min(each, size-n))
	}
	for n := range 100 {
		m.write(filepath.Join(dir, fmt.Sprintf("src/package-%d/a.log", n)), "x")
	}
}

func commit(w io.Writer, n int) {
	fmt.Fprintf(w, "commit refs/heads/main\ncommitter A <a@example.com> %d +0000\ndata 1\nx\n", 1_700_000_000+n)
}

// repository makes one of what fast-import is told.
func (m *maker) repository(dir string, tell func(*bufio.Writer)) {
	m.do(func() error {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := git(dir, nil, "init", "-q", "-b", "main"); err != nil {
			return err
		}
		if err := git(dir, func(io.Writer) error { return nil }, "hash-object", "-w", "--stdin"); err != nil {
			return err // the empty file
		}
		return git(dir, func(to io.Writer) error {
			w := bufio.NewWriterSize(to, 1<<20)
			tell(w)
			return w.Flush()
		}, "fast-import", "--quiet")
	})
}

// git runs git without what the user has configured.
func git(dir string, in func(io.Writer) error, args ...string) error {
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	cmd.Stderr = os.Stderr
	if in == nil {
		return cmd.Run()
	}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	told := in(pipe)
	pipe.Close()
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	return told
}
