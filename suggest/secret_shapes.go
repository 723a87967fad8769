package suggest

import (
	"bytes"
	"regexp"
	"slices"
	"sync"
)

// A shape is what a secret looks like. Nothing of a secret is ever shown.
type shape struct {
	why  string
	harm Harm
	// hint is a text that it has for certain, which is looked for first.
	hint    string
	pattern string
	// with are texts of which the file must hold one, too; none are needed
	// where it is empty.
	with []string
	// unless are texts of which what is found must hold none, in lower case.
	unless []string
}

// shapes are what secrets look like, by the forms that their makers document.
var shapes = []shape{
	{why: "private key", harm: Key, hint: "PRIVATE KEY", pattern: `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s|[A-Za-z-]+: [^\n]*)+[A-Za-z0-9+/=]{40}`},
	{why: "key of a Google service account", harm: Key, hint: "service_account", pattern: `"type"\s*:\s*"service_account"`, with: []string{"private_key"}},
	{why: "access key of AWS", harm: Key, hint: "AKIA", pattern: `\bAKIA[0-9A-Z]{16}\b`},
	{why: "secret key of AWS", harm: Key, hint: "aws_secret_access_key", pattern: `aws_secret_access_key\s*[=:]\s*["']?[A-Za-z0-9/+]{40}\b`},
	{why: "key of Azure storage", harm: Key, hint: "AccountKey=", pattern: `AccountKey=[A-Za-z0-9+/]{80,}={0,2}`},
	{why: "key of the Google API", harm: Doubtful, hint: "AIza", pattern: `\bAIza[0-9A-Za-z_-]{35}\b`},
	{why: "token of GitHub", harm: Key, hint: "gh", pattern: `\bgh[pousr]_[A-Za-z0-9]{36}`},
	{why: "token of GitHub", harm: Key, hint: "github_pat_", pattern: `\bgithub_pat_[A-Za-z0-9_]{22,}`},
	{why: "token of GitLab", harm: Key, hint: "glpat-", pattern: `\bglpat-[A-Za-z0-9_-]{20}`},
	{why: "token of Slack", harm: Key, hint: "xox", pattern: `\bxox[abprs]-[0-9]{6,}-[A-Za-z0-9-]{10,}`},
	{why: "token of npm", harm: Key, hint: "npm_", pattern: `\bnpm_[A-Za-z0-9]{36}\b`},
	{why: "token of PyPI", harm: Key, hint: "pypi-", pattern: `\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}`},
	{why: "key of Stripe", harm: Key, hint: "_live_", pattern: `\b[rs]k_live_[0-9a-zA-Z]{20,}`},
	{why: "key of Anthropic", harm: Key, hint: "sk-ant-", pattern: `\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{40,}`},
	{why: "key of OpenAI", harm: Key, hint: "sk-", pattern: `\bsk-(?:proj-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})`},
	{why: "credentials of Kubernetes", harm: Key, hint: "kind: Config", pattern: `(?m)^\s*(?:client-key-data|token|password):\s*\S{16,}`},
	{why: "state of terraform, holds secrets", harm: Leak, hint: "terraform_version", pattern: `"terraform_version"\s*:`, with: []string{`"lineage"`}},
	{why: "credentials of a registry", harm: Key, hint: `"auths"`, pattern: `"auth"\s*:\s*"[A-Za-z0-9+/=]{12,}"`},
	{why: "Google Cloud credentials", harm: Key, hint: "external_account", pattern: `"Authorization"\s*:\s*"Bearer [A-Za-z0-9._-]{20,}"`},
	{why: "Google OAuth token", harm: Key, hint: "ya29.", pattern: `\bya29\.[A-Za-z0-9_-]{20,}`},
	{why: "Google OAuth client secret", harm: Leak, hint: "GOCSPX-", pattern: `\bGOCSPX-[A-Za-z0-9_-]{20,}`},
	{why: "Composer credentials", harm: Key, hint: `"http-basic"`, pattern: `"password"\s*:\s*"[^"\s$%{}<>]{8,}"`},
	{why: "Composer credentials", harm: Key, hint: `-oauth"`, pattern: `"git(?:hub|lab)-oauth"\s*:\s*\{\s*"[a-z0-9.:-]+"\s*:\s*"[^"\s$%{}<>]{8,}"`},
	{why: "Composer credentials", harm: Key, hint: `"gitlab-token"`, pattern: `"gitlab-token"\s*:\s*\{\s*"[a-z0-9.:-]+"\s*:\s*"[^"\s$%{}<>]{8,}"`},
	{why: "Rails secret key", harm: Leak, hint: "secret_key_base", pattern: `secret_key_base:\s*["']?[0-9a-f]{64,}`},
	{
		why: "password in a connection string", harm: Doubtful, hint: "assword=",
		pattern: `(?i)\b(?:Server|Data Source|Host|Address)=[^"'\n]*;\s*Password=[^;"'\s$%{}<>*]{6,}`, unless: []string{"localhost", "127.0.0.1", "(localdb)", "password=password", "your"},
	},
	{why: "password in an address", harm: Leak, hint: "://", pattern: `\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?|rediss?)://[^\s:@/"']+:[^\s:@/"'${}<>%*]{8,}@(?:[a-z0-9-]+\.)+[a-z]{2,}`},
}

// samples are words by which examples in documents are known.
var samples = [][]byte{[]byte("EXAMPLE"), []byte("example.com"), []byte("xxxxxxxx"), []byte("XXXXXXXX"), []byte("changeme")}

// expressions are the patterns of shapes, compiled.
var expressions = sync.OnceValue(func() []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(shapes))
	for k, s := range shapes {
		out[k] = regexp.MustCompile(s.pattern)
	}
	return out
})

// shapeOf says what secret a text holds; empty if none is found.
func shapeOf(text []byte) string {
	if s := shapeIn(text); s != nil {
		return s.why
	}
	return ""
}

// shapeIn is the first shape that is found in a text; nil if none is.
func shapeIn(text []byte) *shape {
	for k := range shapes {
		s := &shapes[k]
		if !bytes.Contains(text, []byte(s.hint)) {
			continue
		}
		real := func(found []byte) bool {
			return !containsAny(found, samples) && !containsAny(bytes.ToLower(found), toBytes(s.unless))
		}
		if !slices.ContainsFunc(expressions()[k].FindAll(text, -1), real) {
			continue
		}
		if len(s.with) == 0 || containsAny(text, toBytes(s.with)) {
			return s
		}
	}
	return nil
}

func containsAny(text []byte, parts [][]byte) bool {
	for _, part := range parts {
		if bytes.Contains(text, part) {
			return true
		}
	}
	return false
}

func toBytes(texts []string) [][]byte {
	out := make([][]byte, len(texts))
	for k, text := range texts {
		out[k] = []byte(text)
	}
	return out
}
