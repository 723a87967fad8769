package suggest

import (
	"path"
	"slices"
	"strings"
)

// packed are directories whose contents are handed on whole, named by nobody: a
// web server serves what is in one, or a build tool puts it into what it makes.
var packed = map[string]bool{
	"public": true, "static": true, "wwwroot": true, "htdocs": true, "www": true, "html": true, "resources": true, "Resources": true, "priv": true,
}

// servers are images that serve whatever files they are given.
var servers = []string{"nginx", "nginx-unprivileged", "httpd", "caddy", "lighttpd", "static-web-server"}

// packedIn says what hands on an entry by a rule that names it nowhere; empty if
// nothing is known to.
func (p *Pass) packedIn() string {
	for at := p.Tree.Parent(p.Entry); at != 0; at = p.Tree.Parent(at) {
		if packed[p.Tree.Name(at)] && p.runs.taken(p.Entry) {
			return p.Tree.Path(at) + " is packed or served whole"
		}
	}
	for _, s := range p.runs.stages {
		if s.serves() && p.runs.layered(s, p.Entry) {
			return "stage " + s.name + " serves what it is given"
		}
	}
	return ""
}

// serves reports whether a stage is one of a web server, by its image or by what it
// starts.
func (s *stage) serves() bool {
	if slices.Contains(servers, s.base) {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(s.start, punctuation), func(word string) bool {
		base := path.Base(word)
		return slices.Contains(servers, base) || base == "http.server" || base == "http-server" || base == "file-server" || base == "apache2-foreground" || base == "apachectl"
	})
}
