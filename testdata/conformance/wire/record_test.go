package wire

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecords reads every record and writes it: nothing is lost, and none differs from itself.
func TestRecords(t *testing.T) {
	files, err := filepath.Glob("../../builder/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no records: %v", err)
	}
	for _, file := range files {
		r, err := Read(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := r.Diff(r); diff != "" {
			t.Errorf("%s differs from itself:\n%s", file, diff)
		}
		if r.Versions == "" {
			continue // The older ones are written a little differently.
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), r.String()); diff != "" {
			t.Errorf("%s (-file +written)\n%s", file, diff)
		}
	}
}

func TestDiff(t *testing.T) {
	old := &Record{
		Blocks: []Block{{Head: "# transfer context total=2"}, {Head: "# transfer context total=9", Entries: []string{"a", "b"}}},
		End:    []string{"# exit 0"},
	}
	now := &Record{
		Blocks: []Block{{Head: "# transfer context total=9", Entries: []string{"a\tf 0644 0:0 1", "b\tf 0644 0:0 1"}}, {Head: "# transfer context total=2"}},
		End:    []string{"# exit 0"},
	}
	if diff := old.Diff(now); diff != "" {
		t.Errorf("details and the order of transfers are no difference:\n%s", diff)
	}
	now.Blocks[0].Entries[0], now.Blocks[0].Entries[1] = now.Blocks[0].Entries[1], now.Blocks[0].Entries[0]
	if old.Diff(now) == "" {
		t.Error("the order of entries is a difference")
	}
}

func TestQuote(t *testing.T) {
	for name, want := range map[string]string{
		"a b": "a b", "#": `\x23`, "a#": "a#", "\xff": `\xff`, "\n\t\\": `\n\t\\`, "\x01": `\x01`, "\uFFFD": "\uFFFD",
	} {
		if got := Quote(name); got != want {
			t.Errorf("Quote(%q) = %s, want %s", name, got, want)
		}
	}
}
