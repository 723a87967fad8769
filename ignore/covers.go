package ignore

import (
	"path"
	"strings"
)

// Covers reports whether whatever another rule matches, with all that lies below, this
// one matches too. It is sure, not complete; whether a rule is negated does not
// matter.
func (r *Rule) Covers(other *Rule) bool { return covers(r.Pattern, other.Pattern) }

func covers(wide, narrow string) bool {
	switch {
	case wide == narrow:
		return true
	case strings.HasPrefix(narrow, "**"):
		return strings.HasPrefix(narrow, "**/") && strings.HasPrefix(wide, "**/") && covers(wide, narrow[len("**/"):])
	}
	name, anywhere := strings.CutPrefix(wide, "**/")
	if !anywhere {
		return !isGlob(wide) && strings.HasPrefix(narrow, wide+"/")
	}
	if strings.Contains(name, "/") || strings.Contains(name, "**") {
		return false
	}
	for component := range strings.SplitSeq(narrow, "/") {
		if component == name {
			return true
		}
		if ok, err := path.Match(name, component); ok && err == nil && !isGlob(component) {
			return true
		}
	}
	return false
}

func isGlob(pattern string) bool { return strings.ContainsAny(pattern, `*?[\`) }
