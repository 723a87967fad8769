// Package cover finds, in ignore files of any length, which rules say what
// others say already: see [ignore.Rule.Covers]. It looks at those that have
// something in common, so that the time it takes grows with the file and not
// with its square.
package cover
