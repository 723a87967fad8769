package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A started is what it costs to start: in milliseconds and megabytes, since
// that is what people and CI jobs notice.
type started struct {
	rows   []row
	binary float64 // MB
	tree   map[string]float64
}

const (
	versionRow    = "buildctx version"
	smallCheckRow = "buildctx check"
	startRounds   = 21
)

// start measures what hardly depends on the directory, with one of 200 files.
func (b *bencher) start(ctx context.Context, top string) (*started, error) {
	small := corpus{name: "small", what: "a project of 200 files", scale: 1, fill: (*maker).small}
	dir, err := small.make(ctx, top)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(b.buildctx)
	if err != nil {
		return nil, err
	}
	s := &started{binary: float64(info.Size()) / 1e6, tree: b.trees}
	s.rows = []row{
		{name: "true", args: []string{"/bin/true"}},
		{name: versionRow, args: []string{b.buildctx, "version"}},
		{name: smallCheckRow, args: []string{b.buildctx, "check", "--max-size", "1TB", dir}},
		{name: "buildctx analyze", args: []string{b.buildctx, "analyze", dir}},
	}
	for round := range startRounds + 1 { // the first one is to warm up
		for i := range s.rows {
			c, err := b.run(ctx, s.rows[i].args)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.rows[i].name, err)
			}
			if round > 0 {
				s.rows[i].costs = append(s.rows[i].costs, c)
			}
		}
	}
	fmt.Printf("start: %s, %d runs\n", small.what, startRounds)
	for i := range s.rows {
		fmt.Printf("%20s  %5.1f ms  %5.1f ms CPU\n", s.rows[i].name, s.rows[i].median(wall)/1e6, s.rows[i].median(cpu)/1e6)
	}
	fmt.Printf("%20s  %5.1f MB, stripped\n\n", "buildctx", s.binary)
	return s, nil
}

func (s *started) row(name string) *row {
	r := result{rows: s.rows}
	return r.row(name)
}

// printTree says how much of memory a directory takes once it has been read.
func (b *bencher) printTree(ctx context.Context, c corpus, dir string) error {
	out, err := exec.CommandContext(ctx, b.self, "-tree", dir).Output()
	if err != nil {
		return fmt.Errorf("measuring the Tree: %w", err)
	}
	bytes, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return err
	}
	b.trees[c.name] = bytes
	fmt.Printf("A Tree of %s keeps %.1f bytes an entry, names included.\n\n", c.name, bytes)
	return nil
}

// small makes a project.
func (m *maker) small(dir string) {
	m.mkdir(dir)
	m.dockerfile(dir)
	for i := range 20 {
		sub := filepath.Join(dir, fmt.Sprintf("package-%02d", i))
		m.mkdir(sub)
		for j := range 10 {
			m.file(filepath.Join(sub, fmt.Sprintf("file-%d.go", j)))
		}
	}
}
