package verify

import (
	"strings"
	"testing"
)

// What buildx v0.38.2 printed for a build that failed in the transfer of the
// build context, shortened.
const broken = `#0 a line that is none of BuildKit's
{"vertexes":[{"digest":"sha256:1","name":"[internal] load .dockerignore"}]}
{"statuses":[{"id":"transferring context:","vertex":"sha256:1","name":"transferring","current":0,"timestamp":"2026-11-24T06:41:25.45Z","started":"2026-11-24T06:41:25.45Z"}]}
{"statuses":[{"id":"transferring context:","vertex":"sha256:1","name":"transferring","current":46,"timestamp":"2026-11-24T06:41:25.46Z","started":"2026-11-24T06:41:25.45Z","completed":"2026-11-24T06:41:25.46Z"}]}
{"vertexes":[{"digest":"sha256:1","name":"[internal] load .dockerignore","started":"2026-11-24T06:41:25.45Z","completed":"2026-11-24T06:41:25.46Z"}]}
{"vertexes":[{"digest":"sha256:2","name":"[internal] load build context","started":"2026-11-24T06:41:25.47Z"}]}
{"statuses":[{"id":"transferring context:","vertex":"sha256:2","name":"transferring","current":3041,"timestamp":"2026-11-24T06:41:25.48Z","started":"2026-11-24T06:41:25.47Z","completed":"2026-11-24T06:41:25.48Z"}]}
{"vertexes":[{"digest":"sha256:2","name":"[internal] load build context","started":"2026-11-24T06:41:25.47Z","completed":"2026-11-24T06:41:25.49Z","error":"context canceled"}]}
{"statuses":[{"id":"sending tarball","vertex":"sha256:3","current":7,"timestamp":"2026-11-24T06:41:38.83Z"}]}
Dockerfile:3
--------------------
ERROR: failed to build: failed to solve: Canceled: context canceled`

func TestProgress(t *testing.T) {
	for _, size := range []int{1, 7, len(broken)} { // however the output arrives
		p := newProgress()
		for rest := broken; rest != ""; {
			n := min(size, len(rest))
			if _, err := p.Write([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		p.end()
		if got := p.figure("[internal] load .dockerignore"); got != 46 {
			t.Errorf("the ignore file has %d bytes, want 46", got)
		}
		if got := p.figure("[internal] load build context"); got != 3041 {
			t.Errorf("the build context has %d bytes, want 3041", got)
		}
		if got := p.figure("[context other] load from client"); got != -1 {
			t.Errorf("what was not transferred has %d bytes", got)
		}
		whole := p.whole()
		if len(whole) != 1 || whole[0] != (transferring{"[internal] load .dockerignore", "context"}) {
			t.Errorf("not broken off: %v", whole)
		}
		if got := lastWords(p.said.String()); got != "failed to build: failed to solve: Canceled: context canceled" {
			t.Errorf("last words: %q", got)
		}
	}
}

func TestLastWords(t *testing.T) {
	for said, want := range map[string]string{
		"": "",
		"DEPRECATED: old\n\nSending build context\nerror checking context: syntax error\n": "error checking context: syntax error",
		"Error: building at STEP \"COPY a /\": gone\n":                                     `building at STEP "COPY a /": gone`,
		"ERROR: first\nView details: x\n":                                                  "first",
	} {
		if got := lastWords(said); got != want {
			t.Errorf("lastWords(%q) = %q, want %q", strings.TrimSpace(said), got, want)
		}
	}
}
