package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// A subject is something that there is a great deal of.
type subject struct {
	name, unit string
	size       int
	make       func(m *maker, dir string, size int)
	base       func(p *programs, dir string) [][]string // all of which count together
	against    string                                   // what base is
	commands   []command
}

// A command is what is measured, with its marks: the wall time in units of the base, and
// the memory in bytes for each unit beyond what a run takes that has next to nothing to do.
// Both are such that what is twice as much as now is above them, in the short form, too.
type command struct {
	args   string
	wall   float64
	memory float64
}

// subjects are what is measured. Beside the marks is what was measured when they were set.
func subjects() []subject {
	return []subject{
		{
			"entries", "entry", 5_000_000, entries, floor, "the floor",
			[]command{{"check --max-size 1TB", 3, 200}, {"analyze", 3, 200}, {"suggest", 3, 200}, {"lint", 3, 200}},
		},
		{
			"flat", "entry", 1_000_000, flat, floor, "the floor",
			[]command{{"check --max-size 1TB", 3, 300}, {"analyze", 3, 300}, {"suggest", 3, 300}, {"lint", 3, 300}},
		},
		{
			"sparse", "GB", 200, sparse, floor, "the floor",
			[]command{{"check --max-size 1TB", 50, 0}, {"analyze", 50, 0}, {"suggest", 50, 0}, {"lint", 50, 0}},
		},
		{
			"deep", "level", 10_000, deep, floor, "the floor",
			[]command{{"check --max-size 1TB", 20, 0}, {"analyze", 20, 0}, {"suggest", 20, 0}, {"lint", 20, 0}},
		},
		{
			"rules", "rule", 50_000, rules, without, "check without rules",
			[]command{{"check --max-size 1TB", 20, 0}, {"analyze", 20, 0}, {"suggest", 20, 0}, {"lint", 20, 0}},
		},
		{
			"dockerfiles", "Dockerfile", 1000, dockerfiles, without, "check of one",
			[]command{{"check --max-size 1TB", 20, 0}, {"analyze", 20, 0}, {"suggest", 20, 0}, {"lint", 20, 0}},
		},
		{
			"commits", "commit", 10_000, commits, history, "git log -n 200",
			[]command{{"analyze", 20, 0}, {"suggest", 20, 0}, {"lint", 20, 0}},
		},
		{
			"tracked", "file", 1_000_000, tracked, listing, "the floor and git ls-files",
			[]command{{"check --max-size 1TB", 20, 0}, {"analyze", 20, 0}, {"suggest", 20, 0}, {"lint", 20, 0}},
		},
	}
}

func floor(p *programs, dir string) [][]string { return [][]string{{p.floor, dir, "2"}} }

func without(p *programs, dir string) [][]string {
	return [][]string{{p.buildctx, "check", "--max-size", "1TB", "--ignore-file", p.empty, dir}}
}

func history(_ *programs, dir string) [][]string {
	return [][]string{{"git", "-C", dir, "log", "--first-parent", "--name-only", "-n", "200", "--", "."}}
}

func listing(p *programs, dir string) [][]string {
	return append(floor(p, dir), []string{"git", "-C", dir, "ls-files", "-z", "--stage"})
}

// entries makes files of a thousand in each directory, with a thousand directories in each
// of those above.
func entries(m *maker, dir string, size int) {
	m.dockerfile(dir)
	for n := 0; n < size; n += 1000 {
		m.files(filepath.Join(dir, fmt.Sprintf("part-%d", n/1_000_000), fmt.Sprintf("package-%03d", n/1000%1000)), min(1000, size-n))
	}
}

func flat(m *maker, dir string, size int) {
	m.dockerfile(dir)
	m.files(filepath.Join(dir, "images"), size)
}

// sparse makes files of a gigabyte each that take no space.
func sparse(m *maker, dir string, size int) {
	m.dockerfile(dir)
	for n := range size {
		m.hollow(filepath.Join(dir, "data", fmt.Sprintf("%d.bin", n)), 1e9)
	}
}

// deep makes a chain of directories, each with a file beside the next.
func deep(m *maker, dir string, size int) {
	m.dockerfile(dir)
	m.chain(dir, size)
}

// rules makes an ignore file: names that are there and names that are not, patterns and
// exceptions.
func rules(m *maker, dir string, size int) {
	m.dockerfile(dir)
	var text strings.Builder
	for n := range size {
		fmt.Fprintf(&text, []string{"package-%d/file-3\n", "**/nowhere-%d\n", "src/*/x%d.log\n", "generated/%d/**\n", "!package-%d/file-4\n"}[n%5], n)
	}
	m.write(filepath.Join(dir, ".dockerignore"), text.String())
	for n := range 500 {
		m.files(filepath.Join(dir, fmt.Sprintf("package-%d", n)), 40)
	}
}

// dockerfiles makes Dockerfiles, each of which takes something else.
func dockerfiles(m *maker, dir string, size int) {
	m.dockerfile(dir)
	for n := range size {
		service := fmt.Sprintf("service-%d", n)
		m.files(filepath.Join(dir, service, "node_modules", "x"), 3)
		m.write(filepath.Join(dir, service, "package.json"), "{}")
		m.write(filepath.Join(dir, fmt.Sprintf("Dockerfile.%d", n)), fmt.Sprintf("FROM node:22 AS build\nWORKDIR /app\nCOPY %[1]s/package.json ./\nRUN npm ci\nCOPY %[1]s ./\nRUN npm run build\nFROM nginx\nCOPY --from=build /app/dist /srv\n", service))
	}
}
