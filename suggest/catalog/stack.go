package catalog

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Stack is what belongs together: a language with its tools, or a sort of
// things that lie about in any project.
type Stack struct {
	// ID is the name of its file.
	ID string
	// Title is its name.
	Title string
	// Tools are the tools that it brings, by name.
	Tools map[string]*Tool
	// Stamps are what makes its builds ask git.
	Stamps Stamps
	// Installers are its commands that need nothing but manifests.
	Installers []Installer
	// Artefacts are what its tools leave, by category.
	Artefacts []*Artefact
}

//go:embed *.json
var data embed.FS

// Stacks are all stacks, sorted by ID. They are not to be changed.
func Stacks() []*Stack { return load().stacks }

// Tools are the tools of all stacks. They are not to be changed.
func Tools() map[string]*Tool { return load().tools }

type loaded struct {
	stacks []*Stack
	tools  map[string]*Tool
}

// load reads the data once. What is embedded is known to be right: a test reads
// it.
var load = sync.OnceValue(func() loaded {
	out := loaded{tools: make(map[string]*Tool)}
	files, _ := data.ReadDir(".")
	for _, f := range files {
		src, _ := data.ReadFile(f.Name())
		s, err := parse(strings.TrimSuffix(f.Name(), path.Ext(f.Name())), src)
		if err != nil {
			panic(err)
		}
		out.stacks = append(out.stacks, s)
		maps.Copy(out.tools, s.Tools)
	}
	return out
})

// An entry is one element of a data file: some names with what is true of them.
type entry struct {
	Dirs  []string `json:"dirs"`
	Files []string `json:"files"`
	Facts
}

// parse reads a data file; a field that it does not know is an error.
func parse(id string, src []byte) (*Stack, error) {
	var file struct {
		Title      string               `json:"title"`
		Tools      map[string]*Tool     `json:"tools"`
		Stamps     Stamps               `json:"stamps"`
		Installers []Installer          `json:"installers"`
		Artefacts  map[Category][]entry `json:"artefacts"`
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: more than one object", id)
	}
	s := &Stack{ID: id, Title: file.Title, Tools: file.Tools, Stamps: file.Stamps, Installers: file.Installers}
	for category, entries := range file.Artefacts {
		if category.place() < 0 {
			return nil, fmt.Errorf("%s: %q is no category", id, category)
		}
		for _, e := range entries {
			for k, name := range slices.Concat(e.Dirs, e.Files) {
				dir, base := path.Split(name)
				s.Artefacts = append(s.Artefacts, &Artefact{
					Stack: s, Pattern: base, Dir: k < len(e.Dirs), In: strings.TrimSuffix(dir, "/"), Category: category, Facts: e.Facts,
				})
			}
		}
	}
	slices.SortStableFunc(s.Artefacts, func(a, b *Artefact) int {
		return a.Category.place() - b.Category.place()
	})
	return s, nil
}
