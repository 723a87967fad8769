package diag

import (
	"strconv"
	"strings"
)

// Quoted puts a name that strangers chose between quotes that it does not hold,
// so that people can read it and type it as it is. One that cannot be shown as
// it is, because it has a line feed for instance, is written as in Go.
func Quoted(name string) string {
	spelled := strconv.Quote(name)
	if plain := strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(spelled); plain != `"`+name+`"` {
		return spelled
	}
	for _, mark := range []string{`"`, "'", "`"} {
		if !strings.Contains(name, mark) {
			return mark + name + mark
		}
	}
	return spelled
}
