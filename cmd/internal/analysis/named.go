package analysis

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
)

// checkNamed looks at the named contexts that are directories: they have to be
// there (buildx build/opt.go, loadInputs).
func (r *Result) checkNamed() error {
	for _, c := range r.Request.NamedContexts {
		name, value, _ := strings.Cut(c, "=")
		if remote(value) {
			continue
		}
		info, err := os.Stat(value)
		if err == nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		if err != nil {
			return fmt.Errorf("named context %s: %s: %w", name, value, err)
		}
	}
	return nil
}

// remote reports whether the value of a named context is no directory.
func remote(value string) bool {
	for _, scheme := range []string{"docker-image:", "oci-layout:", "target:", "input:", "https:", "http:", "git:", "ssh:", "git@", "github.com/"} {
		if strings.HasPrefix(value, scheme) {
			return true
		}
	}
	return false
}

// noteNamed says of each directory that is a named context of this build that
// it is transferred besides.
func (r *Result) noteNamed() {
	var noted []string
	for _, s := range r.Needs.Sources {
		if s.Context == "" || slices.Contains(noted, s.Context) {
			continue
		}
		noted = append(noted, s.Context)
		for _, c := range r.Request.NamedContexts {
			if name, value, _ := strings.Cut(c, "="); name == s.Context && !remote(value) {
				r.Unknowns = append(r.Unknowns, fmt.Sprintf("The named context %s (%s) is a transfer of its own, which is not part of these figures.", quoted(name), quoted(value)))
			}
		}
	}
}
