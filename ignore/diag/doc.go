// Package diag is the language in which every part of the program reports what
// it found in a file: where, how bad, why, and which edits would cure it. It
// knows nothing of ignore files or builders, prints nothing, and depends on
// nothing else, so that the linter, the editor server and the reports can share
// it.
//
// Positions are byte offsets everywhere; an Index turns them into lines and
// columns at the very end.
package diag
