package suggest

// Mode is how a proposal is written.
type Mode uint8

// The modes.
const (
	// Deny adds lines for what is to stay out. It is the default.
	Deny Mode = iota
	// Allow keeps everything out and lets in what the Dockerfiles need.
	Allow
)

// String returns "deny" or "allow", the words used on the command line and in
// JSON.
func (m Mode) String() string {
	if m == Allow {
		return "allow"
	}
	return "deny"
}
