package needs

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// reference is the name of an image, taken apart as far as BuildKit compares
// names of images with names of contexts.
type reference struct {
	domain, path, suffix string // suffix: tag and digest with their separators
}

// errReference is worded as in distribution/reference.
var errReference = errors.New("invalid reference format")

// A nameGrammar is what the names of images are made of.
type nameGrammar struct {
	sum  *regexp.Regexp // of an image, in place of a name
	host *regexp.Regexp
	rest *regexp.Regexp // path, tag and digest
}

// grammar is compiled once: a Dockerfile may have thousands of names.
var grammar = sync.OnceValue(func() *nameGrammar {
	const (
		host = `(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*` +
			`|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`
		component = `[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`
		tag       = `:\w[\w.-]{0,127}`
		digest    = `(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([[:xdigit:]]{32,}))?`
	)
	return &nameGrammar{
		sum:  regexp.MustCompile(`^[a-f0-9]{64}$`),
		host: regexp.MustCompile(`^` + host + `$`),
		rest: regexp.MustCompile(`^(` + component + `(?:/` + component + `)*)((?:` + tag + `)?` + digest + `)$`),
	}
})

// parseReference reads the name of an image as the function
// ParseNormalizedNamed of github.com/distribution/reference (normalize.go)
// does, which BuildKit calls for every name in FROM and --from that is no
// stage.
func parseReference(name string) (reference, error) {
	if grammar().sum.MatchString(name) {
		return reference{}, fmt.Errorf("invalid repository name (%s), cannot specify 64-byte hexadecimal strings", name)
	}
	ref := splitDomain(name)
	repository, _, _ := strings.Cut(ref.path, ":")
	if strings.ToLower(repository) != repository {
		return reference{}, fmt.Errorf("%w: repository name (%s) must be lowercase", errReference, repository)
	}
	if !grammar().host.MatchString(ref.domain) {
		return reference{}, errReference
	}
	parts := grammar().rest.FindStringSubmatch(ref.path)
	if parts == nil {
		return reference{}, errReference
	}
	if len(parts[1]) > 255 {
		return reference{}, errors.New("repository name must not be more than 255 characters")
	}
	ref.path, ref.suffix = parts[1], parts[2]
	return ref, checkDigest(parts[3], parts[4])
}

// checkDigest checks a digest as github.com/opencontainers/go-digest does
// (algorithm.go, Validate). Without an algorithm there is none.
func checkDigest(algorithm, sum string) error {
	length := map[string]int{"": 0, "sha256": 64, "sha384": 96, "sha512": 128}
	n, known := length[algorithm]
	switch {
	case !known:
		return errors.New("unsupported digest algorithm")
	case len(sum) != n:
		return errors.New("invalid checksum digest length")
	case strings.ToLower(sum) != sum:
		return errors.New("invalid checksum digest format")
	}
	return nil
}

// splitDomain completes a short name: "alpine" is docker.io/library/alpine.
func splitDomain(name string) reference {
	ref := reference{domain: "docker.io", path: name}
	first, rest, slash := strings.Cut(name, "/")
	switch {
	case !slash:
	case first == "index.docker.io":
		ref.path = rest
	case first == "localhost", strings.ContainsAny(first, ".:"), strings.ToLower(first) != first:
		ref.domain, ref.path = first, rest
	}
	if ref.domain == "docker.io" && !strings.Contains(ref.path, "/") {
		ref.path = "library/" + ref.path
	}
	return ref
}

// familiar returns the name as short as users write it, without ":latest".
// Contexts are named so by buildx and found so by BuildKit
// (frontend/dockerui/config.go, NamedContext).
func (r reference) familiar() string {
	name := r.domain + "/" + r.path
	if r.domain == "docker.io" {
		name = r.path
		if short, ok := strings.CutPrefix(name, "library/"); ok && !strings.Contains(short, "/") {
			name = short
		}
	}
	return strings.TrimSuffix(name+r.suffix, ":latest")
}

// isURL reports whether BuildKit fetches a source of ADD over HTTP instead of
// asking the context for it (dockerfile2llb/convert.go, dispatch): the scheme
// must be in lower case.
func isURL(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// gitAddress are the ways to write the address of a repository. They are
// compiled once: an ADD may have thousands of sources.
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
