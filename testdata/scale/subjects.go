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

// A command is what is measured, with its marks: the wall time in units of the base, of
// the full size and of the short form, and the memory in bytes for each unit beyond what a
// run takes that has next to nothing to do. They are such that what is twice as much as now
// is above them, and what a busy machine does is below.
type command struct {
	args        string
	wall, short float64
	memory      float64
}

const check = "check --max-size 1TB"

// subjects are what is measured.
func subjects() []subject {
	return []subject{
		{
			"entries", "entry", 5_000_000, entries, floor, "the floor",
			[]command{{check, 3, 4, 230}, {"analyze", 4, 5.5, 230}, {"suggest", 4, 5.5, 230}, {"lint", 4, 5.5, 230}},
		},
		{
			"flat", "entry", 1_000_000, flat, floor, "the floor",
			[]command{{check, 4, 5, 250}, {"analyze", 6, 7, 330}, {"suggest", 5, 5, 330}, {"lint", 5, 5, 350}},
		},
		{
			"sparse", "GB", 200, sparse, idle, "suggest of ten small files",
			[]command{{check, 2, 2, 200e3}, {"analyze", 3, 3, 200e3}, {"suggest", 3, 3, 200e3}, {"lint", 3, 3, 200e3}},
		},
		{
			"deep", "level", 10_000, deep, floor, "the floor",
			[]command{{check, 4, 8, 25e3}, {"analyze", 5, 12, 30e3}, {"suggest", 5, 12, 25e3}, {"lint", 5, 12, 25e3}},
		},
		{
			"rules", "rule", 50_000, rules, without, "check without rules",
			[]command{{check, 9, 4, 3000}, {"analyze", 26, 7, 7000}, {"suggest", 20, 11, 9000}, {"lint", 45, 10, 12e3}},
		},
		{
			"dockerfiles", "Dockerfile", 1000, dockerfiles, without, "check of one",
			[]command{{check, 3, 3, 20e3}, {"analyze", 90, 14, 200e3}, {"suggest", 90, 14, 200e3}, {"lint", 90, 14, 200e3}},
		},
		{
			"commits", "commit", 10_000, commits, history, "git log -n 200",
			[]command{{"analyze", 9, 10, 8000}, {"suggest", 9, 10, 8000}, {"lint", 9, 10, 8000}},
		},
		{
			"tracked", "file", 1_000_000, tracked, listing, "the floor and git ls-files",
			[]command{{check, 3, 3, 260}, {"analyze", 5, 5.5, 1100}, {"suggest", 4, 4, 1100}, {"lint", 4, 4, 1100}},
		},
	}
}

func floor(p *programs, dir string) [][]string { return [][]string{{p.floor, dir, "2"}} }

func without(p *programs, dir string) [][]string {
	return [][]string{{p.buildctx, "check", "--max-size", "1TB", "--ignore-file", p.empty, dir}}
}

// idle is a run that has next to nothing to do. How many gigabytes lie there is to make no
// difference to what takes a few milliseconds, most of which are the start of a process.
func idle(p *programs, _ string) [][]string { return [][]string{{p.buildctx, "suggest", p.small}} }

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
