//go:build !unix

package scan

import "io/fs"

// fileID is empty where the os package tells no inode. BuildKit's client has
// no hard links there either (fsutil stat_windows.go).
func fileID(fs.FileInfo) FileID { return FileID{} }

func hardLink(fs.FileInfo) (FileID, bool) { return FileID{}, false }

func rawDevice(fs.FileInfo) uint64 { return 0 }
