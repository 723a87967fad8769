// Package suggest finds what a build context holds that no build needs, and
// proposes an ignore file that leaves it out: few lines, each with its
// evidence, and all of them proven by replay to keep what the Dockerfiles ask
// for.
//
// [Find] looks for what package catalog knows by name, and for what shows in
// structure or content, and has the heuristics judge it, one file each. [Plan]
// turns the candidates into an edit of the user's ignore file, or into an
// allowlist, and proves it. [LayerCache] and [NewGitState] answer what history
// and git have to say of the same build context.
//
// What the judgement rests on is in files of their own: what the Dockerfiles name
// (protect.go, wanted.go), what their instructions run (runs.go, stages.go,
// makers.go, builders.go, scripts.go), what programs embed and read (embeds.go,
// read_names.go), how far a file gets (reach.go), and what asks git for a version
// (versions.go).
package suggest
