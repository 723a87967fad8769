package suggest

import (
	"strings"
	"testing"
)

func TestSecrets(t *testing.T) {
	const key = "-----BEGIN EC PRIVATE KEY-----\n"
	const certificate = "-----BEGIN CERTIFICATE-----\n"
	runRows(t, []row{
		{
			"by name, however small",
			place{files: []string{
				".env", "web/.env.local", "web/.env.example", "web/.env.sample", ".env.test", "deploy/id_ed25519", "deploy/id_ed25519.pub",
				".netrc", "a/.aws/credentials", "credentials", "a/.aws/task-definition.json", "x.tfstate", "x.tfstate.backup", "config/master.key",
			}},
			[]string{
				"safe secrets **/*.tfstate: x.tfstate", "safe secrets **/.env.local: web/.env.local", "safe secrets **/.env: .env",
				"safe secrets **/.netrc: .netrc", "safe secrets **/id_ed25519: deploy/id_ed25519", "safe secrets **/*.tfstate.*: x.tfstate.backup",
				"safe secrets -: a/.aws/credentials", "safe secrets -: config/master.key",
			},
		},
		{
			"by the names of tools that write them",
			place{files: []string{
				"gha-creds-5f3c9e1b2a4d6f70.json", ".dev.vars", "rclone.conf", "ansible/.vault_pass", "auth.json", "client_secret_1.json", "token.json",
			}, heads: map[string]string{
				"auth.json": `{"http-basic": {"a.b": {"username": "t", "password": "0123456789ab"}}}`, "client_secret_1.json": `{"client_secret": "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"}`,
			}},
			[]string{
				"review secrets -: auth.json", "review secrets -: client_secret_1.json", "safe secrets **/.dev.vars: .dev.vars",
				"safe secrets **/gha-creds-*.json: gha-creds-5f3c9e1b2a4d6f70.json", "safe secrets -: ansible/.vault_pass", "safe secrets -: rclone.conf",
			},
		},
		{
			"tracked",
			place{files: []string{".env", "id_rsa"}, tracked: []string{".env"}},
			[]string{"review secrets **/.env: .env", "safe secrets **/id_rsa: id_rsa"},
		},
		{
			"keys and certificates told apart",
			place{
				files: []string{"tls/server.key", "tls/ca.pem", "tls/key.pem", "slides.key 5M", "testdata/ca.pem", "testdata/key.pem"},
				heads: map[string]string{
					"tls/server.key": key, "tls/key.pem": key, "tls/ca.pem": certificate, "testdata/ca.pem": certificate, "testdata/key.pem": key,
				},
			},
			[]string{
				"review secrets -: testdata/key.pem", "review secrets -: slides.key", "safe secrets -: tls/key.pem",
				"safe secrets -: tls/server.key",
			},
		},
		{
			"where contents are not looked at",
			place{files: []string{"server.key", "ca.pem", "store.jks"}},
			[]string{"review secrets -: ca.pem", "safe secrets -: server.key", "safe secrets -: store.jks"},
		},
		{
			"a COPY of the directory of keys",
			place{files: []string{"certs/server.key", "app/server.key", "app/.env"}, dockerfiles: []string{"FROM nginx\nCOPY certs /certs\nCOPY app /app\n"}},
			[]string{"review secrets -: app/server.key", "safe secrets **/.env: app/.env"},
		},
		{
			"a RUN reads it",
			place{files: []string{".env"}, dockerfiles: []string{"FROM node\nCOPY . .\nRUN . ./.env && npm run build\n"}},
			[]string{"review secrets **/.env: .env"},
		},
		{
			"a bundler reads it",
			place{files: []string{"package.json", ".env.production", ".env.local"}},
			[]string{"review secrets **/.env.production: .env.production", "safe secrets **/.env.local: .env.local"},
		},
		{
			"a bundler reads whatever its mode is called",
			place{
				files: []string{"package.json", ".env.staging", ".env", "go/.env", "api/package.json", "api/.env.staging"},
				heads: map[string]string{"package.json": `{"devDependencies": {"vite": "7"}}`, "api/package.json": `{"dependencies": {"express": "5"}}`},
			},
			[]string{"review secrets **/.env.staging: .env.staging", "safe secrets **/.env.staging: api/.env.staging", "safe secrets **/.env: .env go/.env"},
		},
		{
			"a RUN has the bundler build",
			place{
				files:       []string{"web/package.json", "web/.env", ".env"},
				heads:       map[string]string{"web/package.json": `{"devDependencies": {"@angular/cli": "20"}}`},
				dockerfiles: []string{"FROM node\nCOPY . .\nRUN cd web && npm run build\n"},
			},
			[]string{"review secrets **/.env: web/.env", "safe secrets **/.env: .env"},
		},
		{
			"certificates are no secrets",
			place{
				files: []string{"ca.crt", "ca.pem", "chain.pem"},
				heads: map[string]string{"ca.crt": certificate, "ca.pem": certificate, "chain.pem": certificate + strings.Repeat("x\n", 4000) + key},
			},
			[]string{"safe secrets -: chain.pem"},
		},
		{
			"settings with a token and without",
			place{
				files: []string{"a/.npmrc", "b/.npmrc", "c/.npmrc", "pip.conf", "nuget.config", ".yarnrc.yml"},
				heads: map[string]string{
					"a/.npmrc":     "//registry.example.com/:_authToken=abc\n",
					"b/.npmrc":     "//registry.example.com/:_authToken=${NPM_TOKEN}\n",
					"c/.npmrc":     "save-exact=true\n; _authToken=abc\n",
					"pip.conf":     "[global]\nindex-url = https://user:pass@example.com/simple\n",
					"nuget.config": `<add key="ClearTextPassword" value="%PAT%" />` + "\n",
					".yarnrc.yml":  "npmAuthToken: abc\n",
				},
			},
			[]string{"review secrets -: .yarnrc.yml", "review secrets -: a/.npmrc", "review secrets -: pip.conf"},
		},
		{
			"settings without a look",
			place{files: []string{".npmrc", "pip.conf"}},
			nil,
		},
		{
			"settings that may hold secrets",
			place{
				files: []string{"a.env", "b.env", "c.env", "prod.tfvars"},
				heads: map[string]string{"a.env": "DB_PASSWORD=x\n", "b.env": "GOTOOLCHAIN=local\n", "c.env": "TOKEN=x\n", "prod.tfvars": "db_password = 1\n"}, tracked: []string{"c.env"},
			},
			[]string{"review secrets **/*.tfvars: prod.tfvars", "review secrets -: a.env"},
		},
	})
}
