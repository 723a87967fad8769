package gitfacts

// Index is what git tracks, in byte order and relative to the directory: all
// paths, those of them that are submodules, and those that git takes to be
// unchanged without a look (sparse checkout, git update-index --skip-worktree
// and --assume-unchanged). A path with a conflict is there several times.
func (f *Facts) Index() (paths, modules, unchecked []string) {
	return f.tracked, f.modules, f.unchecked
}
