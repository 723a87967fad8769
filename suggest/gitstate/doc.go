// Package gitstate compares what is sent with what git tracks and ignores, and
// tells what git in the build says of the working tree.
package gitstate
