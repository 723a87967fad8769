package builds

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/commands"
)

// withRun is what is known of one RUN in a build context with two directories.
func withRun(t *testing.T, run string) (r *Builds, tree *buildcontext.Tree, web uint32) {
	t.Helper()
	in := place{files: []string{"api/x", "web/x"}}.input(t)
	r = New(in)
	r.add(runLine{Run: commands.NewRun(run), where: "Dockerfile:3"})
	web, ok := in.Tree.Lookup("web/x")
	if !ok {
		t.Fatal("no web/x")
	}
	return r, in.Tree, web
}

func TestAgain(t *testing.T) {
	tests := []struct {
		key, run string
		made     bool
	}{
		{"node", "npm ci --omit=dev", true},
		{"node", "corepack enable && yarn", true},
		{"node", "yarn --immutable", true},
		{"node", "yarn build", false},
		{"node", "cd web; pnpm i", true},
		{"node", "cd api; pnpm i", false},
		{"node", "npm --prefix api ci && npm ci --prefix api", false},
		{"node", "apk add npm install", false},
		{"node", "npm install -g pnpm", false},
		{"python", "pip install uv", false},
		{"python", "pip install --no-cache-dir -r requirements.txt", true},
		{"node", "echo npm ci", false},
		{"php", "composer install", true},
		{"php", "composer dump-autoload", false},
		{"ruby", "bundle exec rake", false},
		{"go", "make", false},
		{"", "npm ci", false},
	}
	for _, tt := range tests {
		r, _, web := withRun(t, tt.run)
		fact := r.FetchedBy(tt.key, web)
		if made := fact != ""; made != tt.made {
			t.Errorf("%s, %q: fact %q", tt.key, tt.run, fact)
		}
	}
}
