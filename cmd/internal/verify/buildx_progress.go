package verify

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// A progress reads what "buildx build --progress rawjson" prints: an object a
// line (client.SolveStatus of BuildKit), and words about errors.
type progress struct {
	rest  []byte          // of a line that is not finished
	steps map[string]step // by digest
	sent  map[transferring]int64
	ended map[transferring]string // the digest of the step, of those that came to an end
	said  strings.Builder
}

// A step is one of a build.
type step struct {
	name   string
	failed bool
}

// transferring names one transfer in what is printed.
type transferring struct {
	step string // "[internal] load build context"
	name string // "context"
}

func newProgress() *progress {
	return &progress{steps: make(map[string]step), sent: make(map[transferring]int64), ended: make(map[transferring]string)}
}

// Write takes the next part of the output.
func (p *progress) Write(b []byte) (int, error) {
	p.rest = append(p.rest, b...)
	for {
		line, rest, found := bytes.Cut(p.rest, []byte("\n"))
		if !found {
			return len(b), nil
		}
		p.line(line)
		p.rest = rest
	}
}

// end takes a last line that is not finished.
func (p *progress) end() {
	p.line(p.rest)
	p.rest = nil
}

func (p *progress) line(line []byte) {
	var status struct {
		Vertexes []struct {
			Digest string `json:"digest"`
			Name   string `json:"name"`
			Error  string `json:"error"`
		} `json:"vertexes"`
		Statuses []struct {
			ID        string     `json:"id"`
			Vertex    string     `json:"vertex"`
			Current   int64      `json:"current"`
			Completed *time.Time `json:"completed"`
		} `json:"statuses"`
	}
	if !bytes.HasPrefix(line, []byte("{")) || json.Unmarshal(line, &status) != nil {
		p.said.Write(line)
		p.said.WriteByte('\n')
		return
	}
	for _, v := range status.Vertexes {
		p.steps[v.Digest] = step{name: v.Name, failed: v.Error != ""}
	}
	for _, s := range status.Statuses {
		name, ok := strings.CutPrefix(s.ID, "transferring ")
		if name, colon := strings.CutSuffix(name, ":"); ok && colon {
			// The last one counts (source/local/source.go, newProgressHandler).
			t := transferring{step: p.steps[s.Vertex].name, name: name}
			p.sent[t] = s.Current
			if s.Completed != nil {
				p.ended[t] = s.Vertex
			}
		}
	}
}

// whole are the transfers that were not broken off. Those come to an end too,
// and the step fails after that.
func (p *progress) whole() []transferring {
	var out []transferring
	for t, digest := range p.ended {
		if !p.steps[digest].failed {
			out = append(out, t)
		}
	}
	return out
}

// figure is what one step transferred in bytes; -1 if there was no such step.
func (p *progress) figure(step string) int64 {
	for t, n := range p.sent {
		if t.step == step {
			return n
		}
	}
	return -1
}
