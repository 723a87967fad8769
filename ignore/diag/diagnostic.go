package diag

// Severity says how bad a finding is. The values are ordered: Info < Warning <
// Error.
type Severity uint8

const (
	// Info is worth knowing and needs no action.
	Info Severity = iota
	// Warning is very likely not what the author meant.
	Warning
	// Error makes a builder refuse the build, or loses data.
	Error
)

// String returns "info", "warning" or "error", the words used on the command
// line and in JSON.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "unknown"
}

// Related points to another place that explains a finding, for example the rule
// that shadows this one.
type Related struct {
	// File names the file as shown to the user.
	File string
	// Start and End are byte offsets in that file; End is exclusive.
	Start, End int
	// Message says what is to be seen there.
	Message string
}

// Diagnostic is one finding in one file.
type Diagnostic struct {
	// Rule is the identifier of the lint rule, for example "invalid-pattern".
	Rule string
	// Severity says how bad it is.
	Severity Severity
	// File names the file as shown to the user.
	File string
	// Start and End are byte offsets in the file; End is exclusive. Both are
	// zero for a finding about the whole file.
	Start, End int
	// Message says what is wrong, in one sentence without a full stop.
	Message string
	// Help says what to do about it; it may be empty.
	Help string
	// Related lists other places that explain the finding.
	Related []Related
	// Fixes lists the cures on offer, the best first.
	Fixes []Fix
}
