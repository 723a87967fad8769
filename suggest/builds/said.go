package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/catalog"
)

// NamedBy says which text that comes to a stage with an entry names the
// entry, where something runs in the stage that may read both: by its name, by
// the name without the extension, or by that of a directory above it, so many
// of which count. Texts count that sent takes. It is empty if none does. The
// entry is compiled in where the text says so in the form of a language, and
// does not only name it.
func (x *Reading) NamedBy(i uint32, above int, sent func(uint32) bool) (by string, compiledIn bool) {
	if x.tree == nil {
		return "", false
	}
	working := x.workingWith(i)
	if len(working) == 0 {
		return "", false
	}
	if x.said == nil {
		texts, all := x.programTexts()
		x.said = newSayings(x.tree, x.asked, texts, all)
	}
	together := func(s *saying) bool {
		at := s.text.entry
		return at != i && sent(at) && slices.ContainsFunc(working, func(w *stage) bool { return x.comesTo(w, at) })
	}
	if s := x.said.of(i, above, together); s != nil {
		return s.text.name + " " + s.verb + " it", s.verb != "names"
	}
	if !x.said.all {
		return "there are more sources than are read for what they name", false
	}
	return "", false
}

// of finds a text that names an entry and that counts; one that says what it
// does with it is better than another.
func (x *sayings) of(i uint32, above int, counts func(*saying) bool) *saying {
	var found *saying
	look := func(all []*saying, names func(*saying) bool) {
		for _, s := range all {
			if (found == nil || found.verb == "names" && s.verb != "names") && names(s) && counts(s) {
				found = s
			}
		}
	}
	name := x.tree.Name(i)
	if x.tree.IsDir(i) {
		look(x.parts[name], func(s *saying) bool { return x.leads(s, i, false) })
	} else {
		look(x.parts[name], func(s *saying) bool { return s.last() == name && (path.Ext(name) != "" || s.slash || s.alone) })
		for _, stem := range stems(name) {
			look(x.parts[stem], func(s *saying) bool { return s.last() == stem && x.means(s, i, stem) })
		}
		look(x.globs[path.Ext(name)], func(s *saying) bool { return x.matches(s, i) })
	}
	for at := x.tree.Parent(i); found == nil && above > 0 && at != 0; at = x.tree.Parent(at) {
		above--
		if category, _ := catalog.OrdinaryDirectory(x.tree.Name(at)); category != catalog.Source {
			look(x.parts[x.tree.Name(at)], func(s *saying) bool { return x.leads(s, at, true) })
		}
	}
	return found
}

func (s *saying) last() string { return s.parts[len(s.parts)-1] }

// leads reports whether a path leads to a directory, and no further where it
// has to end there.
func (x *sayings) leads(s *saying, dir uint32, ends bool) bool {
	k := slices.Index(s.parts, x.tree.Name(dir))
	if !s.slash && !s.alone || ends && k < len(s.parts)-1 && strings.Trim(s.parts[k+1], "*") != "" {
		return false
	}
	if s.slash && !s.near && !s.alone && len(s.parts) == 1 && s.anywhere {
		return false // "/data" may be an address
	}
	return x.comesFrom(s, k, dir)
}

// comesFrom reports whether the first names of a path, up to the one with a
// number, lead to a directory: from that of the text, or from one above.
func (x *sayings) comesFrom(s *saying, k int, dir uint32) bool {
	if k < 0 {
		return s.anywhere || s.near
	}
	from, anywhere := 0, s.anywhere
	for n, part := range s.parts[:k+1] {
		if strings.Contains(part, "*") {
			from, anywhere = n+1, true
		}
	}
	if from > k {
		return true // it ends in a variable
	}
	name := x.tree.Path(dir)
	base, ok := strings.CutSuffix("/"+name, "/"+strings.Join(s.parts[from:k+1], "/"))
	base = strings.TrimPrefix(base, "/")
	return ok && (anywhere || base == "" || strings.HasPrefix(s.text.name, base+"/"))
}

// means reports whether a path without an extension means a file: it leads to
// the directory of the file, where no module is called so, or it is a name
// alone in a text that has the extension.
func (x *sayings) means(s *saying, i uint32, stem string) bool {
	parent := x.tree.Parent(i)
	if !s.slash {
		return s.alone && len(stem) >= shortStem && strings.Contains(s.text.text, path.Ext(x.tree.Name(i)))
	}
	if len(s.parts) == 1 && (!s.near || x.tree.Parent(s.text.entry) != parent) || len(s.parts) > 1 && !x.comesFrom(s, len(s.parts)-2, parent) {
		return false
	}
	for _, ending := range endings()[1:] {
		if _, ok := x.tree.Lookup(path.Join(x.tree.Path(parent), stem+ending)); ok {
			return false
		}
	}
	return true
}

// matches reports whether a path that ends in a pattern may mean a file.
func (x *sayings) matches(s *saying, i uint32) bool {
	ok, err := path.Match(s.last(), x.tree.Name(i))
	if !ok || err != nil {
		return false
	}
	if len(s.parts) == 1 {
		return true
	}
	for at := x.tree.Parent(i); at != 0; at = x.tree.Parent(at) {
		if x.comesFrom(s, len(s.parts)-2, at) {
			return true
		}
	}
	return false
}
