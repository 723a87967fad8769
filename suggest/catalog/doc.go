// Package catalog knows what the tools of each stack leave in a directory: one
// data file a stack, embedded in the program.
//
// An [Artefact] says by which name a thing is known, what has to prove that it
// is meant, how it is made again, and when a build needs it after all. The
// judgement is that of package suggest; README.md is the reference page, made
// from the data.
package catalog
