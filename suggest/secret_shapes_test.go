package suggest

import (
	"strings"
	"testing"
)

// The secrets are put together here, so that no file of the repository looks
// like one.
func TestShapes(t *testing.T) {
	long := strings.Repeat("aB3dE5gH", 12)
	tests := []struct{ text, want string }{
		{"-----BEGIN RSA PRIVATE" + " KEY-----\n" + long[:64] + "\n", "private key"},
		{"-----BEGIN OPENSSH PRIVATE" + " KEY-----\n" + long[:70], "private key"},
		{"-----BEGIN RSA PRIVATE" + " KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + long[:64], "private key"},
		{`{"type": "service_account", "private_key": "-----BEGIN PRIVATE` + ` KEY-----\n` + long[:64] + `"}`, "private key"},
		{`{"type": "service_account", "private_key": "x"}`, "key of a Google service account"},
		{`if strings.Contains(text, "-----BEGIN PRIVATE` + ` KEY-----") {`, ""},
		{"-----BEGIN CERTIFICATE-----\n" + long, ""},
		{"key = AKIA" + "ABCDEFGHIJKLMNOP", "access key of AWS"},
		{"key = AKIA" + "IOSFODNN7EXAMPLE", ""},
		{"# such as AKIA" + "IOSFODNN7EXAMPLE\nkey = AKIA" + "ABCDEFGHIJKLMNOP", "access key of AWS"},
		{"aws_secret_access_key = " + long[:40], "secret key of AWS"},
		{"token: ghp_" + long[:36], "token of GitHub"},
		{"ghp_short", ""},
		{"//registry.npmjs.org/:_authToken=npm_" + long[:36], "token of npm"},
		{"STRIPE=sk_live_" + long[:24], "key of Stripe"},
		{"STRIPE=sk_test_" + long[:24], ""},
		{"apiVersion: v1\nkind: Config\nusers:\n- user:\n    client-key-data: " + long, "credentials of Kubernetes"},
		{"kind: ConfigMap\n", ""},
		{`{"version": 4, "terraform_version": "1.9", "lineage": "x"}`, "state of terraform, holds secrets"},
		{`{"auths": {"r.io": {"auth": "` + long[:24] + `"}}}`, "credentials of a registry"},
		{`{"type": "external_account", "headers": {"Authorization": "Bearer eyJ` + long[:40] + `"}}`, "Google Cloud credentials"},
		{`{"token": "ya29.` + long[:40] + `", "refresh_token": "x"}`, "Google OAuth token"},
		{`{"installed": {"client_secret": "GOCSPX-` + long[:28] + `"}}`, "Google OAuth client secret"},
		{`{"http-basic": {"repo.packagist.com": {"username": "token", "password": "` + long[:40] + `"}}}`, "Composer credentials"},
		{`{"github-oauth": {"github.com": "` + long[:40] + `"}}`, "Composer credentials"},
		{`{"gitlab-token": {"gitlab.com": "` + long[:20] + `"}}`, "Composer credentials"},
		{`{"http-basic": {"repo.packagist.com": {"username": "token", "password": "%TOKEN%"}}}`, ""},
		{"production:\n  secret_key_base: " + strings.Repeat("0f", 64) + "\n", "Rails secret key"},
		{"production:\n  secret_key_base: <%= ENV[\"SECRET_KEY_BASE\"] %>\n", ""},
		{`"Default": "Server=db.internal;Database=shop;User Id=sa;Password=` + long[:12] + `;"`, "password in a connection string"},
		{`"Default": "Server=localhost;Database=shop;User Id=sa;Password=` + long[:12] + `;"`, ""},
		{`"Default": "Server=db.internal;Database=shop;User Id=sa;Password=${DB_PASSWORD};"`, ""},
		{"DATABASE_URL=postgres://app:s3cr3tpassw0rd@db.internal.net/app", "password in an address"},
		{"DATABASE_URL=postgres://app:${PASSWORD}@db.internal.net/app", ""},
		{"DATABASE_URL=postgres://app:password@localhost/app", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := shapeOf([]byte(tt.text)); got != tt.want {
			t.Errorf("%.60q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Settings that hold a secret are a question, wherever they lie near the root;
// what is in a directory that goes anyway, or is source, is not read.
func TestSecretContents(t *testing.T) {
	secret := "token: ghp_" + strings.Repeat("aB3dE5gH", 5)[:36]
	heads := make(map[string]string)
	for _, name := range []string{"config/app.yaml", "node_modules/x/conf.yaml", "main.go", "package-lock.json", "a/b/c/d/e/f/deep.yaml", "tests/a.yaml", "named.yaml"} {
		heads[name] = secret
	}
	runRows(t, []row{{
		"by contents",
		place{
			files: []string{
				"config/app.yaml", "node_modules/x/conf.yaml 50k", "package.json", "main.go", "package-lock.json", "a/b/c/d/e/f/deep.yaml", "tests/a.yaml", "named.yaml", "other.yaml",
			},
			heads: heads, dockerfiles: []string{"FROM node\nCOPY . .\nCOPY named.yaml /etc/\nRUN npm ci\n"},
		},
		[]string{"safe dependencies **/node_modules: node_modules", "review secret-contents -: config/app.yaml", "review secret-contents -: tests/a.yaml"},
	}})
}
