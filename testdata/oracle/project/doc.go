// Package oracle compares what the program reads in compose and bake files with
// what compose-go and buildx read in them. Its module is named as if it lay
// below cmd, since only what does may import cmd/internal/project, and it is a
// module of its own so that buildx has no say in the version of BuildKit that
// the other models are compared with.
package oracle
