// Package analysis is the straight line of the program: from the arguments of
// a build to everything that the reports say of it. Read [Run] top to bottom.
package analysis
