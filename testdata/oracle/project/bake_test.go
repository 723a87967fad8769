package oracle

import (
	"context"
	"strings"
	"testing"

	"github.com/docker/buildx/bake"
)

// bakeBuilds are the builds of all targets of "docker buildx bake", with the
// files that are given as with -f, or with those that it finds itself. It is
// run in the root.
func bakeBuilds(t *testing.T, root string, files, env []string) ([]build, error) {
	t.Helper()
	t.Chdir(root)
	t.Setenv("BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP", "1")
	vars := make(map[string]string)
	for _, e := range env {
		key, value, _ := strings.Cut(e, "=")
		vars[key] = value
	}
	read, err := bake.ReadLocalFiles(files, nil, nil)
	if err != nil {
		return nil, err
	}
	config, _, err := bake.ParseFiles(read, nil, vars)
	if err != nil {
		return nil, err
	}
	var out []build
	var names []string
	for _, target := range config.Targets {
		names = append(names, target.Name)
	}
	if len(names) == 0 {
		return nil, nil
	}
	targets, _, err := bake.ReadTargets(context.Background(), read, names, nil, nil, vars, &bake.EntitlementConf{})
	if err != nil {
		return nil, err
	}
	options, err := bake.TargetsToBuildOpt(targets, nil)
	if err != nil {
		return nil, err
	}
	for name, o := range options {
		contexts := make(map[string]string)
		for key, c := range o.Inputs.NamedContexts {
			contexts[key] = named(c.Path)
			if !isRemote(c.Path) && contexts[key] == c.Path {
				contexts[key] = below(root, c.Path)
			}
		}
		b := build{context: "..", inline: inlined(o.Inputs.DockerfileInline), args: pairs(o.BuildArgs), contexts: pairs(contexts), where: "target " + name}
		if !isRemote(o.Inputs.ContextPath) {
			b.context = below(root, o.Inputs.ContextPath)
			if b.inline == "" {
				b.dockerfile = below(root, o.Inputs.DockerfilePath)
			}
		}
		if b.dockerfile == ".." {
			b.dockerfile = ""
		}
		out = append(out, b)
	}
	return out, nil
}
