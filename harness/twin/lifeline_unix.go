//go:build unix

package twin

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// lifelineTick is how often a child looks whether its parent lives.
const lifelineTick = 250 * time.Millisecond

// attachLifeline gives the command a pipe whose other end this process holds, and returns the descriptor under which the child finds
// it. drop must be called when the command has ended or could not be started.
func attachLifeline(cmd *exec.Cmd) (fd int, drop func(), err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return 0, nil, err
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, r)
	return 2 + len(cmd.ExtraFiles), func() { r.Close(); w.Close() }, nil
}

// holdLifeline ends this process soon after the parent has ended. A goroutine that waits for the pipe to break would do it at once, but
// a user's goleak would find it; a timer's goroutine is there for a moment only.
func holdLifeline(fd int) {
	if fd == 0 || syscall.SetNonblock(fd, true) != nil {
		return
	}
	syscall.CloseOnExec(fd) // what the tests start must not hold it, nor hear of it
	var look func()
	look = func() {
		var b [1]byte
		if n, err := syscall.Read(fd, b[:]); n == 0 && err == nil {
			os.Exit(2)
		}
		time.AfterFunc(lifelineTick, look)
	}
	time.AfterFunc(lifelineTick, look)
}
