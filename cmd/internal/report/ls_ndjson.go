package report

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
)

type jsonEntry struct {
	jsonPath
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	Mode     string `json:"mode"`
	Linkname string `json:"linkname"`
	LinkBase string `json:"linkname_bytes,omitempty"`
	By       string `json:"by"`
	Note     string `json:"note,omitempty"`
}

// NDJSON prints an object a line.
func NDJSON(w io.Writer, r *analysis.Result, items iter.Seq[predict.Item]) error {
	b := bufio.NewWriter(w)
	encoder := json.NewEncoder(visible{b})
	encoder.SetEscapeHTML(false)
	for e := range items {
		err := encoder.Encode(jsonEntry{
			jsonPath: pathJSON(e.Path), Type: e.Kind.String(), Size: e.Size,
			Mode: predict.Octal(e.Mode), Linkname: e.Linkname, LinkBase: bytesJSON(e.Linkname), By: r.DecidedBy(e.Path), Note: e.Note,
		})
		if err != nil {
			return err
		}
	}
	return b.Flush()
}
