// Package suggest finds what a build context holds that no build needs, and
// proposes an ignore file that leaves it out: few lines, each with its
// evidence, and all of them proven by replay to keep what the Dockerfiles ask
// for.
//
// [Find] looks for what package catalog knows by name, and for what shows in
// structure or content, and has the heuristics judge it: by what has to be
// proven (evidence.go), by what the Dockerfiles name (protect.go), and by what
// package builds knows of them. [Plan] turns the candidates into an edit of the
// user's ignore file, or into an allowlist, and proves it.
package suggest
