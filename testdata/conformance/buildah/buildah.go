// Package buildah runs Buildah.
package buildah

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// A Builder is a buildah and where it keeps its images.
type Builder struct {
	program, policy string
	env             []string
}

// New makes ready what buildah needs.
func New(d install.Debian) (*Builder, error) {
	b := &Builder{d.Program("buildah"), filepath.Join(sandbox.Run, "policy.json"), d.Env()}
	return b, os.WriteFile(b.policy, []byte(`{"default": [{"type": "insecureAcceptAnything"}]}`), 0o644)
}

// A Build is what a build came to.
type Build struct {
	Status    int
	Image     []wire.Entry
	Complaint string
}

// Build builds a tree.
func (b *Builder) Build(ctx context.Context, t tree.Tree) (Build, error) {
	work := filepath.Join(sandbox.Run, "buildah", t.Name)
	if err := os.MkdirAll(work, 0o755); err != nil {
		return Build{}, err
	}
	defer os.RemoveAll(work)
	image := filepath.Join(work, "image.tar")
	args := []string{
		"--root", work + "/root", "--runroot", work + "/runroot", "--storage-driver", "vfs",
		"bud", "--isolation", "chroot", "--signature-policy", b.policy, "--layers=false", "--pull=false", "-o", "type=tar,dest=" + image,
	}
	answer, err := t.Client(b.env...).Run(ctx, b.program, append(args, t.Args(tree.Buildah)...)...)
	if err != nil {
		return Build{}, err
	}
	built := Build{Status: answer.Status}
	for line := range strings.Lines(string(answer.Stderr)) {
		if text := strings.TrimSpace(line); text != "" {
			built.Complaint = strings.ReplaceAll(text, t.Context, "CTX")
		}
	}
	if built.Status == 0 {
		built.Image, err = list(image)
	}
	return built, err
}

// list reads an archive.
func list(file string) ([]wire.Entry, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return wire.FromTar(f)
}
