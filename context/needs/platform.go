package needs

import (
	"fmt"
	"path"
	"regexp"
	"runtime"
	"strings"
)

// platform is a target or build platform as BuildKit's platform arguments show
// it: BUILDOS, TARGETARCH and so on.
type platform struct {
	// options: what stands in parentheses after the operating system
	os, options, arch, variant string
}

// builder returns the platform assumed for the builder. Docker's daemons run on
// Linux, on a desktop in a virtual machine of the same architecture.
func builder() platform {
	return platform{os: "linux", arch: runtime.GOARCH}.normal()
}

// normal returns p in the form that containerd/platforms.Normalize gives it.
func (p platform) normal() platform {
	p.os = strings.ToLower(p.os)
	if p.os == "macos" {
		p.os = "darwin"
	}
	p.arch, p.variant = normalArch(strings.ToLower(p.arch), strings.ToLower(p.variant))
	return p
}

// normalArch follows normalizeArch in containerd/platforms (database.go).
func normalArch(arch, variant string) (string, string) {
	switch arch {
	case "i386":
		return "386", ""
	case "x86_64", "x86-64", "amd64":
		if variant == "v1" {
			variant = ""
		}
		return "amd64", variant
	case "aarch64", "arm64":
		switch variant {
		case "8", "v8", "v8.0":
			variant = ""
		case "9", "9.0", "v9.0":
			variant = "v9"
		}
		return "arm64", variant
	case "armhf":
		return "arm", "v7"
	case "armel":
		return "arm", "v6"
	case "arm":
		switch variant {
		case "":
			variant = "v7"
		case "5", "6", "7", "8":
			variant = "v" + variant
		}
	}
	return arch, variant
}

// String returns the platform as TARGETPLATFORM holds it.
func (p platform) String() string {
	if p.options != "" {
		return path.Join(p.os+"("+p.options+")", p.arch, p.variant)
	}
	return p.short()
}

// short returns the platform without the version of the operating system, as
// BUILDPLATFORM holds it.
func (p platform) short() string { return path.Join(p.os, p.arch, p.variant) }

// version returns the version of the operating system, empty as a rule.
func (p platform) version() string {
	version, _, _ := strings.Cut(p.options, "+")
	return version
}

var (
	system    = regexp.MustCompile(`^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$`)
	component = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

// parsePlatform reads OS, ARCH, OS/ARCH or OS/ARCH/VARIANT, as
// containerd/platforms.Parse does, with the same messages.
func parsePlatform(text string) (platform, error) {
	if strings.Contains(text, "*") {
		return platform{}, fmt.Errorf("%q: wildcards not yet supported: invalid argument", text)
	}
	parts := strings.Split(text, "/")
	name := system.FindStringSubmatch(parts[0])
	if name == nil {
		return platform{}, fmt.Errorf("%q is an invalid OS component of %q: OSAndVersion specifier component must match %q: invalid argument",
			parts[0], text, system)
	}
	for _, part := range parts[1:] {
		if !component.MatchString(part) {
			return platform{}, fmt.Errorf("%q is an invalid component of %q: platform specifier component must match %q: invalid argument",
				part, text, component)
		}
	}
	p := platform{os: name[1], options: name[2] + name[3]}
	switch len(parts) {
	case 1:
		if p.os = p.normal().os; knownOS(p.os) {
			p.arch = runtime.GOARCH
			return p.normal(), nil
		}
		if p = (platform{os: "linux", arch: parts[0]}).normal(); knownArch(p.arch) {
			return p, nil
		}
		return platform{}, fmt.Errorf("%q: unknown operating system or architecture: invalid argument", text)
	case 2, 3:
		p.arch = parts[1]
		if len(parts) == 3 {
			p.variant = parts[2]
		}
		return p.normal(), nil
	}
	return platform{}, fmt.Errorf("%q: cannot parse platform specifier: invalid argument", text)
}

func knownOS(name string) bool {
	switch name {
	case "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux",
		"nacl", "netbsd", "openbsd", "plan9", "solaris", "windows", "zos":
		return true
	}
	return false
}

func knownArch(name string) bool {
	switch name {
	case "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64",
		"mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64",
		"s390", "s390x", "sparc", "sparc64", "wasm":
		return true
	}
	return false
}

// platforms returns the target platforms of the options, each once. None given
// means the builder's own; "local" is what buildx calls that.
func platforms(values []string) ([]platform, error) {
	var list []platform
	seen := map[platform]bool{}
	for _, value := range values {
		for text := range strings.SplitSeq(value, ",") {
			p := builder()
			if text = strings.TrimSpace(text); text != "local" {
				var err error
				if p, err = parsePlatform(text); err != nil {
					return nil, fmt.Errorf("failed to parse target platform %s: %w", text, err)
				}
			}
			if !seen[p] {
				seen[p] = true
				list = append(list, p)
			}
		}
	}
	if list == nil {
		list = []platform{builder()}
	}
	return list, nil
}
