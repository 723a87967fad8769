package verify

import (
	"bytes"
	"encoding/json"
	"strings"
)

// A progress reads what "buildx build --progress rawjson" prints: an object a
// line (client.SolveStatus of BuildKit), and words about errors.
type progress struct {
	rest  []byte            // of a line that is not finished
	steps map[string]string // by digest
	sent  map[transferring]int64
	said  strings.Builder
}

// transferring names one transfer in what is printed.
type transferring struct {
	step string // "[internal] load build context"
	name string // "context"
}

func newProgress() *progress {
	return &progress{steps: make(map[string]string), sent: make(map[transferring]int64)}
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
		} `json:"vertexes"`
		Statuses []struct {
			ID      string `json:"id"`
			Vertex  string `json:"vertex"`
			Current int64  `json:"current"`
		} `json:"statuses"`
	}
	if !bytes.HasPrefix(line, []byte("{")) || json.Unmarshal(line, &status) != nil {
		p.said.Write(line)
		p.said.WriteByte('\n')
		return
	}
	for _, v := range status.Vertexes {
		p.steps[v.Digest] = v.Name
	}
	for _, s := range status.Statuses {
		name, ok := strings.CutPrefix(s.ID, "transferring ")
		name, ended := strings.CutSuffix(name, ":")
		if ok && ended {
			// The last one counts (source/local/source.go, newProgressHandler).
			p.sent[transferring{step: p.steps[s.Vertex], name: name}] = s.Current
		}
	}
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
