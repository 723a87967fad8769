package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

// An end is what is left of a command that was killed.
type end struct {
	ended  bool // it was faster
	signal bool // the signal itself ended it
	status int
	said   string
	file   string // what the file holds that it writes
	left   []string
	git    string // a process of it
}

// kill runs a command and sends it a signal at any moment.
func (k *killer) kill() error {
	c := k.commands[k.random.IntN(len(k.commands))]
	signal := signals[k.random.IntN(len(signals))]
	moment := time.Duration(k.random.Float64() * 1.3 * float64(c.takes))
	var said bytes.Buffer
	cmd, err := k.start(c, &said)
	if err != nil {
		return err
	}
	time.Sleep(moment)
	err = cmd.Process.Signal(signal)
	_ = cmd.Wait()
	var e end
	e.ended = err != nil
	state := cmd.ProcessState.Sys().(syscall.WaitStatus)
	e.signal, e.status, e.said, e.file = state.Signaled(), state.ExitStatus(), said.String(), k.holds(c.Command)
	e.git = k.remaining()
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // a strace whose program never began
	if e.left, err = k.clean(); err != nil {
		return err
	}
	k.judge(c, signal, moment, e)
	return nil
}

// judge books what is left of a command.
func (k *killer) judge(c command, signal syscall.Signal, moment time.Duration, e end) {
	kind, why := k.kind(c, signal, e)
	if why != "" {
		k.wrong++
		fmt.Printf("WRONG: %v of %v after %v: %s\n  %+v\n", signal, c.Args, moment, why, e)
	}
	name := signal.String()
	if k.ends[name] == nil {
		k.ends[name] = make(map[string]int)
	}
	k.ends[name][kind]++
}

// The kinds of ends.
const (
	faster  = "it was faster"
	early   = "not begun"
	killed  = "killed"
	before  = "interrupted"
	after   = "interrupted, written"
	remains = "killed, draft left"
	// slowRemains is the same where the moment is made 30 ms long.
	slowRemains = "on a slow disk"
	bad         = "WRONG"
)

func (k *killer) kind(c command, signal syscall.Signal, e end) (kind, why string) {
	written := c.Writes != "" && e.file != old(c.Command)
	switch {
	case e.git != "":
		return bad, "git goes on: " + e.git
	case written && e.file != c.file:
		return bad, "the file is neither the old nor the new one"
	case signal == syscall.SIGKILL && e.signal:
		return k.gone(c, e)
	case len(e.left) > 0:
		return bad, "left behind"
	case e.signal && written && e.said == c.said:
		return faster, "" // all was done and said, and the program on its way out
	case e.signal && written:
		return bad, "ended by the signal in the middle of its work"
	case e.signal:
		return early, "" // before it could say what is to be done then
	case e.status == 3 && strings.HasSuffix(e.said, "buildctx: interrupted\n") && !written:
		return before, ""
	case e.status == 3 && strings.HasSuffix(e.said, fmt.Sprintf("buildctx: interrupted: %s is written, and what it does was not checked on the disk\n", c.Writes)) && written:
		return after, ""
	case e.status == c.status && e.file == c.file && !strings.Contains(e.said, "interrupted"):
		return faster, ""
	}
	return bad, "it does not say what is so"
}

// gone is what is left where nothing could be cleaned up: the temporary
// directory of verify, and, in the moment between two system calls, the draft.
func (k *killer) gone(c command, e end) (kind, why string) {
	for _, name := range e.left {
		switch {
		case strings.HasPrefix(name, "tmp/") && c.Writes == "":
		case name == c.Writes+".buildctx~":
			kind = remains
		default:
			return bad, "left behind"
		}
	}
	if kind == remains && c.slow {
		return slowRemains, ""
	}
	return cmp.Or(kind, killed), ""
}

// old is what a file holds that a command has not yet written.
func old(c harness.Command) string {
	if c.Writes == harness.IgnoreFile {
		return harness.Old
	}
	return ""
}

// remaining is a process of git that is about the project, and goes on for a
// while.
func (k *killer) remaining() string {
	for range 100 {
		found := k.git()
		if found == "" {
			return ""
		}
		time.Sleep(20 * time.Millisecond)
	}
	return k.git()
}

func (k *killer) git() string {
	processes, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range processes {
		if line, _ := os.ReadFile(name); strings.Contains(string(line), "\x00"+k.project+"\x00") {
			return strings.ReplaceAll(string(line), "\x00", " ")
		}
	}
	return ""
}
