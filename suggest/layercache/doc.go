// Package layercache holds past commits against the RUN instructions of a build
// that take long: how often the builder had to run them again, and for what
// that they do not work with.
//
// [Steps] goes by history, [EarlyCopies] by the Dockerfile alone. Both speak
// only of a RUN of which it is known what goes into it.
package layercache
