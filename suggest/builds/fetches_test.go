package builds

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
)

// withRun is what is known of one RUN in a build context with two directories.
func withRun(t *testing.T, run string) (r *Builds, tree *buildcontext.Tree, web uint32) {
	t.Helper()
	in := place{files: []string{"api/x", "web/x"}}.input(t)
	r = New(in)
	r.add(newRunLine("Dockerfile:3", run))
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

func TestBuilders(t *testing.T) {
	tests := []struct {
		stack, run string
		want       bool
	}{
		{"node", "npm run build:prod", true},
		{"node", "npm ci && npx tsc", true},
		{"node", "NODE_ENV=production yarn workspace web build", true},
		{"node", "npm ci --omit=dev", false},
		{"node", "npm test", false},
		{"node", "npm install -g webpack-cli", false},
		{"python", "pip install build", false},
		{"python", "python -m pip install build", false},
		{"python", "pip install -e .", true},
		{"python", "python -m build", true},
		{"cargo", "cargo install cargo-chef", false},
		{"cargo", "cargo install --path .", true},
		{"node", "python manage.py collectstatic && make migrations", false},
		{"node", "go build ./x", false},
		{"node", "make build", false},
		{"gradle", "./gradlew assemble", true},
		{"gradle", "./gradlew test", false},
		{"maven", "./mvnw -q package -DskipTests", true},
		{"cargo", "cargo build --release", true},
		{"cargo", "cargo test", false},
		{"go", "CGO_ENABLED=0 go build ./x", true},
		{"make", "mkdir -p build && make", true},
		{"make", "apt-get install -y make", false},
		{"make", "sudo apt-get install -y make", false},
		{"make", "make install", true},
		{"c", "pip install cmake ninja", false},
		{"c", "git clone https://github.com/ninja-build/ninja", false},
		{"c", "# cmake runs outside", false},
		{"node", "mkdir -p build && cp a dist", false},
		{"node", "useradd -d /build x", false},
	}
	for _, tt := range tests {
		b := buildsOf(tt.stack)
		if got := b.line(newRunLine("Dockerfile:3", tt.run)); got != tt.want {
			t.Errorf("%s: %q builds: %v", tt.stack, tt.run, got)
		}
	}
}
