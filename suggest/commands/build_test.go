package commands

import "testing"

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
		b := OutputBuildsOf(tt.stack)
		if got := b.MakesAny(NewRun(tt.run)); got != tt.want {
			t.Errorf("%s: %q builds: %v", tt.stack, tt.run, got)
		}
	}
}
