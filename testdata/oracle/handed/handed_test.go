//go:build linux

package handed

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

var (
	proposals = flag.Int("proposals", 150, "number of random builds whose ignore files are proposed")
	seed      = flag.Uint64("seed", 1, "which random builds")
)

// TestProposals accepts what is proposed at the level safe for random builds of several stages, in both modes, and has
// BuildKit build them before and after. The law: a stage that could be built still can, so that every COPY, ADD and
// mount finds what it found; and the files that end in it are the same, but for those that the proposal claims.
func TestProposals(t *testing.T) {
	c := counts{}
	for i := range uint64(*proposals) {
		b := makeHanded(i + 1_000_000**seed)
		difference := c.check(t, b)
		if difference == "" {
			continue
		}
	again:
		for _, s := range b.smaller() {
			if d := new(counts).check(t, s); d != "" {
				b, difference = s, d
				goto again
			}
		}
		t.Errorf("seed %d: %s\n%s", i, difference, b)
		if c.bad++; c.bad == 5 {
			break
		}
	}
	deny, allow := c.proposed[suggest.Deny], c.proposed[suggest.Allow]
	t.Logf("%d builds, %d refused; %d proposals with mode deny, %d with mode allow; %d stages, %d of them built, "+
		"%d of these with less in them, %d disagreements", c.builds, c.refused, deny, allow, c.stages, c.built, c.dropped, c.bad)
	if c.refused*10 > c.builds || c.built*2 < c.stages || min(deny, allow)*2 < c.builds || c.dropped < c.builds {
		t.Error("too little was built or proposed for this to say anything")
	}
}

// counts say what a test has seen.
type counts struct {
	builds, refused, stages, built, dropped, bad int
	proposed                                     [2]int
}

// check returns how the law is broken.
func (c *counts) check(t *testing.T, b build) string {
	t.Helper()
	root, err := os.MkdirTemp(memory(), "handed")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(root)
	b.make(t, filepath.Join(root, "ctx"))
	before, err := b.stagesUnder(t, root, strings.Join(b.ignore, "\n"))
	if err != nil {
		c.refused++
		return ""
	}
	c.builds++
	in, ok := b.input(t)
	if !ok {
		return "the program refuses the Dockerfile"
	}
	found := suggest.Find(in)
	for _, mode := range []suggest.Mode{suggest.Deny, suggest.Allow} {
		p := suggest.Plan(in, found, suggest.Options{Level: diag.Safe, Mode: mode})
		if len(p.Added) == 0 {
			continue
		}
		c.proposed[mode]++
		after, err := b.stagesUnder(t, root, string(p.After))
		if err != nil {
			return fmt.Sprintf("mode %v: %v with\n%s", mode, err, p.After)
		}
		claimed := claims(in.Tree, claimedBy(p, found))
		for k := range before {
			if c.stages++; before[k].err != nil {
				continue
			}
			c.built++
			d, fewer := claimed.compare(before[k], after[k])
			if d != "" {
				return fmt.Sprintf("mode %v, stage s%d: %s with\n%s", mode, k, d, p.After)
			}
			if fewer {
				c.dropped++
			}
		}
	}
	return ""
}

// memory is a directory whose files are in memory, where the system has one.
func memory() string {
	const shm = "/dev/shm"
	if syscall.Access(shm, 7) == nil {
		return shm
	}
	return ""
}

// stagesUnder are the stages as BuildKit builds them under an ignore file.
func (b build) stagesUnder(t *testing.T, root, ignore string) ([]result, error) {
	t.Helper()
	dir, err := os.MkdirTemp(root, "solver")
	if err != nil {
		t.Fatal(err)
	}
	return b.stages(t, filepath.Join(root, "ctx"), dir, ignore)
}
