package predict

import (
	"fmt"
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

// Lacks is what BuildKit says of a source that it cannot take from what has
// arrived, empty if it can. A wildcard may match nothing (dockerfile2llb
// convert_copy.go, AllowEmptyWildcard), but the directory in front of it must
// be there (fsutil copy/copy.go, ResolveWildcards), and whatever it matches
// must lead somewhere.
func Lacks(v *buildcontext.View, s *needs.Source) string {
	t := v.Tree
	switch {
	case s.Whole && s.Parents:
		return notFound("") // the root has no name to copy
	case s.Whole || s.Path == "":
		return ""
	case s.Parents && !buildcontext.HasWildcard(s.Path), s.Mount && buildcontext.HasWildcard(s.Path):
		// Neither follows links on the way, and a mount takes every character
		// as it is.
		if i, ok := t.Lookup(s.Path); !ok || i != 0 && !v.Sent(i) {
			return notFound(s.Path)
		}
		return ""
	case !buildcontext.HasWildcard(s.Path):
		if len(v.Find(s.Path)) == 0 {
			return notFound(s.Path)
		}
		return ""
	}
	if s.Parents {
		return ""
	}
	dir, pattern := SplitWildcards(s.Path)
	if dir != "" && len(v.Find(dir)) == 0 {
		return fmt.Sprintf("lstat /%s: no such file or directory", dir)
	}
	for _, i := range v.Match(dir, pattern) {
		if t.Target(i) != "" && !v.Leads(i) {
			return notFound(t.Path(i))
		}
	}
	return ""
}

// SplitWildcards takes off the directories in front of the first wildcard of a
// source, as they are called.
func SplitWildcards(source string) (dir, pattern string) {
	components := strings.Split(source, "/")
	for i, c := range components {
		if buildcontext.HasWildcard(c) {
			return unescaped(path.Join(components[:i]...)), path.Join(components[i:]...)
		}
	}
	return source, ""
}

// unescaped is a name that was written with backslashes.
func unescaped(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' && i+1 < len(name) {
			i++
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// notFound is what BuildKit says of a source that is not there.
func notFound(path string) string {
	return fmt.Sprintf("failed to compute cache key: %q: not found", "/"+path)
}
