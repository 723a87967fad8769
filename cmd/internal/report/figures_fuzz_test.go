package report_test

import (
	"cmp"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/buildctx/buildctx/cmd/internal/report"
)

// FuzzParseSize compares with a calculation to the byte, and reads figures that
// were printed again.
func FuzzParseSize(f *testing.F) {
	for _, text := range []string{"800kB", "1GiB", "50 MB", "12", "1.5 tb", "0.1k", "1,5MB", ".", "1e3", "9007199254740993", "4EiB", "٣MB", "1..2", "5 mib "} {
		f.Add(text)
	}
	shape := regexp.MustCompile(`^([0-9]*\.?[0-9]*) *([kmgtpe]?)(i?)b? *$`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := report.ParseSize(text)
		if err != nil {
			return
		}
		parts := shape.FindStringSubmatch(strings.Join(strings.FieldsFunc(strings.ToLower(text), unicode.IsSpace), " "))
		if parts == nil || got < 0 || got > 1<<62 {
			t.Fatalf("%q is %d", text, got)
		}
		want, ok := new(big.Rat).SetString("0" + strings.TrimSuffix(parts[1], "."))
		if !ok {
			t.Fatalf("%q is %d", text, got)
		}
		unit := new(big.Rat).SetInt64(1000)
		if parts[3] != "" {
			unit.SetInt64(1024)
		}
		for range strings.Index("_kmgtpe", cmp.Or(parts[2], "_")) {
			want.Mul(want, unit)
		}
		exact, _ := want.Float64()
		if difference := math.Abs(exact - float64(got)); difference > 1+exact*1e-15 {
			t.Fatalf("%q is %d, want %g", text, got, exact)
		}
		if back, err := report.ParseSize(strconv.FormatInt(got, 10)); err != nil || back != got {
			t.Fatalf("%d is read as %d, %v", got, back, err)
		}
	})
}
