package ignore

import "unicode"

// Unseen reports whether a character shows nothing of itself on a line, or changes how
// others are shown: control and format characters, those that change the direction of
// text among them, line separators, and what the Unicode standard says to show as nothing.
func Unseen(r rune) bool {
	if r < unicode.MaxASCII {
		return r < ' '
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
