//go:build linux

package oracle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
	"golang.org/x/sync/errgroup"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
)

// wire is what the program says that a transfer costs.
func wire(t *testing.T, tree *buildcontext.Tree, view *buildcontext.View) *buildcontext.Wire {
	t.Helper()
	attributes, err := scan.ReadAttributes(t.Context(), tree.Listing(), view.Sent)
	if err != nil || len(attributes.Problems) > 0 {
		t.Fatal(err, attributes.Problems)
	}
	return view.Wire(attributes)
}

// checkPackets sends what a client sends to an empty directory, and then again, and compares what the receiver counts
// with the figures. It is the receiver's progress that BuildKit prints (source/local/source.go, newProgressHandler).
func checkPackets(t *testing.T, theirs fsutil.FS, ours *buildcontext.Wire) string {
	t.Helper()
	copied, err := os.MkdirTemp(memory(), "oracle-copy")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(copied)
	var figures [2]int64
	for i := range figures {
		if figures[i], err = receive(t.Context(), theirs, copied); err != nil {
			t.Fatalf("transfer %d: %v", i, err)
		}
	}
	if figures != [2]int64{ours.Cold, ours.Warm} {
		return fmt.Sprintf("the builder counts %d bytes and then %d, the program %d and %d", figures[0], figures[1], ours.Cold, ours.Warm)
	}
	return ""
}

// receive transfers a file system into a directory and returns what the receiver counted.
func receive(ctx context.Context, from fsutil.FS, into string) (figure int64, err error) {
	g, ctx := errgroup.WithContext(ctx)
	there, back := make(chan []byte, 16), make(chan []byte, 16)
	g.Go(func() error {
		defer close(there)
		return fsutil.Send(ctx, &pipe{ctx, back, there}, from, nil)
	})
	g.Go(func() error {
		return fsutil.Receive(ctx, &pipe{ctx, there, back}, into, fsutil.ReceiveOpt{
			ProgressCb: func(size int, _ bool) { figure = int64(size) },
		})
	})
	err = g.Wait()
	return figure, err
}

// A pipe is one side of a connection. Packets go through it as bytes.
type pipe struct {
	ctx     context.Context //nolint:containedctx // the interface asks for it
	in, out chan []byte
}

func (p *pipe) Context() context.Context { return p.ctx }

func (p *pipe) SendMsg(m any) error {
	data, err := m.(*types.Packet).MarshalVT()
	if err != nil {
		return err
	}
	select {
	case p.out <- data:
		return nil
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
}

func (p *pipe) RecvMsg(m any) error {
	select {
	case data, more := <-p.in:
		if !more {
			return io.EOF
		}
		return m.(*types.Packet).UnmarshalVT(data)
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
}

// counted counts what is read.
type counted struct {
	io.Reader
	bytes int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.bytes += int64(n)
	return n, err
}

// TestFigureOfNothing holds the figure that everybody has seen.
func TestFigureOfNothing(t *testing.T) {
	root := t.TempDir()
	tree := read(t, root)
	base, err := fsutil.NewFS(root)
	if err != nil {
		t.Fatal(err)
	}
	w := wire(t, tree, tree.Replay(buildcontext.Rules{}))
	if d := checkPackets(t, base, w); d != "" || w.Cold != 2 {
		t.Errorf("%d bytes; %s", w.Cold, d)
	}
}

// TestChunks compares the figures of files around the ends of packets.
func TestChunks(t *testing.T) {
	root := t.TempDir()
	for _, size := range []int{0, 1, 127, 128, 32<<10 - 1, 32 << 10, 32<<10 + 1, 64 << 10, 1 << 20, 3<<20 + 7} {
		if err := os.WriteFile(fmt.Sprintf("%s/%d", root, size), []byte(strings.Repeat("x", size)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree := read(t, root)
	base, _, err := client(t, root, nil, nil)
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if d := checkPackets(t, base, wire(t, tree, tree.Replay(buildcontext.Rules{}))); d != "" {
		t.Error(d)
	}
}
