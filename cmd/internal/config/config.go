// Package config reads .buildctx.yaml, in which a project says what it wants of
// the program. What it does not know it refuses, so that no slip goes
// unnoticed.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

// Name is the file in the root of the build context.
const Name = ".buildctx.yaml"

// maxSize is how long the file may be, in bytes.
const maxSize = 1 << 20

// A Config is what the file says.
type Config struct {
	// Lint is about buildctx lint.
	Lint Lint

	path string
	src  []byte
}

// Lint is what a project wants of buildctx lint.
type Lint struct {
	// Ignore are rules that are not wanted in this project.
	Ignore []Silence
}

// A Silence names a rule that is not wanted.
type Silence struct {
	// Rule is the ID, Reason is for people.
	Rule, Reason string

	line, column int // of the ID
}

// Find reads the file of a build context, which need not be there.
func Find(dir string) (*Config, error) {
	path := filepath.Join(dir, Name)
	src, err := scan.ReadInside(dir, Name, maxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return &Config{}, nil
	}
	if err != nil {
		return nil, unread(path, err)
	}
	return parse(path, src)
}

// Read reads the file that the user names, be it a pipe, /dev/null or
// elsewhere, unless it lies in the build context, where strangers put it.
func Read(dir, path string) (*Config, error) {
	read := scan.ReadStream
	if scan.IsBelow(dir, path) {
		read = scan.ReadFileFollow
	}
	if scan.Leaves(dir, path) {
		return nil, unread(path, scan.ErrOutside)
	}
	src, err := read(path, maxSize)
	if err != nil {
		return nil, unread(path, err)
	}
	return parse(path, src)
}

// unread says why a file cannot be read.
func unread(path string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("reading %s: %w", path, err)
}

// parse reads what a file says.
func parse(path string, src []byte) (*Config, error) {
	c := &Config{path: path, src: src}
	if err := c.parse(); err != nil {
		return nil, err
	}
	return c, nil
}

// Text is what the file says, by its name; nothing where there is none.
func (c *Config) Text() map[string][]byte {
	if c.path == "" {
		return nil
	}
	return map[string][]byte{c.path: c.src}
}

// Silences are the rules of lint that are not wanted, each with the place where
// it is named.
func (c *Config) Silences() []lint.Silence {
	index := diag.NewIndex(c.src)
	var out []lint.Silence
	for _, silence := range c.Lint.Ignore {
		start := index.OffsetRunes(silence.line, silence.column)
		if start < len(c.src) && (c.src[start] == '"' || c.src[start] == '\'') {
			start++
		}
		end := min(start+len(silence.Rule), len(c.src))
		out = append(out, lint.Silence{Rule: silence.Rule, At: lint.Span{File: c.path, Start: start, End: end}})
	}
	return out
}
