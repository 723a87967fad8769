package suggest

import "testing"

func TestAgain(t *testing.T) {
	tests := []struct {
		key, run     string
		made, missed bool
	}{
		{"node", "npm ci --omit=dev", true, false},
		{"node", "corepack enable && yarn", true, false},
		{"node", "yarn --immutable", true, false},
		{"node", "yarn build", false, true},
		{"node", "cd web; pnpm i", true, false},
		{"node", "apk add npm install", false, true},
		{"node", "echo", false, true},
		{"php", "composer install", true, false},
		{"php", "composer dump-autoload", false, false}, // no stage runs PHP
		{"ruby", "bundle exec rake", false, false},
		{"", "npm ci", false, false},
	}
	for _, tt := range tests {
		r := &runs{bases: []string{"node:22"}, words: map[string]string{}, files: map[string]string{}}
		r.add("Dockerfile:3", tt.run)
		fact, missed := r.again(tt.key)
		if made := fact != ""; made != tt.made || missed != tt.missed {
			t.Errorf("%s, %q: fact %q, missed %v", tt.key, tt.run, fact, missed)
		}
	}
}

func TestRebuilds(t *testing.T) {
	for run, want := range map[string]bool{
		"npm run build:prod":          true,
		"./gradlew assemble":          true,
		"CGO_ENABLED=0 go build ./x":  true,
		"npm ci && npx tsc":           true,
		"mkdir -p build && cp a dist": false,
		"npm ci --omit=dev":           false,
		"apt-get install -y make":     false,
		"useradd -d /build x":         false,
	} {
		r := &runs{words: map[string]string{}, files: map[string]string{}}
		r.add("Dockerfile:3", run)
		if got := r.rebuilds(); got != want {
			t.Errorf("%q rebuilds: %v", run, got)
		}
	}
}
