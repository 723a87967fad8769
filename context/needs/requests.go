package needs

import (
	"slices"
	"strings"
)

// FollowPaths returns the paths that BuildKit asks of a context, over all
// platforms, sorted and without duplicates; "" is the main build context.
// whole says that there is no restriction, paths is then nil. Nothing is
// transferred from the context at all when paths is nil and whole is false.
//
// A path whose source is Unknown is in the list as it would be if the base
// image did not set the variable.
func (s *Set) FollowPaths(context string) (paths []string, whole bool) {
	for _, r := range s.Requests(context) {
		if r.Whole {
			return nil, true
		}
		paths = append(paths, r.Paths...)
	}
	slices.Sort(paths)
	return slices.Compact(paths), false
}

// Request is what one transfer asks for.
type Request struct {
	// Platforms are the platforms that share the transfer; empty for all.
	Platforms []string
	// Paths are the followpaths, sorted, without duplicates; nil with Whole.
	Paths []string
	// Whole says that there is no restriction.
	Whole bool
}

// Requests returns what each transfer of a context asks for. The main build
// context is transferred at most once, except that platforms that ask for
// different paths each have their own transfer; a named context is transferred
// once for every role that it plays with other paths.
func (s *Set) Requests(context string) []Request {
	var all requests
	platforms := s.Platforms
	if len(platforms) == 0 {
		platforms = []string{""}
	}
	for _, platform := range platforms {
		loads := map[int][]*Source{}
		var order []int
		for i := range s.Sources {
			src := &s.Sources[i]
			if src.Context != context || (src.Platform != "" && src.Platform != platform) {
				continue
			}
			if _, ok := loads[src.Vertex]; !ok {
				order = append(order, src.Vertex)
			}
			loads[src.Vertex] = append(loads[src.Vertex], src)
		}
		for _, load := range order {
			if r, ok := request(loads[load]); ok {
				all.add(r, platform)
			}
		}
	}
	return all.list
}

// request joins the sources of one vertex. Only a source that the build uses
// makes BuildKit load the context (the vertex is then part of the build), but
// all of them count for what is asked (dockerfile2llb/convert.go, filterPaths).
func request(sources []*Source) (r Request, ok bool) {
	for _, src := range sources {
		ok = ok || !src.Unused && (src.Whole || src.Path != "")
		r.Whole = r.Whole || src.Whole
		if src.Path != "" {
			r.Paths = append(r.Paths, src.Path)
		}
	}
	if r.Whole {
		r.Paths = nil
	}
	slices.Sort(r.Paths)
	r.Paths = slices.Compact(r.Paths)
	return r, ok
}

// requests are those found so far, by what they ask for.
type requests struct {
	list []Request
	at   map[string]int
}

// add adds a request unless an equal one, hence the same vertex, is there.
func (all *requests) add(r Request, platform string) {
	key := strings.Join(r.Paths, "\x00")
	if r.Whole {
		key = "/" // no path begins with a slash
	}
	at, known := all.at[key]
	if !known {
		at = len(all.list)
		all.list = append(all.list, r)
		if all.at == nil {
			all.at = make(map[string]int)
		}
		all.at[key] = at
	}
	if same := &all.list[at]; platform != "" && !slices.Contains(same.Platforms, platform) {
		same.Platforms = append(same.Platforms, platform)
	}
}
