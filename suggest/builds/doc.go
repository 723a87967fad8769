// Package builds knows what the builds of some Dockerfiles do with what they
// are given: which stage takes an entry of the build context and how far it
// gets, what a RUN fetches or builds again, what instructions, scripts, sources
// and manifests name, what programs embed, and what asks git for a version.
//
// It reads the text of instructions and files and takes it at its word; it runs
// nothing. What it says is therefore evidence and no proof, and each answer
// errs towards an entry that is needed.
package builds
