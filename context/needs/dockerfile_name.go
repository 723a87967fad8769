package needs

import (
	"path"
	"strings"
)

// IsDockerfileName reports whether a file of this name (its last component
// only) is a Dockerfile by custom: Dockerfile or Containerfile, in any case,
// alone, followed by a dot, hyphen or underscore and any text, or as an
// extension. The builders find "Dockerfile", "dockerfile" (BuildKit, when the
// former is missing) and "Containerfile" (Buildah) by themselves; the other
// names reach them through --file, where any case is usual. Behind a hyphen or
// underscore the extension of a program, as in "dockerfile_test.go", says that
// it is something else.
func IsDockerfileName(name string) bool {
	const shortest, lower = "dockerfile", 'a' - 'A'
	if len(name) < len(shortest) {
		return false
	}
	if first, last := name[0]|lower, name[len(name)-1]|lower; first != 'd' && first != 'c' && last != 'e' {
		return false // nearly all names, at once
	}
	name = strings.ToLower(name)
	for _, base := range []string{"dockerfile", "containerfile"} {
		if name == base || strings.HasSuffix(name, "."+base) && len(name) > len(base)+1 {
			return true
		}
		rest, ok := strings.CutPrefix(name, base)
		// Dockerfile.dockerignore is an ignore file
		if !ok || len(rest) < 2 || strings.HasSuffix(rest, "ignore") {
			continue
		}
		switch rest[0] {
		case '.':
			return true
		case '-', '_':
			return !isOtherFile(path.Ext(rest))
		}
	}
	return false
}

// isOtherFile reports whether an extension is that of source code or documents.
func isOtherFile(extension string) bool {
	switch extension {
	case ".go", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".py", ".rb", ".rs", ".java", ".kt", ".cs", ".c", ".h", ".cpp", ".php", ".sh",
		".lua", ".vim", ".md", ".rst", ".txt", ".html", ".json", ".yaml", ".yml", ".toml", ".xml", ".lock", ".snap", ".svg", ".png":
		return true
	}
	return false
}
