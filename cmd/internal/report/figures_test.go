package report

import (
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 212_400_000: "212 MB", -5: "-5 B"} {
		if got := Size(bytes); got != want {
			t.Errorf("Size(%d) = %s, want %s", bytes, got, want)
		}
	}
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{"800kB": 800_000, "1GiB": 1 << 30, "50 MB": 50_000_000, "12": 12, "0": 0} {
		if got, err := ParseSize(text); err != nil || got != want {
			t.Errorf("ParseSize(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "lots", "-1", "99999999999999999999", "1,5MB", "1,000", "5 0MB", "1e9", "0x10", "NaN"} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("ParseSize(%q) = %d", text, got)
		}
	}
}

// TestPrinted holds what the builders themselves print.
func TestPrinted(t *testing.T) {
	for _, test := range []struct {
		bytes   int64
		builder ignore.Builder
		want    string
	}{
		{2, ignore.BuildKit, "2B"},
		{999, ignore.BuildKit, "999B"},
		{1000, ignore.BuildKit, "1.00kB"},
		{999_999, ignore.BuildKit, "1000.00kB"},
		{128_462_172, ignore.BuildKit, "128.46MB"},
		{2048, ignore.Classic, "2.048kB"},
		{25_088, ignore.Classic, "25.09kB"},
		{1_073_743_360, ignore.Classic, "1.074GB"},
	} {
		if got := Printed(test.bytes, test.builder); got != test.want {
			t.Errorf("%d: %s, want %s", test.bytes, got, test.want)
		}
	}
}
