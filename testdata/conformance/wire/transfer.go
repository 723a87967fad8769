package wire

import "fmt"

// A Transfer is one transfer of BuildKit: what the daemon asked for and what the client sent.
type Transfer struct {
	Name      string
	Follow    []string
	Exclude   []string
	Entries   []Entry
	Total     int64 // the figure that BuildKit prints
	Payload   int64 // bytes of content
	StatBytes int64 // of the messages that announce entries
	DataBytes int64 // of the messages that carry content
	Failed    bool  // the client gave up
}

// IsMain reports whether this is the transfer of the context itself, not that of its ignore file.
func (t Transfer) IsMain() bool {
	return t.Name == "context" && (len(t.Follow) != 1 || t.Follow[0] != ".dockerignore")
}

// block writes the transfer as a record does.
func (t Transfer) block() Block {
	b := Block{Head: fmt.Sprintf("# transfer %s total=%d entries=%d payload=%d statbytes=%d databytes=%d",
		t.Name, t.Total, len(t.Entries), t.Payload, t.StatBytes, t.DataBytes)}
	for _, pattern := range t.Exclude {
		b.Asked = append(b.Asked, fmt.Sprintf("# exclude %q", pattern))
	}
	for _, path := range t.Follow {
		b.Asked = append(b.Asked, fmt.Sprintf("# follow %q", path))
	}
	for _, e := range t.Entries {
		b.Entries = append(b.Entries, e.Detailed())
	}
	return b
}
