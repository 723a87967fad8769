// Package product runs buildctx.
package product

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// A Program is the file of buildctx.
type Program string

// A Listing is what "buildctx ls" says.
type Listing struct {
	Status  int
	Entries []wire.Entry
	Stderr  string
}

// List asks for what a builder is sent of a tree.
func (p Program) List(ctx context.Context, t tree.Tree, builder, args string) (Listing, error) {
	answer, err := t.Client().Run(ctx, string(p), append([]string{"ls", "--format", "ndjson", "--builder", builder}, t.Args(args)...)...)
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Status: answer.Status, Stderr: string(answer.Stderr)}
	for d := json.NewDecoder(bytes.NewReader(answer.Stdout)); d.More(); {
		var e object
		if err := d.Decode(&e); err != nil {
			return l, fmt.Errorf("reading what buildctx ls said: %w", err)
		}
		l.Entries = append(l.Entries, e.entry())
	}
	return l, nil
}

// An object is an entry as "ls --format ndjson" writes it.
type object struct {
	Path          string `json:"path"`
	PathBytes     []byte `json:"path_bytes"`
	Type          string `json:"type"`
	Size          int64  `json:"size"`
	Mode          string `json:"mode"`
	Linkname      string `json:"linkname"`
	LinknameBytes []byte `json:"linkname_bytes"`
	Note          string `json:"note"`
}

func (o object) entry() wire.Entry {
	e := wire.Entry{Path: o.Path, Type: o.Type, Size: o.Size, Mode: o.Mode, Linkname: o.Linkname}
	if o.PathBytes != nil {
		e.Path = string(o.PathBytes)
	}
	if o.LinknameBytes != nil {
		e.Linkname = string(o.LinknameBytes)
	}
	if o.Type == wire.File {
		e.Sent = o.Size
		if o.Note == "empty" || o.Note == "unreadable" {
			e.Sent = 0
		}
	}
	return e
}

// An Analysis is what "buildctx analyze" says of the transfers.
type Analysis struct {
	Status    int
	Stderr    string
	Transfers []Transfer
}

// A Transfer is one of them. Figures are null where buildctx does not know them, for the reason given.
type Transfer struct {
	Step     string   `json:"step"`
	Kind     string   `json:"kind"`
	Follow   []string `json:"follow"`
	Exclude  []string `json:"exclude"`
	WireCold *int64   `json:"wire_cold"`
	WireWarm *int64   `json:"wire_warm"`
	Unknown  string   `json:"unknown"`
}

// MainContext is the kind of the transfer of a context, not of a Dockerfile or an ignore file.
const MainContext = "context"

// Analyze asks for the figures of all transfers.
func (p Program) Analyze(ctx context.Context, t tree.Tree, builder, args string) (Analysis, error) {
	answer, err := t.Client().Run(ctx, string(p), append([]string{"analyze", "--format", "json", "--builder", builder}, t.Args(args)...)...)
	if err != nil {
		return Analysis{}, err
	}
	a := Analysis{Status: answer.Status, Stderr: strings.TrimSpace(string(answer.Stderr))}
	if len(answer.Stdout) == 0 {
		return a, nil
	}
	if err := json.Unmarshal(answer.Stdout, &a); err != nil {
		return a, fmt.Errorf("reading what buildctx analyze said: %w", err)
	}
	return a, nil
}
