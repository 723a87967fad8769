package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// A corpus is a tree that is the same whenever it is made.
type corpus struct {
	name, what string
	scale      float64
	fill       func(*maker, string)
	rules      []string // ignore files to measure with, besides lines
}

// corpora are what is measured.
func corpora(scale float64) []corpus {
	return []corpus{
		{"mono", "a JavaScript monorepo with dependencies, outputs and history", 3.2 * scale, (*maker).mono, []string{noRules, "10", "40-plain", "200"}},
		{"flat", "a dataset in five directories", scale, (*maker).flat, nil},
		{"deep", "chains of directories", scale, (*maker).deep, nil},
		{"million", "three and a half such monorepos", 10.6 * scale, (*maker).mono, []string{"40-plain"}},
	}
}

// lines is the ignore file that is measured with everywhere. It has an exception
// with a wildcard, so that no builder may leave out what is excluded.
const lines = "40"

// noRules is an ignore file without a line.
const noRules = "0"

// make returns the directory of the corpus, which is made unless a run before
// left it in top.
func (c corpus) make(ctx context.Context, top string) (string, error) {
	dir := filepath.Join(top, fmt.Sprintf("%s-%g", c.name, c.scale))
	complete := dir + ".complete"
	if _, err := os.Stat(complete); err == nil {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	m := &maker{rand: rand.New(rand.NewPCG(1, 2)), scale: c.scale, stopped: func() error { return context.Cause(ctx) }}
	m.mkdir(dir)
	c.fill(m, dir)
	if m.err != nil {
		return "", m.err
	}
	return dir, os.WriteFile(complete, nil, 0o644)
}

// A maker makes files of random names and sizes. The first error stays.
type maker struct {
	rand    *rand.Rand
	scale   float64
	stopped func() error // why to make no more
	err     error
}

// count is n at scale 1.
func (m *maker) count(n int) int { return max(1, int(math.Round(float64(n)*m.scale))) }

func (m *maker) mkdir(dir string) {
	if m.err == nil {
		m.err = m.stopped()
	}
	if m.err == nil {
		m.err = os.MkdirAll(dir, 0o755)
	}
}

// file makes a file that takes no space, of a size as sources have: half are
// below 1.3 kB, some are much larger.
func (m *maker) file(path string) {
	if m.err != nil {
		return
	}
	size := int64(min(400e3, math.Exp(m.rand.NormFloat64()*1.45+7.2)))
	f, err := os.Create(path)
	if err == nil {
		err = f.Truncate(size)
		f.Close()
	}
	m.err = err
}

var (
	words = strings.Fields("index core parse render create map filter stream buffer node client server types config loader plugin runtime scan token visit emit chunk cache store state action hook provider theme button input table list route page view model schema query error logger event queue worker pool fetch request header session auth crypto random date format locale string array object color image")
	codes = strings.Fields(".js .js .js .d.ts .js.map .cjs .ts .json .md")
	mixed = strings.Fields(".ts .ts .tsx .css .test.ts .stories.tsx .json .md .svg .snap .log")
)

func (m *maker) word() string {
	w := words[m.rand.IntN(len(words))]
	if m.rand.IntN(3) == 0 {
		w += "-" + words[m.rand.IntN(len(words))]
	}
	return w
}

// files makes about n files.
func (m *maker) files(dir string, n int, suffixes []string) {
	m.mkdir(dir)
	for i := range n/2 + m.rand.IntN(n+1) {
		m.file(filepath.Join(dir, fmt.Sprint(m.word(), i, suffixes[m.rand.IntN(len(suffixes))])))
	}
}

// tree makes files at several depths.
func (m *maker) tree(dir string, depth, n int, suffixes []string) {
	m.files(dir, n, suffixes)
	if depth > 0 {
		for i := range 1 + m.rand.IntN(3) {
			m.tree(filepath.Join(dir, fmt.Sprint(m.word(), i)), depth-1, n, suffixes)
		}
	}
}

// modules makes n packages as npm installs them.
func (m *maker) modules(dir string, n int) {
	for i := range n {
		p := filepath.Join(dir, fmt.Sprint(m.word(), i))
		if m.rand.IntN(4) == 0 {
			p = filepath.Join(dir, "@"+m.word(), fmt.Sprint(m.word(), i))
		}
		m.files(p, 4, codes)
		m.file(filepath.Join(p, "package.json"))
		for _, sub := range []string{"dist", "lib", "src"}[:m.rand.IntN(4)] {
			m.tree(filepath.Join(p, sub), m.rand.IntN(2), 8, codes)
		}
	}
}

// mono makes what is found in a JavaScript monorepo after a day of work.
func (m *maker) mono(dir string) {
	for f := range strings.FieldsSeq("package.json package-lock.json README.md .gitignore .env compose.yaml npm-debug.log") {
		m.file(filepath.Join(dir, f))
	}
	m.dockerfile(dir)
	for i := range 256 {
		objects := filepath.Join(dir, ".git", "objects", fmt.Sprintf("%02x", i))
		m.mkdir(objects)
		for range m.count(40) {
			m.file(filepath.Join(objects, fmt.Sprintf("%016x%016x%06x", m.rand.Uint64(), m.rand.Uint64(), m.rand.IntN(1<<24))))
		}
	}
	m.modules(filepath.Join(dir, "node_modules"), m.count(1900))
	for i := range m.count(30) {
		p := filepath.Join(dir, []string{"packages", "packages", "apps"}[i%3], fmt.Sprint(m.word(), i))
		m.tree(filepath.Join(p, "src"), 3, 8, mixed)
		m.tree(filepath.Join(p, "test"), 1, 6, mixed)
		m.tree(filepath.Join(p, "dist"), 2, 9, codes)
		m.tree(filepath.Join(p, "coverage"), 1, 10, []string{".html", ".json"})
		m.modules(filepath.Join(p, "node_modules"), 25)
		m.file(filepath.Join(p, ".env"))
		m.file(filepath.Join(p, "build.log"))
	}
	m.tree(filepath.Join(dir, "docs"), 3, 10, []string{".md", ".png"})
	m.files(filepath.Join(dir, "tmp"), 40, []string{".tmp", ".bak"})
}

// flat makes the pictures of a dataset.
func (m *maker) flat(dir string) {
	m.dockerfile(dir)
	for shard := range 5 {
		d := filepath.Join(dir, fmt.Sprintf("shard-%02d", shard))
		m.mkdir(d)
		for i := range m.count(20_000) {
			m.file(filepath.Join(d, fmt.Sprintf("img_%02d_%06d.jpg", shard, i)))
		}
	}
}

// deep makes chains so deep that the length of paths matters.
func (m *maker) deep(dir string) {
	m.dockerfile(dir)
	for chain := range m.count(12) {
		d := filepath.Join(dir, fmt.Sprintf("chain-%02d", chain))
		m.mkdir(d)
		for level := range 600 {
			d = filepath.Join(d, fmt.Sprintf("l%03d", level))
			m.mkdir(d)
			m.files(d, 5, codes)
		}
	}
}

// dockerfile makes one that asks for the whole context.
func (m *maker) dockerfile(dir string) {
	if m.err == nil {
		m.err = os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte("FROM scratch\nCOPY . /\n"), 0o644)
	}
}
