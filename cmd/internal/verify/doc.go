// Package verify lets the builder that is installed take the user's build
// context, and compares what it received with what was predicted. What it
// builds is a Dockerfile of its own that copies what the user's copies; the
// result is looked at and thrown away, and nothing is left at the builder.
package verify
