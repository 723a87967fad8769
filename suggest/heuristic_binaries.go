package suggest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// binaryFiles judges heavy files that have no well-known name by what they
// hold: programs built outside, core dumps, databases, files with holes.
var binaryFiles = &heuristic{
	id:       "binaries",
	title:    "heavy files that are no source, by what they hold",
	category: catalog.Other,
	run: func(p *pass) {
		if p.Tree.IsDir(p.entry) || p.Head == nil || p.tracked() || p.weight() < heavy {
			return
		}
		head := p.Head(p.path(), headSize)
		switch {
		case isCore(head):
			p.as(coreDump)
			p.sure("")
		case isProgram(head):
			p.as(program)
			p.built()
		case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
			p.as(database)
			p.kept()
		case p.holes() != "":
			p.as(sparseFile)
			p.carried(diag.Review)
			p.found.evidence = append(p.found.evidence, p.holes())
		case p.Git != nil && p.weight() >= huge && bytes.IndexByte(head, 0) >= 0:
			p.as(blob)
			p.carried(diag.Review)
		}
	},
}

// headSize is how much of a file is read to tell what it is.
const headSize = 512

// What files are that are known by what they hold.
var (
	coreDump   = &catalog.Artefact{Category: catalog.Log, Facts: catalog.Facts{Why: "core dump"}}
	program    = &catalog.Artefact{Category: catalog.BuildOutput, Facts: catalog.Facts{Why: "program", Needed: "the image carries what was built outside"}}
	database   = &catalog.Artefact{Category: catalog.Dataset, Facts: catalog.Facts{Why: "database", Needed: "the image is seeded with it"}}
	sparseFile = &catalog.Artefact{Category: catalog.Other, Facts: catalog.Facts{Why: "file with holes", Needed: "the image carries the disk"}}
	blob       = &catalog.Artefact{Category: catalog.Other, Facts: catalog.Facts{Why: "binary file", Needed: "the image carries it"}}
)

// as says what the entry is.
func (p *pass) as(a *catalog.Artefact) { p.name = a }

// built takes a program that git ignores if every stage that takes it along
// builds it again.
func (p *pass) built() {
	p.kept()
	if p.found.safety == diag.Safe {
		p.rebuiltBy(p.toolchain())
	}
}

// toolchain is what builds programs in the directories above the entry, the
// nearest first.
func (p *pass) toolchain() []string {
	manifests := []struct{ name, tool string }{{"go.mod", "go"}, {"Cargo.toml", "cargo"}, {"CMakeLists.txt", "c"}, {"Makefile", "make"}}
	for at := p.entry; at != 0; {
		at = p.Tree.Parent(at)
		for _, m := range manifests {
			if _, ok := p.Tree.Child(at, m.name); ok {
				return []string{m.tool}
			}
		}
	}
	return nil
}

// holes says how much of a file with holes is there; empty where most of it
// is. Builders send the holes, too.
func (p *pass) holes() string {
	if p.Allocated == nil || p.weight() < huge {
		return ""
	}
	if bytes, ok := p.Allocated(p.path()); ok && bytes < p.weight()/4 {
		return fmt.Sprintf("%d kB of it are on the disk, and the builder sends all of it", bytes/1000)
	}
	return ""
}

var elf = []byte("\x7fELF")

// isCore reports whether a file is the memory of a process that crashed: an
// ELF file of type ET_CORE (elf.h).
func isCore(head []byte) bool {
	const kind, byteOrder, core = 16, 5, 4
	if !bytes.HasPrefix(head, elf) || len(head) < kind+2 {
		return false
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if head[byteOrder] == 2 {
		order = binary.BigEndian
	}
	return order.Uint16(head[kind:]) == core
}

// isProgram reports whether a file is a program for Linux, Windows or macOS.
func isProgram(head []byte) bool {
	if bytes.HasPrefix(head, elf) || bytes.HasPrefix(head, []byte("MZ")) {
		return true
	}
	magics := [][]byte{{0xfe, 0xed, 0xfa, 0xce}, {0xfe, 0xed, 0xfa, 0xcf}, {0xce, 0xfa, 0xed, 0xfe}, {0xcf, 0xfa, 0xed, 0xfe}}
	return slices.ContainsFunc(magics, func(magic []byte) bool { return bytes.HasPrefix(head, magic) })
}
