package wire

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
)

// A Record is a file of a folder of testdata/builder.
type Record struct {
	Versions string  // who recorded it: "# recorded with …", empty in older records
	Blocks   []Block // one for each transfer
	End      []string
}

// A Block is a transfer in a record. One without a head is the list of a builder that has only one.
type Block struct {
	Head    string
	Asked   []string
	Entries []string
}

// Read reads a record; nil where there is none.
func Read(file string) (*Record, error) {
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := new(Record)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "":
		case strings.HasPrefix(line, "# recorded "):
			r.Versions = line
		case strings.HasPrefix(line, "# transfer "):
			r.Blocks = append(r.Blocks, Block{Head: strings.TrimSuffix(line, " metadataonly=false")})
		case strings.HasPrefix(line, "# follow "), strings.HasPrefix(line, "# exclude "):
			last := r.last()
			last.Asked = append(last.Asked, line)
		case strings.HasPrefix(line, "# sha256 "):
			last := r.last()
			last.Entries = append(last.Entries, line)
		case strings.HasPrefix(line, "#"):
			r.End = append(r.End, line)
		default:
			last := r.last()
			last.Entries = append(last.Entries, line)
		}
	}
	return r, nil
}

func (r *Record) last() *Block {
	if len(r.Blocks) == 0 {
		r.Blocks = append(r.Blocks, Block{})
	}
	return &r.Blocks[len(r.Blocks)-1]
}

// Write writes the record.
func (r *Record) Write(file string) error { return os.WriteFile(file, []byte(r.String()), 0o644) }

func (r *Record) String() string {
	var lines []string
	if r.Versions != "" {
		lines = append(lines, r.Versions)
	}
	for _, b := range r.Blocks {
		lines = append(lines, b.lines()...)
	}
	return strings.Join(append(lines, r.End...), "\n") + "\n"
}

func (b Block) lines() []string {
	var lines []string
	if b.Head != "" {
		lines = append(lines, b.Head)
	}
	return append(append(lines, b.Asked...), b.Entries...)
}

// FromTransfers is the record of a build with BuildKit. The transfers of one build come in any order; the record has
// them in the order of what they are for.
func FromTransfers(versions string, transfers []Transfer, status int, complaint string) *Record {
	r := &Record{Versions: versions, End: []string{fmt.Sprintf("# exit %d", status)}}
	if status != 0 && complaint != "" {
		r.End = append(r.End, "# text\t"+complaint)
	}
	var figures []string
	for _, t := range transfers {
		t = t.settled()
		r.Blocks = append(r.Blocks, t.block())
		if t.IsMain() {
			figures = append(figures, fmt.Sprint(t.Total))
		}
	}
	slices.SortStableFunc(r.Blocks, func(a, b Block) int { return a.rank() - b.rank() })
	if figures == nil {
		figures = []string{"none"}
	}
	slices.Sort(figures)
	r.End = append(r.End, "# transferring context: "+strings.Join(figures, " "))
	return r
}

// FromUpload is the record of what a classic client sent, sorted by path.
func FromUpload(versions string, entries []Entry, size int64, status int, complaint string) *Record {
	r := &Record{Versions: versions, Blocks: []Block{{}}, End: []string{fmt.Sprintf("# exit %d", status)}}
	for _, e := range entries {
		r.Blocks[0].Entries = append(r.Blocks[0].Entries, e.Detailed())
	}
	slices.Sort(r.Blocks[0].Entries)
	figure := "none"
	if len(entries) > 0 {
		figure = fmt.Sprint(size)
	}
	if status != 0 && complaint != "" {
		r.End = append(r.End, "# text "+complaint)
	}
	r.End = append(r.End, "# transferring context: "+figure)
	return r
}

// FromImage is the record of what an image holds, sorted by path.
func FromImage(versions string, image []Entry, status int, complaint string) *Record {
	r := &Record{Versions: versions, Blocks: []Block{{}}, End: []string{fmt.Sprintf("# exit %d", status)}}
	for _, e := range image {
		r.Blocks[0].Entries = append(r.Blocks[0].Entries, e.Line())
	}
	slices.Sort(r.Blocks[0].Entries)
	if status != 0 && complaint != "" {
		r.End = append(r.End, "# text "+complaint)
	}
	r.End = append(r.End, "# transferring context: n/a")
	return r
}

// rank puts the Dockerfile first, then ignore files, then contexts.
func (b Block) rank() int {
	switch {
	case strings.HasPrefix(b.Head, "# transfer dockerfile "):
		return 0
	case slices.Equal(b.Asked, []string{`# follow ".dockerignore"`}):
		return 1
	default:
		return 2
	}
}

// Digested is the record with a digest in place of each long list.
func (r *Record) Digested() *Record {
	short := *r
	short.Blocks = slices.Clone(r.Blocks)
	for i, b := range short.Blocks {
		if len(b.Entries) > long {
			sum := sha256.Sum256([]byte(strings.Join(b.Entries, "\n")))
			short.Blocks[i].Entries = []string{fmt.Sprintf("# sha256 %x of %d entries", sum, len(b.Entries))}
		}
	}
	return &short
}

// long is how many entries are too many for a record.
const long = 1000
