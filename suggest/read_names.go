package suggest

import (
	"path"
	"strings"
)

// readBy finds a file that a build or the container reads and that names an
// entry: a file by its name, a directory by its path. It is empty if none does.
func (r *runs) readBy(i uint32) string {
	files := r.reads()
	if len(files) == 0 {
		return ""
	}
	name, dir := r.tree.Path(i), r.tree.IsDir(i)
	for _, f := range files {
		switch {
		case f.entry == i:
		case dir && hasPath(f.text, r.fromDirOf(f, name)+"/"), !dir && hasWord(f.text, path.Base(name)):
			return f.name
		case path.Base(name) == ".env" && loadsDotenv(f.text):
			return f.name
		}
	}
	return ""
}

// installedFrom finds a manifest by which a package manager installs a file in a
// directory: "./dist/app.whl", "file:libs/app.tgz".
func (r *runs) installedFrom(i uint32) string {
	files := r.reads()
	if len(files) == 0 {
		return ""
	}
	name := r.tree.Path(i)
	for _, f := range files {
		base, from := path.Base(f.name), r.fromDirOf(f, name)
		switch {
		case strings.HasPrefix(base, "requirements") && hasPath(f.text, from+"/"):
			return f.name
		case strings.Contains(f.text, "file:"+from+"/"), strings.Contains(f.text, "file:./"+from+"/"):
			return f.name
		}
	}
	return ""
}

// fromDirOf is a path as a file beside it would name it; where it lies elsewhere
// the path from the root.
func (r *runs) fromDirOf(f readFile, name string) string {
	if dir := path.Dir(f.name); dir != "." {
		return strings.TrimPrefix(name, dir+"/")
	}
	return name
}

// loadsDotenv reports whether a program reads .env, which the libraries for that
// look for by themselves.
func loadsDotenv(text string) bool {
	for _, word := range []string{"load_dotenv(", "read_env(", "dotenv.config(", "dotenv/config", "Dotenv.load", "Dotenv::"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// hasWord reports whether a text has a name that is no part of a longer one.
func hasWord(text, name string) bool {
	return standsIn(text, name, func(c byte) bool { return !namely(c) }, func(c byte) bool { return !namely(c) })
}

// hasPath reports whether a text has a path, maybe with ./ or / before it, that is
// no part of a longer name.
func hasPath(text, name string) bool {
	return standsIn(text, name, func(c byte) bool { return !namely(c) }, func(byte) bool { return true })
}

// standsIn reports whether a text has a name between characters that end one.
func standsIn(text, name string, before, after func(c byte) bool) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(name)
		if (at == 0 || before(text[at-1])) && (end == len(text) || after(text[end])) {
			return true
		}
		from = at + 1
	}
}

// namely reports whether a character is part of a name.
func namely(c byte) bool {
	return c == '_' || c == '-' || c == '.' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// readable are the categories of what a program may read though a fresh clone has
// none of it.
var readable = map[Category]bool{Dataset: true, Model: true, Archive: true, Media: true, Secret: true, Other: true}
