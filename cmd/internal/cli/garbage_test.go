package cli

import "testing"

// Much garbage may lie about beside little, and no more than is in use beside much.
func TestPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 400, 4 << 20: 400, 24 << 20: 400, 48 << 20: 200, 96 << 20: 100, 4 << 30: 100} {
		if got := percent(live); got != want {
			t.Errorf("%d%% of %d bytes, want %d%%", got, live, want)
		}
	}
}
