package scan

import (
	"errors"
	"strings"
)

// Names are kept one after another in chunks of a fixed size, each with its
// length in a byte before it and a zero byte, which no name contains, behind
// it. A name is found by one 32-bit number, the chunk above and the place
// inside the chunk below, and never moves. Names of several workers need no
// merging in the end, and the zero byte lets the Linux reader hand a name to the
// kernel where it lies.
const (
	chunkBits = 16
	chunkSize = 1 << chunkBits
	maxChunks = 1 << (32 - chunkBits)

	// longName stands before names of that many bytes and more. No file system
	// of Linux has such names.
	longName = 255
)

// appendName appends a name, which needs two bytes more than it has.
func appendName(chunk, name []byte) []byte {
	chunk = append(chunk, byte(min(len(name), longName)))
	return append(append(chunk, name...), 0)
}

// nameIn is the name at a place in a chunk.
func nameIn(chunk string, at uint32) string {
	length := int(chunk[at])
	rest := chunk[at+1:]
	if length == longName {
		length = strings.IndexByte(rest, 0)
	}
	return rest[:length]
}

// errTooMany is returned for trees that the 32-bit numbers of a Listing cannot
// hold: more than four thousand million entries or four gigabytes of names.
var errTooMany = errors.New("too many entries for one listing")

// errLongName is returned for a name that does not fit into a chunk. No file
// system has such names.
var errLongName = errors.New("name is too long")
