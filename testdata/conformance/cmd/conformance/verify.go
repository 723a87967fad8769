package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/buildkit"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// verify has the tests of "buildctx verify" ask the BuildKit that runs here. They hold that it agrees, that it names a
// file that is changed behind its back, and that nothing is left at the builder, so that nothing else may build then.
func (m machine) verify(ctx context.Context) (*verdict.Sheet, error) {
	sheet := &verdict.Sheet{Builder: "verify", Version: m.Versions.BuildKit}
	for _, test := range []string{"TestVerifyBuildKit", "TestVerifyBuildKitChanged"} {
		answer, err := m.test(ctx, "^"+test+"$")
		if err != nil {
			return nil, err
		}
		check := verdict.Check{Aspect: verdict.Status}
		if answer.Status != 0 || !strings.Contains(string(answer.Stdout), "--- PASS: "+test+" ") {
			check.Diff = string(answer.Stdout) + string(answer.Stderr)
		}
		sheet.Add(test, []verdict.Check{check})
	}
	return sheet, nil
}

// test runs tests of buildctx that ask the BuildKit that runs here.
func (m machine) test(ctx context.Context, tests string) (sandbox.Answer, error) {
	path := filepath.Dir(m.stored(m.Buildx, "buildx")) + string(filepath.ListSeparator) + os.Getenv("PATH")
	client := sandbox.Client{
		Dir: filepath.Join(m.Folder, "../../cmd/buildctx"),
		Env: append([]string{"BUILDCTX_BUILDKIT_ADDR=" + buildkit.Address, "PATH=" + path}, m.Go...),
	}
	return client.Run(ctx, m.own("buildctx.test"), "-test.v", "-test.run", tests)
}
