package report

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
)

// The types of this file are parts of several formats.
type (
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonCount struct {
		Files int   `json:"files"`
		Dirs  int   `json:"dirs"`
		Bytes int64 `json:"bytes"`
	}
	jsonRefusal struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	}
)

// encode writes one object, indented, in which text stays as it is.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(visible{w})
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// jsonPath is a path; one that is not valid UTF-8 is given in base64 too.
type jsonPath struct {
	Path      string `json:"path"`
	PathBytes string `json:"path_bytes,omitempty"`
}

func pathJSON(path string) jsonPath { return jsonPath{Path: path, PathBytes: bytesJSON(path)} }

// bytesJSON is a text in base64, if it is not valid UTF-8 and JSON would
// change it; else empty.
func bytesJSON(text string) string {
	if utf8.ValidString(text) {
		return ""
	}
	return base64.StdEncoding.EncodeToString([]byte(text))
}

func count(t buildcontext.Totals) jsonCount { return jsonCount(t) }

func refusalsJSON(r *analysis.Result) []jsonRefusal {
	out := []jsonRefusal{}
	for _, x := range r.Refusals {
		out = append(out, jsonRefusal{x.File, x.Line, x.Message})
	}
	return out
}

// figure is null for one that is not known.
func figure(n int64) *int64 {
	if n < 0 {
		return nil
	}
	return &n
}
