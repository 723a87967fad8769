package analysis

import (
	"cmp"
	"slices"
)

// Budget is the most that may be sent. A limit below 0 is none.
type Budget struct {
	// MaxSize is the limit in bytes for everything that is sent, MaxFileSize
	// for each file.
	MaxSize, MaxFileSize int64
	// MaxFiles is the limit for the number of entries that are no directories.
	MaxFiles int64
}

// NoBudget limits nothing.
func NoBudget() Budget { return Budget{MaxSize: -1, MaxFileSize: -1, MaxFiles: -1} }

// A Breach is a limit that is broken.
type Breach struct {
	// Budget is the name of the flag that sets the limit.
	Budget string
	// Limit and Actual are in bytes or entries, as the limit counts.
	Limit, Actual int64
	// Path is the file that is too large; empty for limits on the whole.
	Path string
}

// Breaches are the limits that what is sent breaks, the largest files first
// among files.
func (r *Result) Breaches(b Budget) []Breach {
	var out []Breach
	sent := r.Most()
	if b.MaxSize >= 0 && sent.Totals.Bytes > b.MaxSize {
		out = append(out, Breach{Budget: "max-size", Limit: b.MaxSize, Actual: sent.Totals.Bytes})
	}
	if files := int64(sent.Totals.Files); b.MaxFiles >= 0 && files > b.MaxFiles {
		out = append(out, Breach{Budget: "max-files", Limit: b.MaxFiles, Actual: files})
	}
	if b.MaxFileSize >= 0 {
		out = append(out, r.tooLarge(b.MaxFileSize)...)
	}
	return out
}

func (r *Result) tooLarge(limit int64) []Breach {
	var out []Breach
	t := r.Tree
	for i := uint32(1); i < uint32(t.Len()); i++ {
		if r.Most().Sent(i) && t.Mode(i).IsRegular() && t.Size(i) > limit {
			out = append(out, Breach{Budget: "max-file-size", Limit: limit, Actual: t.Size(i), Path: t.Path(i)})
		}
	}
	slices.SortStableFunc(out, func(a, b Breach) int { return cmp.Compare(b.Actual, a.Actual) })
	return out
}
