package git

import (
	"slices"
	"strings"
)

// take takes what "git ls-files -z --stage -v" says: a tag, mode, object and
// stage, and behind a tab the path.
func (f *Facts) take(listing []byte) {
	for _, entry := range fields(listing) {
		what, path, _ := strings.Cut(entry, "\t")
		f.tracked = append(f.tracked, path)
		tag, what, _ := strings.Cut(what, " ")
		if strings.HasPrefix(what, "160000 ") {
			f.modules = append(f.modules, path)
		}
		if tag == "S" || tag != strings.ToUpper(tag) {
			f.unchecked = append(f.unchecked, path)
		}
	}
	slices.Sort(f.tracked)
	slices.Sort(f.unchecked)
}

// Index is what git tracks, in byte order and relative to the directory: all
// paths, those of them that are submodules, and those that git takes to be
// unchanged without a look (sparse checkout, git update-index --skip-worktree
// and --assume-unchanged). A path with a conflict is there several times.
func (f *Facts) Index() (paths, modules, unchecked []string) {
	return f.tracked, f.modules, f.unchecked
}
