package builds

import "testing"

// A package manager works for the part of the build context that lies where a
// RUN works, and for no other.
func TestWorkplaces(t *testing.T) {
	const base = "FROM node\nWORKDIR /app\n"
	workspace := []string{"package-lock.json"}
	tests := []struct {
		name, dockerfile string
		files            []string
		away             bool // from web
	}{
		{"at the root", base + "COPY . .\nRUN npm ci\n", nil, false},
		{"in it", base + "COPY . .\nWORKDIR web\nRUN npm ci\n", nil, false},
		{"in another part", base + "COPY . .\nWORKDIR api\nRUN npm ci\n", nil, true},
		{"in another part of a workspace", base + "COPY . .\nWORKDIR api\nRUN npm ci\n", workspace, false},
		{"where another part lies", base + "COPY api/package.json ./\nRUN npm ci\nCOPY web /web\n", nil, true},
		{"where it lies alone", base + "COPY web .\nRUN npm ci\n", nil, false},
		{"in a stage upon another one", "FROM node AS b\nWORKDIR /app/api\nCOPY . /app\nFROM b\nRUN npm ci\n", nil, true},
		{"somewhere else", base + "COPY . .\nRUN cd /opt && npm ci\n", nil, true},
		{"somewhere else by a flag", base + "COPY . .\nRUN npm ci --prefix /opt/x\n", nil, true},
		{"where it works anyway", base + "COPY . .\nRUN cd /app && npm ci\n", nil, false},
		{"where something was put", base + "COPY web/package.json /tmp/i/\nRUN cd /tmp/i && npm ci\n", nil, false},
		{"below the root of the image", "FROM node\nWORKDIR /srv\nCOPY . /\nRUN cd /web && npm ci\n", nil, false},
		{"where nothing is known", "FROM node\nCOPY . x/\nRUN npm ci\n", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := place{
				files:       append(tt.files, "api/package.json", "web/package.json", "web/node_modules/a.js"),
				dockerfiles: []string{tt.dockerfile},
			}.input(t)
			r := New(in)
			at, _ := in.Tree.Lookup("web/node_modules")
			if got := r.away("node", r.lines[0], at, true); got != tt.away {
				t.Errorf("away: %v", got)
			}
		})
	}
}
