package needs

import (
	"fmt"
	"strings"
)

// contextKind says what is behind a named context.
type contextKind uint8

const (
	directory contextKind = iota // sent by the client, as the main context is
	image                        // an image, whose environment is not known
	address                      // fetched by the builder, no environment
)

// namedContext is one --build-context.
type namedContext struct {
	key  string // as the user names it
	kind contextKind
}

// namedContexts are the contexts of the options by normalised name.
type namedContexts map[string]namedContext

// ContextName is the name that BuildKit gets for a named context, given what
// stands before the "=" on the command line: buildx shortens it as if it were
// that of an image (commands/build.go, parseContextNames).
func ContextName(key string) (string, error) {
	name, platform, restricted := strings.Cut(key, "::")
	ref, err := parseReference(name)
	if err != nil {
		return "", fmt.Errorf("invalid context name %s: %w", name, err)
	}
	if name = ref.familiar(); restricted {
		name += "::" + platform
	}
	return name, nil
}

// newNamedContexts reads NAME=VALUE and tells directories from addresses, as
// buildx does (build/opt.go, loadInputs).
func newNamedContexts(values []string) (namedContexts, error) {
	contexts := namedContexts{}
	for _, v := range values {
		key, value, _ := strings.Cut(v, "=")
		name, err := ContextName(key)
		if err != nil {
			return nil, err
		}
		contexts[name] = namedContext{key: key, kind: contextKindOf(value)}
	}
	return contexts, nil
}

func contextKindOf(value string) contextKind {
	for _, prefix := range []string{"docker-image://", "oci-layout://", "target:"} {
		if strings.HasPrefix(value, prefix) {
			return image
		}
	}
	if isURL(value) || isGit(value) || strings.HasPrefix(value, "github.com/") {
		return address
	}
	return directory
}

// find returns the context that stands in for a name, if there is one: the one
// restricted to the platform first (dockerui/config.go, NamedContext). The
// names scratch and context are never replaced (dockerfile2llb/convert.go,
// namedContextFunc).
func (n namedContexts) find(name string, p platform) (*namedContext, error) {
	if strings.EqualFold(name, "scratch") || strings.EqualFold(name, "context") {
		return nil, nil
	}
	ref, err := parseReference(name)
	if err != nil {
		return nil, fmt.Errorf("invalid context name %s: %w", name, err)
	}
	short := ref.familiar()
	for _, key := range []string{short + "::" + p.normal().String(), short} {
		if c, ok := n[key]; ok {
			return &c, nil
		}
	}
	return nil, nil
}

// loaded are the named contexts of reachable states that the client sends.
func (e *evaluation) loaded() (keys []string) {
	for _, d := range e.states {
		if e.reachable[d] && d.clientSends() {
			keys = append(keys, d.context.key)
		}
	}
	return keys
}
