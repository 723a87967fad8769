package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// servedDirs are directories whose contents are handed on whole, named by
// nobody: a web server serves what is in one, or a build tool puts it into what
// it makes.
var servedDirs = map[string]bool{
	"public": true, "static": true, "wwwroot": true, "htdocs": true, "www": true, "html": true, "resources": true, "Resources": true, "priv": true,
}

// A site is what a generator of sites is known by, and the directories that it
// reads by their place beside that.
type site struct{ settings, dirs []string }

var sites = []site{
	{[]string{"hugo.*", "config.toml"}, []string{"data", "assets", "content", "i18n", "static"}},
	{[]string{"_config.y*ml"}, []string{"_data", "assets", "_posts"}},
	{[]string{"eleventy.config.*", ".eleventy.js"}, []string{"_data"}},
	{[]string{"nuxt.config.*"}, []string{"assets", "content"}},
	{[]string{"docusaurus.config.*"}, []string{"docs", "blog"}},
	{[]string{"mkdocs.y*ml"}, []string{"docs"}},
}

// isOfSite reports whether a generator of sites reads a directory by its place.
func isOfSite(t *buildcontext.Tree, dir uint32) bool {
	for _, s := range sites {
		if !slices.Contains(s.dirs, t.Name(dir)) {
			continue
		}
		for i := range t.Children(t.Parent(dir)) {
			if catalog.MatchesAny(t.Name(i), s.settings) {
				return true
			}
		}
	}
	return false
}

// servers are images that serve whatever files they are given.
var servers = []string{"nginx", "nginx-unprivileged", "httpd", "caddy", "lighttpd", "static-web-server"}

// ServedBy says what hands on an entry by a rule that names it nowhere; empty
// if nothing is known to.
func (r *Builds) ServedBy(i uint32) string {
	if r.IsNone() {
		return ""
	}
	for at := r.tree.Parent(i); at != 0; at = r.tree.Parent(at) {
		if servedDirs[r.tree.Name(at)] && r.Taken(i) {
			return r.tree.Path(at) + " is packed or served whole"
		}
		if isOfSite(r.tree, at) && r.Taken(i) {
			return r.tree.Path(at) + " is read whole"
		}
	}
	for _, s := range r.stages {
		if s.serves() && r.layered(s, i) {
			return "stage " + s.name + " serves what it is given"
		}
	}
	return ""
}

// serves reports whether a stage is one of a web server, by its image or by
// what it starts.
func (s *stage) serves() bool {
	if slices.Contains(servers, s.base) {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(s.start, commands.IsPunctuation), func(word string) bool {
		base := path.Base(word)
		return slices.Contains(servers, base) || base == "http.server" || base == "http-server" || base == "file-server" || base == "apache2-foreground" || base == "apachectl"
	})
}
