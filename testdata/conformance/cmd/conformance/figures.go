package main

import (
	"fmt"
	"slices"

	"github.com/buildctx/buildctx/testdata/conformance/buildkit"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// A pick takes a figure of a transfer.
type pick func(product.Transfer) *int64

func cold(t product.Transfer) *int64 { return t.WireCold }
func warm(t product.Transfer) *int64 { return t.WireWarm }

// figures compares what the steps printed. Where the build fails buildctx need not know how far a transfer came; what
// one printed that never ended is nobody's to know. Where only the first of several figures of one step is known, all
// of that step count as unknown.
func figures(aspect verdict.Aspect, builder buildkit.Build, buildctx []product.Transfer, figure pick) verdict.Check {
	unknown := make(map[string]string)
	for _, t := range buildctx {
		if figure(t) == nil {
			unknown[t.Step] = t.Unknown
		}
	}
	var want, got, missing []string
	for _, t := range buildctx {
		if _, ok := unknown[t.Step]; !ok {
			got = append(got, fmt.Sprintf("%s: %d", t.Step, *figure(t)))
		}
	}
	for _, f := range builder.Figures {
		reason, ok := unknown[f.Step]
		switch {
		case !f.Final || ok && builder.Status != 0:
		case ok:
			missing = append(missing, fmt.Sprintf("%s: printed %d, buildctx does not know: %s", f.Step, f.Bytes, reason))
		default:
			want = append(want, fmt.Sprintf("%s: %d", f.Step, f.Bytes))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	check := verdict.Same(aspect, want, got)
	check.Unknown = check.Diff == "" && len(missing) > 0
	for _, line := range missing {
		check.Diff += line + "\n"
	}
	return check
}
