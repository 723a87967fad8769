package install

import (
	"context"
	"os"
	"path/filepath"
)

// Debian are the builders that Debian 12 has, old ones, as an unpacked tree.
type Debian struct{ Root string }

// Program is the file of a program.
func (d Debian) Program(name string) string {
	for _, bin := range []string{"usr/bin", "usr/sbin"} {
		if path := filepath.Join(d.Root, bin, name); isFile(path) {
			return path
		}
	}
	return ""
}

// Env is what these programs need to find each other, their libraries and their configuration.
func (d Debian) Env() []string {
	return []string{
		"PATH=" + filepath.Join(d.Root, "usr/sbin") + ":" + filepath.Join(d.Root, "usr/bin") + ":" + os.Getenv("PATH"),
		"LD_LIBRARY_PATH=" + filepath.Join(d.Root, "usr/lib/x86_64-linux-gnu") + ":" + filepath.Join(d.Root, "usr/lib/aarch64-linux-gnu"),
		"CONTAINERS_REGISTRIES_CONF=" + filepath.Join(d.Root, "etc/containers/registries.conf"),
	}
}

// packages of Debian hold the builders and what a machine without them may lack.
var packages = [...]string{
	"docker.io", "containerd", "runc", "tini",
	"buildah", "golang-github-containers-image", "golang-github-containers-common", "libsubid4", "libgpgme11", "libdevmapper1.02.1",
}

// Debian downloads the packages and unpacks them; apt keeps its own lists in a directory that goes away again.
func (s *Store) Debian(ctx context.Context) (Debian, error) {
	dir, err := s.keep("debian", func(dir string) error {
		apt := filepath.Join(dir, "apt")
		for _, sub := range []string{"lists/partial", "archives/partial"} {
			if err := os.MkdirAll(filepath.Join(apt, sub), 0o755); err != nil {
				return err
			}
		}
		options := []string{
			"-q", "-o", "Dir::State::lists=" + apt + "/lists", "-o", "Dir::Cache=" + apt,
			"-o", "APT::Sandbox::User=root", "-o", "Debug::NoLocking=1",
		}
		if err := run(ctx, apt, nil, "apt-get", append(options, "update")...); err != nil {
			return err
		}
		if err := run(ctx, apt, nil, "apt-get", append(append(options, "download"), packages[:]...)...); err != nil {
			return err
		}
		debs, err := filepath.Glob(apt + "/*.deb")
		if err != nil {
			return err
		}
		for _, deb := range debs {
			if err := run(ctx, apt, nil, "dpkg-deb", "-x", deb, dir); err != nil {
				return err
			}
		}
		return os.RemoveAll(apt)
	})
	return Debian{dir}, err
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
