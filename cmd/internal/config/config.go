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
	Lint Lint `yaml:"lint"`

	path string
	src  []byte
}

// Lint is what a project wants of buildctx lint.
type Lint struct {
	// Ignore are rules that are not wanted in this project.
	Ignore []Silence `yaml:"ignore"`
}

// A Silence names a rule that is not wanted.
type Silence struct {
	// Rule is the ID, Reason is for people.
	Rule, Reason string

	line, column int // of the ID
}

// UnmarshalYAML takes down where the rule is named.
func (s *Silence) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: a rule is wanted here, and perhaps a reason", node.Line)
	}
	for k := 0; k+1 < len(node.Content); k += 2 {
		key, value := node.Content[k], node.Content[k+1]
		to := map[string]*string{"rule": &s.Rule, "reason": &s.Reason}[key.Value]
		if to == nil {
			return fmt.Errorf("line %d: field %s not found", key.Line, key.Value)
		}
		if *to != "" {
			return fmt.Errorf("line %d: %s is there twice", key.Line, key.Value)
		}
		if err := value.Decode(to); err != nil {
			return fmt.Errorf("line %d: %s must be a text", value.Line, key.Value)
		}
		if key.Value == "rule" {
			s.line, s.column = value.Line, value.Column
		}
	}
	if s.Rule == "" {
		return fmt.Errorf("line %d: rule is missing", node.Line)
	}
	return nil
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
	d := yaml.NewDecoder(bytes.NewReader(src))
	d.KnownFields(true)
	if err := d.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, misread(path, err)
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is more than one document", path)
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
	if before, _, unfit := strings.Cut(message, "cannot unmarshal"); unfit {
		message = before + "this is not what is wanted here"
	}
	if line, rest, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": "); ok && strings.HasPrefix(message, "line ") {
		return fmt.Errorf("%s:%s: %s", path, line, rest)
	}
	return fmt.Errorf("%s: %s", path, message)
}

// Text is what the file says, by its name; nothing where there is none.
func (c *Config) Text() map[string][]byte {
	if c.path == "" {
		return nil
	}
	return map[string][]byte{c.path: c.src}
}

// Silences are the rules of lint that are not wanted, each with the place where it is
// named.
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
