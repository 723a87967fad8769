// Package ignore predicts which paths a container builder leaves out of its
// build context because of an ignore file, and which rule of that file decided
// it.
//
// BuildKit, the classic Docker builder and Buildah read the same .dockerignore
// differently and walk the tree differently. Parse keeps every byte of the
// file; File.Matcher gives the rules as one Builder understands them;
// Matcher.Enter then takes the walk of that builder one directory entry at a
// time, with the state that the builder itself would carry along, and names the
// rule behind every verdict. Locate finds the file that applies.
//
// The package opens no files and prints nothing. Verdicts for BuildKit and the
// classic builder are those of github.com/moby/patternmatcher, for Buildah
// those of go.podman.io/storage/pkg/fileutils.
package ignore
