package buildkit

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// A Build is what a build with buildx came to.
type Build struct {
	Status    int
	Figures   []Figure
	Image     []wire.Entry // only if asked for
	Complaint string       // the last thing that a failing build said

	silent bool // a step that sends something printed no figure
}

// A Figure is the size that a step printed, in bytes.
type Figure struct {
	Step  string
	Bytes int64
	Final bool // whether the transfer came to its end
}

// Build builds a tree.
func (b *Builder) Build(ctx context.Context, t tree.Tree, image bool) (Build, error) {
	args := []string{"build", "--builder", name, "--progress=rawjson", "--output", "type=tar,dest=-"}
	client := t.Client(env(t.Nobody)...)
	read, write, err := os.Pipe()
	if err != nil {
		return Build{}, err
	}
	defer read.Close()
	var result Build
	done := make(chan error, 1)
	go func() {
		var err error
		if image {
			result.Image, err = wire.FromTar(read)
		}
		_, rest := io.Copy(io.Discard, read)
		done <- errors.Join(err, rest)
	}()
	client.Stdout = write
	answer, err := client.Run(ctx, b.programs.Buildx, append(args, t.Args(tree.Buildx)...)...)
	write.Close()
	if err := errors.Join(err, <-done); err != nil {
		return Build{}, fmt.Errorf("building %s: %w", t.Name, err)
	}
	result.Status = answer.Status
	result.read(answer.Stderr)
	result.Complaint = strings.ReplaceAll(result.Complaint, t.Context, "CTX")
	return result, nil
}

// told reports whether every transfer told its last figure. When two run at once the last one of either is lost now and
// then, and what is left on the screen is one from the middle, or none at all.
func (b Build) told() bool {
	return b.Status != 0 || !b.silent && !slices.ContainsFunc(b.Figures, func(f Figure) bool { return !f.Final })
}

// attempts is how often two builds are made until everything is told.
const attempts = 5

// Twice builds a tree that the daemon does not know, and once more. The image is that of the first build.
func (b *Builder) Twice(ctx context.Context, t tree.Tree, image bool) (first, second Build, err error) {
	for i := range attempts {
		again, restore := t, func() error { return nil }
		if i > 0 {
			if again, restore, err = t.Renamed(fmt.Sprintf("%s-%d", t.Name, i)); err != nil {
				return first, second, err
			}
		}
		if first, err = b.Build(ctx, again, image); err == nil {
			second, err = b.Build(ctx, again, false)
		}
		if err := errors.Join(err, restore()); err != nil {
			return first, second, err
		}
		if first.told() && second.told() || t.Record == "" {
			break
		}
	}
	return first, second, nil
}

// progress is a line of --progress=rawjson.
type progress struct {
	Vertexes []struct{ Digest, Name, Error string }
	Statuses []struct {
		ID, Vertex string
		Current    int64
		Completed  *time.Time
	}
}

// read takes the figures and the last words out of what buildx printed.
func (b *Build) read(stderr []byte) {
	steps := make(map[string]string)
	last := make(map[string]Figure)
	var order []string
	for line := range bytes.Lines(stderr) {
		var p progress
		if json.Unmarshal(line, &p) != nil {
			if text := strings.TrimSpace(string(line)); text != "" {
				b.Complaint = text
			}
			continue
		}
		for _, v := range p.Vertexes {
			steps[v.Digest] = v.Name
		}
		for _, s := range p.Statuses {
			if !strings.HasPrefix(s.ID, "transferring ") {
				continue
			}
			f, known := last[s.Vertex]
			if !known {
				order = append(order, s.Vertex)
			}
			// They may come out of order.
			if !f.Final {
				last[s.Vertex] = Figure{Bytes: s.Current, Final: s.Completed != nil}
			}
		}
	}
	for vertex, step := range steps {
		if _, told := last[vertex]; !told && transfers.MatchString(step) {
			b.silent = true
		}
	}
	for _, vertex := range order {
		f := last[vertex]
		f.Step = steps[vertex]
		b.Figures = append(b.Figures, f)
	}
	b.Complaint = reference.ReplaceAllString(b.Complaint, "REF")
}

// transfers are the steps that send something.
var transfers = regexp.MustCompile(`^\[(internal|context .*)\] load (build context|build definition .*|\.dockerignore|from client)$`)

// reference is the part of a complaint that is another one each time.
var reference = regexp.MustCompile(`\b[a-z0-9]{25}::[a-z0-9]{25}\b`)

// Spy builds a tree with the recording client. The transfers are cold.
func (b *Builder) Spy(ctx context.Context, t tree.Tree) ([]wire.Transfer, error) {
	args := []string{"-addr", Address, "-key", "spy " + t.Name}
	answer, err := t.Client(env(t.Nobody)...).Run(ctx, b.programs.Wirespy, append(args, t.Args(tree.Buildx)...)...)
	if err != nil {
		return nil, err
	}
	var transfers []wire.Transfer
	if err := gob.NewDecoder(bytes.NewReader(answer.Stdout)).Decode(&transfers); err != nil {
		return nil, fmt.Errorf("recording %s: %w\n%s", t.Name, err, answer.Stderr)
	}
	return transfers, nil
}
