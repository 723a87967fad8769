//go:build linux

package handed

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A claim is what a proposal keeps out: paths and, of links, targets, and names as what is copied through them bears
// them.
type claim map[string]bool

func (c claim) holds(name, text string) bool {
	return c[text] || slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return c["link "+part] })
}

// claimedBy are the entries that a proposal leaves out: those of its lines. An allowlist does not name them all, and lets
// in no secret that no source names.
func claimedBy(p *suggest.Proposal, found []suggest.Candidate) (out []uint32) {
	if p.Mode == suggest.Deny {
		for _, s := range p.Added {
			out = append(out, s.Entries...)
		}
		return out
	}
	for _, c := range found {
		if c.Safety == diag.Safe || c.Category == catalog.Secret {
			out = append(out, c.Entries...)
		}
	}
	return out
}

func claims(t *buildcontext.Tree, entries []uint32) claim {
	out := make(claim)
	for _, i := range entries {
		for j := i; j < t.End(i); j++ {
			out[t.Path(j)] = true
			if target := t.Target(j); target != "" {
				out["-> "+target], out["link "+t.Name(j)] = true, true
			}
		}
	}
	return out
}

// compare compares a stage with what has become of it.
func (c claim) compare(before, after result) (difference string, fewer bool) {
	if after.err != nil {
		return fmt.Sprintf("is not built any more: %v", after.err), false
	}
	was, is := contents(before.dir), contents(after.dir)
	for name, text := range was {
		switch now, there := is[name]; {
		case c.holds(name, text):
			fewer = fewer || !there
		case !there:
			return fmt.Sprintf("%s is gone (%q)", name, text), false
		case now != text:
			return fmt.Sprintf("%s is %q, and was %q", name, now, text), false
		}
	}
	for name, text := range is {
		if _, there := was[name]; !there && !c.covered(name, was) {
			return fmt.Sprintf("%s is there now (%q)", name, text), false
		}
	}
	return "", fewer
}

// covered reports whether what is claimed lay where something else is now.
func (c claim) covered(now string, was map[string]string) bool {
	for name, text := range was {
		if c.holds(name, text) && (strings.HasPrefix(name, now+"/") || strings.HasPrefix(now, name+"/")) {
			return true
		}
	}
	return false
}

// contents are the files of a directory with what is in them, and its links.
func contents(dir string) map[string]string {
	out := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if entry.Type()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(name)
			out[name[len(dir):]] = "-> " + target
			return err
		}
		text, err := os.ReadFile(name)
		out[name[len(dir):]] = string(text)
		return err
	})
	if err != nil {
		panic(err)
	}
	return out
}
