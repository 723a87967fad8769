package catalog

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
)

// rootLocks are lock files that lie where a package manager has its root.
var rootLocks = []string{"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "composer.lock"}

// hashLocks are lock files that hold hashes by the thousand, and no secret.
var hashLocks = []string{"package-lock.json", "npm-shrinkwrap.json", "composer.lock", "packages.lock.json"}

// HasLock reports whether a package manager has its root in a directory.
func HasLock(t *buildcontext.Tree, dir uint32) bool {
	return slices.ContainsFunc(rootLocks, func(name string) bool { _, ok := t.Child(dir, name); return ok })
}

// HoldsHashes reports whether a file of a name is a lock file full of hashes.
func HoldsHashes(name string) bool { return slices.Contains(hashLocks, name) }
