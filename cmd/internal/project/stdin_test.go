package project

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
)

// A Dockerfile on standard input that is too long is an error with the figure,
// and is not cut.
func TestLongStandardInput(t *testing.T) {
	dir := t.TempDir()
	resolve := func(comment int) (*Resolved, error) {
		text := io.MultiReader(strings.NewReader("FROM scratch\n#"), io.LimitReader(endless{}, int64(comment)))
		return Resolve(Args{Dir: dir, File: "-", Stdin: text})
	}
	head := len("FROM scratch\n#")
	if b, err := resolve(maxDockerfile - head); err != nil || len(b.Source) != maxDockerfile {
		t.Errorf("one of the greatest length: %v", err)
	}
	if _, err := resolve(maxDockerfile - head + 1); !errors.Is(err, scan.ErrTooLarge) || !strings.Contains(err.Error(), "16777216") {
		t.Errorf("one that is too long: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for k := range p {
		p[k] = 'x'
	}
	return len(p), nil
}
