//go:build !unix

package scan

// Allocated is not known here.
func Allocated(string, string) (bytes int64, ok bool) { return 0, false }
