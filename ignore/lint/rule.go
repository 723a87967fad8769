package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// A Rule finds one sort of mistake.
type Rule struct {
	// ID names the mistake: lower-case words with hyphens.
	ID string
	// Severity says how bad it is, where the finding itself does not say otherwise.
	Severity diag.Severity
	// What says in a sentence what is found, Why what comes of it.
	What, Why string
	// Bad is an example of the mistake, Good one that is right.
	Bad, Good Example
	// Run looks for it. It reports by the methods of the Pass.
	Run func(*Pass)
}

// An Example is an ignore file in a directory.
type Example struct {
	// Ignore is the ignore file; where Times is not zero, it stands in it so often.
	Ignore string
	Times  int
	// Files are paths that are there, with spaces between them; a slash at the end
	// makes an empty directory. Without any the directory is not looked at.
	Files string
	// Fixed is the ignore file after the first fix of each finding; empty where
	// there is none on offer.
	Fixed string
}

// text is the ignore file.
func (e Example) text() string { return strings.Repeat(e.Ignore, max(1, e.Times)) }

// Rules are all rules, sorted by ID.
var Rules = []*Rule{
	bangClass,
	controlCharacter,
	deadException,
	deadRule,
	duplicateRule,
	emptyFileException,
	exceptionBeforeExclude,
	exceptionUndoesExclude,
	gitignoreAnchor,
	illegalNegation,
	indentedComment,
	inlineComment,
	invalidPattern,
	invalidUTF8,
	lateInvalidPattern,
	leadingDoubleStar,
	oversizedFile,
	oversizedLine,
	regexpEscape,
	shadowedRule,
	trailingSlashKind,
	uselessSuppression,
	utf16File,
	wrongCommentStyle,
}

// ByID finds a rule; nil if there is none of that ID.
func ByID(id string) *Rule {
	for _, r := range Rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}
