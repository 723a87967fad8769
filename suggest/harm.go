package suggest

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// Harm is what strangers can do who read a file of secrets. It says nothing of
// how far the file gets.
type Harm uint8

// The harms.
const (
	// Doubtful: the file may hold no secret, or one to be tested with.
	Doubtful Harm = iota
	// Leak: the file holds a secret, by its name or its content.
	Leak
	// Key: the file holds a private key, or what opens an account, by its
	// content.
	Key
)

// HarmOf judges a file that is a secret by its name.
func (in Case) HarmOf(i uint32) Harm { return in.harm(i, Leak) }

// harm judges a file by its content, and by its name where that says nothing.
func (in Case) harm(i uint32, byName Harm) Harm {
	t := in.Tree
	if catalog.AmongTests(t, i) || catalog.AmongExamples(t, i) {
		return Doubtful
	}
	if in.Head == nil || t.IsDir(i) {
		return byName
	}
	name := t.Path(i)
	head := in.Head(name, contentsSize)
	text := string(head)
	switch s := shapeIn(head); {
	case s != nil:
		return s.harm
	case maybePublic(name) && !strings.Contains(text, "PRIVATE KEY"),
		isEnv(name) && in.Git != nil && in.Git.Tracked(name) && !saysSecret(text):
		return Doubtful
	}
	return byName
}

// isEnv reports whether a file is called as those of variables, which hold
// settings as often as secrets.
func isEnv(name string) bool { return strings.HasPrefix(path.Base(name), ".env") }

// maybePublic reports whether a name is that of private keys and of what is
// public as well. Rails has its secrets in files that end in ".key", too.
func maybePublic(name string) bool {
	switch path.Ext(name) {
	case ".pem", ".p8":
		return true
	case ".key":
		in := path.Base(path.Dir(name))
		return in != "config" && in != "credentials"
	case ".jks", ".keystore":
		return strings.Contains(strings.ToLower(name), "trust")
	}
	return false
}

// judgeHarm says of a candidate that is a secret what harm it does at most, and
// whether that is a key which ends in the image.
func (s *search) judgeHarm(c *Candidate, findings []*finding) {
	for _, f := range findings {
		byName := Leak
		if f.name.Proof == catalog.Kept {
			byName = Doubtful
		}
		h := s.harm(f.entry, byName)
		c.Harm = max(c.Harm, h)
		if h == Key && !c.Grave {
			far, _ := s.Builds.Reach(f.entry)
			c.Grave = far == builds.InImage
		}
	}
	if len(c.Entries) > 0 && maybePublic(s.Tree.Path(c.Entries[0])) && c.Harm == Key {
		c.Needed = "" // its content says that it is private
	}
}
