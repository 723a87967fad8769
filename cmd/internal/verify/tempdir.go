package verify

import (
	"fmt"
	"os"
	"path/filepath"
)

// A tempDir is a temporary directory that nobody else has used.
type tempDir struct {
	dir string
	// name is that of the directory, which is unlike all others that there
	// are. Whatever a builder keeps is found by it.
	name string
}

func newTempDir() (*tempDir, error) {
	dir, err := os.MkdirTemp("", "buildctx")
	if err != nil {
		return nil, fmt.Errorf("making a temporary directory: %w", err)
	}
	return &tempDir{dir: dir, name: filepath.Base(dir)}, nil
}

// remove removes all of it.
func (w *tempDir) remove() { os.RemoveAll(w.dir) }

// put writes a file.
func (w *tempDir) put(name string, content []byte) (string, error) {
	file := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, content, 0o600)
}

// link makes a link to a directory of the user's.
func (w *tempDir) link(name, to string) (string, error) {
	to, err := filepath.Abs(to)
	if err != nil {
		return "", err
	}
	link := filepath.Join(w.dir, name)
	return link, os.Symlink(to, link)
}
