package suggest

import (
	"strings"
	"testing"

	"github.com/buildctx/buildctx/suggest/builds"
)

// TestHarm shows that what is in a secret and where it ends says how bad it is,
// and not whether git tracks it.
func TestHarm(t *testing.T) {
	key := "-----BEGIN PRIVATE" + " KEY-----\n" + strings.Repeat("aB3dE5gH", 12) + "\n-----END PRIVATE" + " KEY-----\n"
	const inImage, inStage = "FROM scratch\nCOPY . /\n", "FROM golang AS build\nCOPY . /src\nFROM scratch\nCOPY --from=build /out /\n"
	tests := []struct {
		file, content, dockerfile string
		tracked                   bool
		harm                      Harm
		grave                     bool
	}{
		{"id_rsa", key, inImage, false, Key, true},
		{"id_rsa", key, inImage, true, Key, true},
		{"credentials.json", `{"private_key": "` + strings.ReplaceAll(key, "\n", `\n`) + `"}`, inImage, true, Key, true},
		{"tls/server.key", key, inStage, true, Key, false},
		{"tls/server.key", "-----BEGIN PUBLIC KEY-----\n", inImage, false, Doubtful, false},
		{"tests/server.key", key, inImage, false, Doubtful, false},
		{"examples/tls/server.key", key, inImage, true, Doubtful, false},
		{"id_rsa", "", inImage, true, Leak, false},
		{".env", "TOKEN=1\n", inImage, true, Leak, false},
		{".env", "PORT=3000\n", inImage, true, Doubtful, false},
		{".env", "PORT=3000\n", inImage, false, Leak, false},
		{".env", "AWS=AKIA" + "ABCDEFGHIJKLMNOP\n", inImage, false, Key, true},
		{"web/firebase.json", `{"apiKey": "AIza` + strings.Repeat("aB3dE", 7) + `"}`, inImage, true, Doubtful, false},
		{"a.tfvars", "db_password = 1\n", inImage, false, Doubtful, false},
	}
	for _, tt := range tests {
		p := place{files: []string{"main.go", tt.file}, heads: map[string]string{tt.file: tt.content}, tracked: []string{"main.go"}, dockerfiles: []string{tt.dockerfile}}
		if tt.tracked {
			p.tracked = append(p.tracked, tt.file)
		}
		found := Find(p.input(t))
		if len(found) != 1 {
			t.Errorf("%s: %d candidates are found, not one", tt.file, len(found))
			continue
		}
		if c := found[0]; c.Harm != tt.harm || c.Grave != tt.grave {
			t.Errorf("%s, tracked %v, reach %v of %v: harm %v, grave %v; want %v, %v", tt.file, tt.tracked, c.Reach, builds.InImage, c.Harm, c.Grave, tt.harm, tt.grave)
		}
	}
}
