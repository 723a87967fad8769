package scan

import "errors"

// Names are kept one after another, each ended by a zero byte (which no name
// contains), in chunks of a fixed size. A name is found by one 32-bit number,
// the chunk above and the place inside the chunk below, and never moves. Names
// of several workers need no merging in the end, and the zero byte lets the
// Linux reader hand a name to the kernel where it lies.
const (
	chunkBits = 16
	chunkSize = 1 << chunkBits
	maxChunks = 1 << (32 - chunkBits)
)

// errTooMany is returned for trees that the 32-bit numbers of a Listing cannot
// hold: more than four thousand million entries or four gigabytes of names.
var errTooMany = errors.New("too many entries for one listing")

// errLongName is returned for a name that does not fit into a chunk. No file
// system has such names.
var errLongName = errors.New("name is too long")
