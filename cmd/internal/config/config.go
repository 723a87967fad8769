// Package config reads .buildctx.yaml, in which a project says what it wants of the
// program. What it does not know it refuses, so that no slip goes unnoticed.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/ignore/lint"
)

// Name is the file in the root of the build context.
const Name = ".buildctx.yaml"

// maxSize is how long the file may be, in bytes.
const maxSize = 1 << 20

// A Config is what the file says.
type Config struct {
	// Lint is about buildctx lint.
	Lint struct {
		// Ignore are rules that are not wanted in this project.
		Ignore []struct {
			// Rule is the ID, Reason is for people.
			Rule   string `yaml:"rule"`
			Reason string `yaml:"reason"`
		} `yaml:"ignore"`
	} `yaml:"lint"`

	path string
	src  []byte
}

// Find reads the file of a build context, which need not be there.
func Find(dir string) (*Config, error) {
	c, err := Read(filepath.Join(dir, Name))
	if errors.Is(err, fs.ErrNotExist) {
		return &Config{}, nil
	}
	return c, err
}

// Read reads a file.
func Read(path string) (*Config, error) {
	src, err := scan.ReadFileFollow(path, maxSize)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	c := &Config{path: path, src: src}
	d := yaml.NewDecoder(bytes.NewReader(src))
	d.KnownFields(true)
	if err := d.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, misread(path, err)
	}
	return c, nil
}

// misread says what is wrong and where. The library writes "line 2: field x not found in
// type y", and "yaml: line 2: ..." for what is no YAML.
func misread(path string, err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		message = wrong.Errors[0]
	}
	message, _, _ = strings.Cut(message, " in type ")
	if line, rest, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": "); ok && strings.HasPrefix(message, "line ") {
		return fmt.Errorf("%s:%s: %s", path, line, rest)
	}
	return fmt.Errorf("%s: %s", path, message)
}

// Silences are the rules of lint that are not wanted, each with the place where it is
// named.
func (c *Config) Silences() []lint.Silence {
	if len(c.Lint.Ignore) == 0 {
		return nil
	}
	index := diag.NewIndex(c.src)
	var root yaml.Node
	if yaml.Unmarshal(c.src, &root) != nil || len(root.Content) == 0 {
		return nil
	}
	var out []lint.Silence
	list := value(value(root.Content[0], "lint"), "ignore")
	for n, item := range list.Content {
		s := lint.Silence{Rule: c.Lint.Ignore[n].Rule, File: c.path}
		at := value(item, "rule")
		if at == nil {
			at = item
		}
		s.Start = index.Offset(at.Line, at.Column)
		s.End = s.Start + len(at.Value)
		out = append(out, s)
	}
	return out
}

// value is what a mapping says of a key; nil if it says nothing. An alias stands for what
// it names.
func value(node *yaml.Node, key string) *yaml.Node {
	if node == nil {
		return nil
	}
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	for k := 0; k+1 < len(node.Content); k += 2 {
		if node.Content[k].Value == key {
			return node.Content[k+1]
		}
	}
	return nil
}
