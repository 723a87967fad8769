package cli

import "testing"

// Much garbage may lie about beside little, and half of what is in use beside much.
func TestPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 400, 4 << 20: 400, 16 << 20: 400, 32 << 20: 200, 64 << 20: 100, 4 << 30: 50} {
		if got := percent(live); got != want {
			t.Errorf("%d%% of %d bytes, want %d%%", got, live, want)
		}
	}
}
