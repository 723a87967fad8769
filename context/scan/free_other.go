//go:build !unix

package scan

// Free is how many more files this process may open, counted up to a limit.
// There is none on Windows that matters.
func Free(limit int) int { return limit }
