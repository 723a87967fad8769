package suggest

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// secretFiles finds secrets by their names and, where contents may be looked
// at, tells keys from certificates and a registry's address from its token.
// No secret is too small to be named.
var secretFiles = &heuristic{
	id:       "secrets",
	title:    "files that hold secrets",
	category: catalog.Secret,
	run: func(p *pass) {
		if p.name.In == "" && (p.name.Pattern == "*.pem" || p.name.Pattern == "*.key" || p.name.Pattern == "*.p8") {
			p.key()
			return
		}
		switch p.name.Pattern {
		case "service-account*.json", "service_account*.json", "serviceAccount*.json":
			p.secret(p.holds("private_key"))
			return
		}
		switch p.name.Proof {
		case catalog.ByContent:
			if p.token() || shapeIn([]byte(p.head(settingsSize))) != nil {
				p.take(diag.Review, p.status()...)
			}
		case catalog.Kept:
			// Names that may mean settings: what git tracks is taken for that.
			if !p.tracked() && p.speaks() {
				p.take(diag.Review, p.status()...)
			}
		default:
			bundled := p.bundled()
			if p.secret(!bundled); bundled {
				p.found.evidence = append(p.found.evidence, "a tool in package.json beside it may read it")
			}
			if strings.HasSuffix(p.Tree.Name(p.entry), ".key") && p.Builds.AnyMentions("assets:precompile") && !p.Builds.AnyMentions("SECRET_KEY_BASE") {
				p.doubt("assets:precompile wants it, or SECRET_KEY_BASE_DUMMY")
			}
		}
	},
}

const (
	// keySize is how much of a file is searched for the head line of a key,
	// behind all certificates of a chain.
	keySize = 64 << 10
	// settingsSize is how much of a settings file is searched for a token.
	settingsSize = 16 << 10
)

// secret takes a secret. A Dockerfile that copies the directory that holds it
// by its name may want it, and so may a RUN that names it.
func (p *pass) secret(certain bool) {
	safety := diag.Safe
	if !certain || p.tracked() {
		safety = diag.Review
	}
	facts := p.status()
	if p.name.Proof == catalog.Payload {
		if catalog.AmongTests(p.Tree, p.entry) {
			safety = diag.Review
			facts = append(facts, "lies among tests")
		}
		if by := p.needed.takes(p.entry); by != "" {
			safety = diag.Review
			facts = append(facts, by+" takes the directory that holds it")
		}
		if by := p.Builds.ServedBy(p.entry); by != "" {
			safety = diag.Review
			facts = append(facts, by)
		}
	}
	if end := p.Builds.EndsIn(p.entry); end != "" {
		facts = append(facts, end)
	}
	by := p.Builds.MentionedBy(p.entry)
	if p.name.Proof == catalog.Payload {
		by = p.Builds.MentionedWithParents(p.entry)
	}
	if by != "" {
		safety = diag.Review
		facts = append(facts, by+" names it")
	}
	p.take(safety, facts...)
}

// speaks reports whether a file of settings has a name in it that stands for a
// secret; true where contents are not looked at.
func (p *pass) speaks() bool {
	if p.Head == nil {
		return true
	}
	return saysSecret(p.head(settingsSize))
}

// saysSecret reports whether a text has a word in it that stands for a secret.
func saysSecret(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"secret", "token", "passw", "api_key", "apikey", "access_key", "private", "credential", "pwd", "_key", "dsn"}, func(word string) bool {
		return strings.Contains(text, word)
	})
}

// key tells a private key from a certificate, which is public and no secret.
func (p *pass) key() {
	switch {
	case p.Head == nil:
		p.secret(p.name.Pattern == "*.key")
	case p.holds("PRIVATE KEY"):
		p.secret(true)
	case p.name.Pattern == "*.pem" && p.holds("BEGIN CERTIFICATE") && len(p.head(keySize)) < keySize:
		// Certificates are public.
	default:
		p.secret(false)
	}
	if p.found != nil && p.Head != nil && p.holds("PRIVATE KEY") {
		p.found.reason.what = "private key"
	}
}

// holds reports whether the file that is judged has a text near its
// beginning; true where contents are not looked at.
func (p *pass) holds(text string) bool {
	return p.Head == nil || strings.Contains(p.head(keySize), text)
}

// bundlers are words of a package.json whose tool puts what it reads in .env
// files into what it builds.
var bundlers = []string{
	`"vite"`, `"next"`, `"nuxt"`, `"nuxt3"`, `"react-scripts"`, `"react-app-rewired"`, `"@craco/`, `"@angular`, `"gatsby"`, `"astro"`, `"@vue/cli-service"`,
	`"parcel"`, `"@remix-run/`, `"@sveltejs/`, `"expo"`, `"@rsbuild/`, `"@rspack/`, `"dotenv`, `"env-cmd"`, `"webpack"`, `"vinxi"`, `"umi"`, `"@umijs/`, `"@redwoodjs/`,
	`"@ionic/`, `"ember-cli`, `"@docusaurus/`, `"electron-vite"`, `"bun-types"`, `"@types/bun"`,
}

// bundled reports whether a bundler may put the file into what it builds: Vite,
// Next.js and others read .env.MODE beside package.json, and .env itself where
// a RUN has them build, or their server runs in the image.
func (p *pass) bundled() bool {
	name := p.Tree.Name(p.entry)
	if name != ".env" && !strings.HasPrefix(name, ".env.") {
		return false
	}
	dir := p.Tree.Parent(p.entry)
	i, ok := p.Tree.Child(dir, "package.json")
	if !ok {
		return false
	}
	if p.Head == nil {
		return strings.HasPrefix(name, ".env.production")
	}
	text := string(p.Head(p.Tree.Path(i), settingsSize))
	bundles := slices.ContainsFunc(bundlers, func(word string) bool { return strings.Contains(text, word) })
	if name != ".env" {
		return bundles || strings.HasPrefix(name, ".env.production")
	}
	far, _ := p.Builds.Reach(p.entry) // its server reads it, too
	return bundles && (far >= builds.MayBeInImage || p.Builds.BuildsWith("node"))
}

// tokens are what a settings file has where it holds a secret. A value that is
// a variable is none.
var tokens = []string{"_authToken=", "_password=", "_auth=", "npmAuthToken:", "npmAuthIdent:", "<password>", "ClearTextPassword"}

// token reports whether a settings file holds a secret.
func (p *pass) token() bool {
	for line := range strings.Lines(p.head(settingsSize)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		compact := strings.ReplaceAll(line, " ", "")
		for _, token := range tokens {
			if _, value, ok := strings.Cut(compact, token); ok && value != "" && !isVariable(value) {
				return true
			}
		}
		if p.name.Pattern == "pip.conf" {
			if _, rest, ok := strings.Cut(line, "://"); ok {
				user, _, at := strings.Cut(rest, "@")
				if _, password, colon := strings.Cut(user, ":"); at && colon && !isVariable(password) && !strings.Contains(user, "/") {
					return true
				}
			}
		}
	}
	return false
}

// isVariable reports whether a value only names where the secret is.
func isVariable(value string) bool {
	value = strings.TrimLeft(value, `"'`)
	return strings.HasPrefix(value, "${") || strings.HasPrefix(value, "$") || strings.HasPrefix(value, "%") || strings.HasPrefix(value, `value="%`)
}
