package wire

import (
	"fmt"
	"slices"
)

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

// settled is the transfer as a record has it. When the client gives up, it depends on time how much content has been
// asked for and sent by then: content does not count.
func (t Transfer) settled() Transfer {
	if !t.Failed {
		return t
	}
	t.Total -= t.DataBytes
	t.Payload, t.DataBytes = 0, 0
	t.Entries = slices.Clone(t.Entries)
	for k := range t.Entries {
		t.Entries[k].Sent = 0
	}
	return t
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
