package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// secretSent finds secrets among what is sent.
var secretSent = &Rule{
	ID: "secret-sent", Local: true, Severity: diag.Warning, Varies: "error for a private key or credential that ends in the image, info among tests, where it may be none, and for what a mount alone needs",
	What: "A secret is sent to the builder.",
	Why: "What is copied stays in a layer for ever, where everybody finds it who can pull the image; a builder keeps what it was sent. " +
		"Give a build its secrets with --mount=type=secret.",
	Bad:  Example{Ignore: "dist\n", Files: ".env=TOKEN=1 app.js", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Good: Example{Ignore: ".env\n", Files: ".env=TOKEN=1 app.js", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Run: func(p *Pass) {
		p.copiedSecrets()
		for c := range p.sent(catalog.Secret) {
			f := Finding{Help: "buildctx suggest keeps it out"}
			t := p.Sent.Tree
			if c.Safety < diag.Safe {
				f.Help = "buildctx suggest --level review asks about it"
			}
			f.Severity = severityOf(p, c)
			if c.Advice != "" {
				f.Help = c.Advice
			}
			verb := "are"
			if len(c.Entries) == 1 {
				verb = "is"
			}
			p.reportAt(p.whole(), f, "%s %s sent: %s", listed(paths(t, c.Entries), 1), verb, strings.Join(append([]string{c.Why}, c.Evidence...), ", "))
		}
	},
}

// severityOf is how bad it is that a secret is sent. That git tracks it makes
// it no better. What a person has let in by its name, and is no key, is told
// and no more.
func severityOf(p *Pass, c *suggest.Candidate) *diag.Severity {
	s := diag.Warning
	letIn := p.allLetIn(c.Entries)
	switch {
	case c.Harm == suggest.Doubtful, letIn && !c.Grave, c.Reach == builds.NotTaken && c.Safety < diag.Safe:
		s = diag.Info
	case c.Grave && !letIn:
		s = diag.Error
	}
	return &s
}

// allLetIn reports whether exceptions name all of the entries.
func (p *project) allLetIn(entries []uint32) bool {
	m := p.File.Matcher(p.Builder)
	return !slices.ContainsFunc(entries, func(i uint32) bool { return !p.letIn(m, i) })
}

// copiedSecrets finds secrets that the Dockerfile names. A mount ends in no
// layer.
func (p *Pass) copiedSecrets() {
	set := p.ShownNeeds()
	if set == nil {
		return
	}
	t := p.Sent.Tree
	for k := range set.Sources {
		s := &set.Sources[k]
		if s.Whole || s.Path == "" || s.Context != "" || s.Unused {
			continue
		}
		for _, i := range t.Find(s.Path) {
			if t.IsDir(i) || !p.Sent.Sent(i) || !p.isSecret(i) {
				continue
			}
			f := Finding{Help: "give it to the RUN that needs it: --mount=type=secret"}
			does := "copies"
			if s.Mount {
				does = "sends"
			}
			severity := severityOfCopied(p, i)
			if s.Mount {
				severity = diag.Info
			}
			f.Severity = &severity
			p.reportAt(p.dockerfile.source(s, 0), f, "this %s %s, which is a secret by its name", does, t.Path(i))
		}
	}
}

// severityOfCopied is how bad it is that a COPY names a secret.
func severityOfCopied(p *Pass, i uint32) diag.Severity {
	switch p.HarmOf(i) {
	case suggest.Doubtful:
		return diag.Info
	case suggest.Key:
		if far, _ := p.Builds.Reach(i); far == builds.InImage {
			return diag.Error
		}
	}
	return diag.Warning
}

// isSecret reports whether a file is a secret by its name; of keys and
// certificates, which are called alike, the content says it.
func (p *project) isSecret(i uint32) bool {
	const keySize = 64 << 10
	t := p.Sent.Tree
	if category, _ := suggest.Classify(t, i); category != catalog.Secret {
		return false
	}
	switch path.Ext(t.Name(i)) {
	case ".pem", ".key", ".p8":
		return p.Head == nil || strings.Contains(string(p.Head(t.Path(i), keySize)), "PRIVATE KEY")
	}
	return true
}
