package suggest

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// Classify says what a path is, by its name and by what stands in it and
// beside it, with a short reason; the reason of ordinary source is empty. It
// asks neither git nor the Dockerfiles, so that an artefact is called what it
// is whether a build needs it or not.
func Classify(t *buildcontext.Tree, i uint32) (catalog.Category, string) {
	if i == 0 {
		return catalog.Source, ""
	}
	if a := artefact(t, i); a != nil {
		return a.Category, a.Why
	}
	name := t.Name(i)
	if !t.IsDir(i) {
		return ordinary(name)
	}
	if category, ok := catalog.OrdinaryDirectory(name); ok {
		return category, category.Facts().Reason
	}
	return sample(t, i)
}

// artefact finds the first artefact of the catalog that the path is by its name
// and its markers.
func artefact(t *buildcontext.Tree, i uint32) *catalog.Artefact {
	var found *catalog.Artefact
	catalog.Index().Each(t.Name(i), func(a *catalog.Artefact) {
		if found == nil && !a.Holder && a.Means(t, i) && looks(a, t, i) {
			found = a
		}
	})
	if found != nil || !t.IsDir(i) {
		return found
	}
	for _, a := range catalog.Index().Holders() {
		if _, ok := t.Child(i, a.Pattern); ok && !a.Contradicted(t, i) && (a.Proof != catalog.ByMarker || a.Marker(t, i) != "") {
			return a
		}
	}
	return nil
}

// looks reports whether an entry looks like what the name says.
func looks(a *catalog.Artefact, t *buildcontext.Tree, i uint32) bool {
	switch a.Proof {
	case catalog.ByContent:
		return false
	case catalog.ByMarker:
		return a.Anywhere || a.Marker(t, i) != ""
	case catalog.ByBoth:
		if a.Source {
			return a.Leaving(t, i) != ""
		}
		return a.Marker(t, i) != ""
	}
	return true
}

// sampled is how many files of a directory are looked at to say what it is.
const sampled = 16

// sample classifies a directory by the first files in it: as what most of
// them are, if that is source, or all of them. Files say nothing else of a
// directory that holds directories, too.
func sample(t *buildcontext.Tree, dir uint32) (catalog.Category, string) {
	var files, sources, same int
	nested := false
	var first catalog.Category
	var reason string
	for c := range t.Children(dir) {
		if t.IsDir(c) {
			nested = true
			continue
		}
		category, why := ordinary(t.Name(c))
		if a := artefact(t, c); a != nil {
			category, why = a.Category, a.Why
		}
		if files++; files == 1 {
			first, reason = category, why
		}
		if category == first {
			same++
		}
		if category == catalog.Source {
			sources++
		}
		if files == sampled {
			break
		}
	}
	switch {
	case files > 0 && same == files && (!nested || first == catalog.Source):
		return first, reason
	case 2*sources >= files && sources > 0:
		return catalog.Source, ""
	}
	return catalog.Other, ""
}

// ordinary classifies a file that is no artefact by its name, with the reason.
func ordinary(name string) (catalog.Category, string) {
	category := catalog.OrdinaryFile(name)
	return category, category.Facts().Reason
}

// isOrdinary reports whether the name of a directory means the same in most
// stacks.
func isOrdinary(name string) bool {
	_, ok := catalog.OrdinaryDirectory(name)
	return ok
}
