// Package buildcontext predicts what a container builder takes from a
// directory: which paths, in which order, as which type, and how many bytes.
//
// A [Tree] is an immutable picture of the directory. [Tree.Replay] walks it as
// the builder named would walk the disk, with the ignore rules and the paths
// that a Dockerfile asks for, and returns a [View]: what is sent and what each
// rule accounts for. A replay makes no system call, so that any number of
// other rules can be tried on one Tree.
//
// The folder is called context; the package is not, so that it never hides
// the standard library's package of that name.
package buildcontext
