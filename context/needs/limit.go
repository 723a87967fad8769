package needs

import (
	"fmt"
	"strconv"
)

// A LimitError says that a Dockerfile holds more than is analyzed, and how much
// that is. BuildKit may well build it.
type LimitError struct{ What string }

// Error returns what there is too much of.
func (e *LimitError) Error() string { return "too large to analyze: " + e.What }

const (
	// maxWords is how many words a Dockerfile may have. BuildKit's parser takes
	// about 200 bytes for each.
	maxWords = 500_000
	// maxSources is how many paths it may ask for.
	maxSources = 200_000
	// maxText is how many bytes variables may make of what is written.
	maxText = 8 << 20
	// maxInherited is how many variables stages may take over from others.
	maxInherited = 1_000_000
	// maxTriggered is how many instructions ONBUILD may run, maxRounds how
	// often what it runs may lead to further stages.
	maxTriggered = 10_000
	maxRounds    = 100
)

// fits returns the error of a Dockerfile with too many words. A comma parts
// words in the JSON form.
func fits(text []byte) error {
	words, inside := newQuota("more than %s words", maxWords), false
	for _, c := range text {
		part := c <= ' ' || c == ','
		if inside && part && !words.spend(1) {
			return words.exceeded()
		}
		inside = !part
	}
	return nil
}

// A quota is how much of something an evaluation may still take.
type quota struct {
	left int
	err  *LimitError // once there is no more
}

func newQuota(what string, limit int) *quota {
	return &quota{left: limit, err: &LimitError{fmt.Sprintf(what, thousands(limit))}}
}

// thousands is a number with commas between its thousands.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// spend takes some, and reports whether there was enough.
func (q *quota) spend(n int) bool {
	q.left = max(-1, q.left-n)
	return q.left >= 0
}

// exceeded is the error where more was taken than there is.
func (q *quota) exceeded() error {
	if q.left < 0 {
		return q.err
	}
	return nil
}

// quotas are those of one evaluation.
type quotas struct{ text, inherited, triggered, rounds, paths *quota }

func newQuotas() quotas {
	return quotas{
		text:      newQuota("its variables make more than %s bytes of text", maxText),
		inherited: newQuota("its stages take over more than %s variables from one another", maxInherited),
		triggered: newQuota("ONBUILD runs more than %s instructions", maxTriggered),
		rounds:    newQuota("ONBUILD leads on through more than %s stages", maxRounds),
		paths:     newQuota("it asks for more than %s paths", maxSources),
	}
}

// exceeded is the error of the first quota that does not suffice.
func (q quotas) exceeded() error {
	for _, one := range []*quota{q.text, q.inherited, q.triggered, q.rounds, q.paths} {
		if err := one.exceeded(); err != nil {
			return err
		}
	}
	return nil
}
