package report

import (
	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
)

// positions finds lines and columns in the files that findings are in.
type positions struct {
	r     *analysis.Result
	texts map[string][]byte
	index map[string]*diag.Index
}

func newPositions(r *analysis.Result) *positions {
	return &positions{r, make(map[string][]byte), make(map[string]*diag.Index)}
}

// text is what a file says.
func (p *positions) text(file string) []byte {
	text, known := p.texts[file]
	if !known {
		text = p.r.Text(file)
		p.texts[file] = text
	}
	return text
}

// at is the position of a byte of a file. Nothing is read for what is about a
// file as a whole.
func (p *positions) at(file string, offset int) diag.Position {
	if offset == 0 {
		return diag.Position{Line: 1, Column: 1}
	}
	if p.index[file] == nil {
		p.index[file] = diag.NewIndex(p.text(file))
	}
	return p.index[file].Position(offset)
}

// span is where a finding begins and ends.
func (p *positions) span(d diag.Diagnostic) (start, end diag.Position) {
	return p.at(d.File, d.Start), p.at(d.File, d.End)
}

// isWhole reports whether a finding is about a file as a whole.
func isWhole(d diag.Diagnostic) bool { return d.End == 0 }
