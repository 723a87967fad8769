package needs

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// isURL reports whether BuildKit fetches a source of ADD over HTTP instead of
// asking the context for it (dockerfile2llb/convert.go, dispatch): the scheme
// must be in lower case.
func isURL(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// gitAddress are the ways to write the address of a repository. They are compiled once: an
// ADD may have thousands of sources.
var gitAddress = sync.OnceValue(func() (to struct{ scheme, scp *regexp.Regexp }) {
	to.scheme = regexp.MustCompile(`^[a-zA-Z0-9]+://`)
	to.scp = regexp.MustCompile(`^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:(.*?)(?:\?(.*?))?(?:#(.*))?$`)
	return to
})

// isGit reports whether BuildKit clones a source of ADD as a git repository
// (dfgitutil/git_ref.go and util/gitutil/git_url.go). The short form
// "github.com/owner/name" is a path here.
func isGit(source string) bool {
	if !strings.Contains(source, ":") {
		return false
	}
	if gitAddress().scheme.MatchString(source) {
		address, err := url.Parse(source)
		if err != nil {
			return false
		}
		switch address.Scheme {
		case "git", "ssh":
			return true
		case "http", "https":
			return strings.HasSuffix(address.Path, ".git")
		}
		return false
	}
	return !strings.HasPrefix(source, "github.com/") && gitAddress().scp.MatchString(source)
}
