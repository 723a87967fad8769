// Package needs says what a Dockerfile takes from the build context.
//
// A build with BuildKit does not ask for the whole context: its Dockerfile
// frontend collects the sources of every COPY and ADD and of every bind mount
// that the chosen target can reach, and the client sends those paths only (the
// followpaths of the context source). [Analyze] predicts that list from the
// text of the Dockerfile, with BuildKit's own parser and shell lexer, and names
// the line behind each path.
//
// The model is dockerfile2llb of github.com/moby/buildkit v0.34.2 (folder
// frontend/dockerfile/dockerfile2llb). What that code would learn from
// elsewhere, the environment of a base image for example, is never guessed: the
// source is marked with the reason, see [Source].
package needs
