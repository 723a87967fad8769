package scan

import (
	"io/fs"
	"time"
)

// answerTime is how long a file may take to be read. A network or FUSE file
// system may never answer, and no signal ends such a read.
const answerTime = 5 * time.Second

// within waits for what read gives, but not for ever.
func within(read func() ([]byte, error)) ([]byte, error) {
	type answer struct {
		data []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		data, err := read()
		answers <- answer{data, err}
	}()
	timer := time.NewTimer(answerTime)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.data, a.err
	case <-timer.C:
		return nil, &fs.PathError{Op: "read", Err: ErrNoAnswer}
	}
}
