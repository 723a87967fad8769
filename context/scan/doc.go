// Package scan reads directories fast and is the one door through which the
// rest of the program looks at the file system.
//
// [Read] lists a whole tree into the columns of a [Listing]: everything a
// builder's client would learn from readdir and lstat, and nothing it learned
// from file contents. It knows no ignore rules, only an optional [Pruner] that
// says which directories need not be entered. On Linux the tree is read by
// several workers with getdents64 and fstatat relative to open directories; on
// other systems, and as the reference in the tests, by os.ReadDir and os.Lstat.
// Both give the same listing for the same tree.
//
// [ReadFile] and [ReadFileFollow] read single small files (an ignore file, a
// Dockerfile) the way the builders resolve their names, without ever opening
// anything but a regular file.
package scan
