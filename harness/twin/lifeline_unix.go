//go:build unix

package twin

import (
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/tenter-go/tenter/harness/confine"
	"github.com/tenter-go/tenter/harness/postmortem"
)

// lifelineTick is how often a child looks whether its parent lives and wants to know something.
const lifelineTick = 250 * time.Millisecond

// lifeline is the parent's end of the pipe to a child.
type lifeline struct {
	number uintptr // under which the child finds its end
	pipe   *os.File
	drop   func() // must be called when the command has ended or could not be started
}

// attachLifeline gives the command a pipe whose other end this process holds.
func attachLifeline(cmd *exec.Cmd) (*lifeline, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	numbers, err := postmortem.Inherit(cmd, r)
	if err != nil {
		return nil, err
	}
	return &lifeline{number: numbers[0], pipe: w, drop: func() { r.Close(); w.Close() }}, nil
}

// ask has the child write the stacks of its goroutines, and reports whether it could be asked.
func (l *lifeline) ask() bool {
	_, err := l.pipe.Write([]byte{'?'})
	return err == nil
}

// holdLifeline ends this process soon after the parent has ended, and writes the stacks of all goroutines to a file when the parent asks. A
// goroutine that waits for the pipe would do it at once, but a user's goleak would find it; a timer's goroutine is there for a moment
// only.
func holdLifeline(number uintptr, stacks string) {
	fd := int(number)
	if fd == 0 || syscall.SetNonblock(fd, true) != nil {
		return
	}
	confine.Keep(number) // what the tests start must not hold it, nor hear of it
	var look func()
	look = func() {
		var b [1]byte
		switch n, err := syscall.Read(fd, b[:]); {
		case n == 0 && err == nil:
			os.Exit(2)
		case n == 1:
			writeWhole(stacks, postmortem.Stacks())
		}
		time.AfterFunc(lifelineTick, look)
	}
	time.AfterFunc(lifelineTick, look)
}

// writeWhole writes a file at once: who waits for it sees all of it or nothing. One that can't be written is one that does not come.
func writeWhole(name, text string) {
	if os.WriteFile(name+".part", []byte(text), 0o666) == nil {
		_ = os.Rename(name+".part", name)
	}
}
