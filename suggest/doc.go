// Package suggest finds what a build context holds that no build needs, and
// proposes an ignore file that leaves it out: few lines, each with its
// evidence, and all of them proven by replay to keep what the Dockerfiles ask
// for.
//
// [Find] applies the heuristics, one file each, and drops whatever a
// Dockerfile names. [Plan] turns the candidates into an edit of the user's
// ignore file and proves it.
package suggest
