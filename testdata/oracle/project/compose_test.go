package oracle

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// composeBuilds are the builds of "docker compose --profile * build", with the
// files that are given as with -f, or with those that it finds itself. env is
// the environment.
func composeBuilds(root string, files, env []string) ([]build, error) {
	configs := make([]string, 0, len(files))
	for _, f := range files {
		configs = append(configs, filepath.Join(root, f))
	}
	// docker/compose cmd/compose/compose.go, toProjectOptions
	options, err := cli.NewProjectOptions(configs,
		cli.WithWorkingDirectory(filepath.Join(root, filepath.Dir(append(files, "x")[0]))), cli.WithName("oracle"), cli.WithEnv(env),
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithConfigFileEnv, cli.WithDefaultConfigPath, cli.WithProfiles([]string{"*"}))
	if err != nil {
		return nil, err
	}
	loaded, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	var out []build
	for name, service := range loaded.Services {
		if service.Build != nil {
			out = append(out, composeBuild(root, name, service.Build))
		}
	}
	return out, nil
}

// composeBuild is one build as compose hands it on (docker/compose
// pkg/compose/build_bake.go).
func composeBuild(root, service string, from *types.BuildConfig) build {
	args, contexts := make(map[string]string), make(map[string]string)
	for key, value := range from.Args {
		if value != nil {
			args[key] = *value
		}
	}
	for key, value := range from.AdditionalContexts {
		contexts[key] = named(value)
		if filepath.IsAbs(value) {
			contexts[key] = below(root, value)
		}
	}
	b := build{context: "..", inline: inlined(from.DockerfileInline), args: pairs(args), contexts: pairs(contexts), where: "service " + service}
	if isRemote(from.Context) {
		return b
	}
	b.context = below(root, from.Context)
	if name := cmp.Or(from.Dockerfile, "Dockerfile"); b.inline == "" {
		if !filepath.IsAbs(name) {
			name = filepath.Join(from.Context, name)
		}
		b.dockerfile = below(root, name)
	}
	if b.dockerfile == ".." {
		b.dockerfile = ""
	}
	return b
}

// isRemote is isRemoteContext of compose-go (paths/context.go), and what has a
// scheme.
func isRemote(context string) bool {
	for _, prefix := range []string{"github.com/", "git@"} {
		if strings.HasPrefix(context, prefix) {
			return true
		}
	}
	return strings.Contains(context, "://")
}
