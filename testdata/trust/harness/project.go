package harness

import (
	"os"
	"path/filepath"
	"strings"
)

// IgnoreFile is the name of the file that commands write.
const IgnoreFile = ".dockerignore"

// Old is what that holds before.
const Old = ".git\nnode_modules  # npm\n\n  # indented\n# c\n.git\n*.log\n*.log\ndist/\n"

// files are a small web project with litter in it.
func files() map[string]string {
	return map[string]string{
		IgnoreFile:                      Old,
		"Dockerfile":                    "FROM node\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nCOPY . .\n",
		"package.json":                  `{"name":"x","dependencies":{"b":"1"}}`,
		"web/package.json":              `{"name":"w","dependencies":{"a":"1"}}`,
		".gitignore":                    "node_modules\ndist\n*.log\n.env\ndata\n",
		"src/a.js":                      "1\n",
		".env":                          "TOKEN=ghp_0123456789abcdefghijklmnopqrstuvwxyz\n",
		"web/debug.log":                 "x\n",
		"web/node_modules/a/i.js":       strings.Repeat("x", 300_000),
		"node_modules/b/i.js":           strings.Repeat("x", 1000),
		"dist/o.js":                     strings.Repeat("x", 50_000),
		"data/x.parquet":                strings.Repeat("x", 900_000),
		"compose.yaml":                  "services:\n  web:\n    build: .\n",
		".github/workflows/ci.yml":      "jobs:\n  b:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {context: .}\n",
		"other/Dockerfile":              "FROM scratch\nCOPY src /\n",
		"other/Dockerfile.dockerignore": "*\n!src\n",
	}
}

// Project makes a project in a directory that is not there yet, with a commit.
func Project(dir string) error {
	for name, content := range files() {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"init", "-q", "."}, {"add", "-A"}, {"commit", "-q", "-m", "start"}} {
		if err := Run(dir, "git", args...); err != nil {
			return err
		}
	}
	return nil
}

// Restore puts the ignore file back as it was, and removes what a command may
// have been told to write. What else is there that was not, it returns.
func Restore(dir string) (left []string, err error) {
	path := filepath.Join(dir, IgnoreFile)
	if err := os.Remove(filepath.Join(dir, Output)); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	if left, err = strangers(dir); err != nil {
		return nil, err
	}
	for _, name := range left {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return left, os.WriteFile(path, []byte(Old), 0o644)
}

// strangers are the entries of the project that were not made here.
func strangers(dir string) (names []string, err error) {
	ours := files()
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if name == ".git" {
			return filepath.SkipDir
		}
		if _, ok := ours[filepath.ToSlash(name)]; !ok && !d.IsDir() {
			names = append(names, name)
		}
		return nil
	})
	return names, err
}
