//go:build !linux && !darwin

package scan

// Elsewhere the builders read no extended attributes either (fsutil
// stat_windows.go; continuity sysx/xattr_unsupported.go).

func (*attributeWorker) names(string) (string, error) { return "", nil }

func (*attributeWorker) read(string, string) ([]byte, bool) { return nil, false }
