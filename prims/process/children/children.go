// Package children is the transport of package process whose children are processes of the operating
// system: this program, started again. [Main] is what makes it a child then.
package children

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"github.com/tenter-go/tenter/prims/pipe"
	"github.com/tenter-go/tenter/prims/pipe/ospipe"
	"github.com/tenter-go/tenter/prims/process"
)

// role is the environment variable that tells a program that it is a child, and of which kind.
const role = "TENTER_PRIMS_PROCESS"

// Transport returns the transport whose children are processes: this program, started again. They inherit
// its environment, working directory, standard output and standard error, and the given files, which a
// child finds with [Inherited]. It has no children on Windows, where files can't be inherited so: Start
// returns [errors.ErrUnsupported].
func Transport(inherit ...*os.File) process.Transport { return children{inherit} }

type children struct{ inherit []*os.File }

// first is the number of the first inherited file; those before are the standard streams and the pipe.
const first = 5

// Inherited returns, in a child, the i-th of the files that Transport was given.
func Inherited(i int) *os.File {
	return os.NewFile(uintptr(first+i), fmt.Sprintf("inherited file %d", i))
}

// Main must be called at the beginning of main, or of TestMain. In a child it serves the parent, and does
// not return; elsewhere it does nothing.
func Main() {
	kind := os.Getenv(role)
	if kind == "" {
		return
	}
	_ = os.Unsetenv(role) // for what the child starts itself
	end := ospipe.FromFiles(ospipe.Files{Read: os.NewFile(3, "requests"), Write: os.NewFile(4, "responses")})
	os.Exit(process.Serve(end, kind == "once", process.Call))
}

// Exit ends the child that it is called in with the given code. It must not be called elsewhere.
func Exit(code int) { os.Exit(code) }

func (c children) Start(once bool) (process.Child, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "js" || runtime.GOOS == "wasip1" || runtime.GOOS == "plan9" {
		return nil, fmt.Errorf("children: processes on %s: %w", runtime.GOOS, errors.ErrUnsupported)
	}
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("children: %w", err)
	}
	ours, theirs, err := ospipe.New()
	if err != nil {
		return nil, fmt.Errorf("children: %w", err)
	}
	cmd := exec.Command(exe)
	kind := "many"
	if once {
		kind = "once"
	}
	cmd.Env = append(os.Environ(), role+"="+kind)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.ExtraFiles = append([]*os.File{theirs.Read, theirs.Write}, c.inherit...)
	err = cmd.Start()
	// The child has its own copies. While ours are open, the end of a pipe is never seen.
	err = errors.Join(err, theirs.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("children: %w", err), ours.Close())
	}
	child := &osChild{End: ospipe.FromFiles(ours), cmd: cmd, done: make(chan struct{})}
	go child.reap()
	return child, nil
}

// osChild is a child that is a process.
type osChild struct {
	pipe.End
	cmd  *exec.Cmd
	done chan struct{}
	code int // valid once done is closed
}

func (c *osChild) reap() {
	defer close(c.done)
	_ = c.cmd.Wait() // its exit code says it
	c.code = c.cmd.ProcessState.ExitCode()
	if status, ok := c.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		c.code = -int(status.Signal())
	}
}

func (c *osChild) Kill() {
	_ = c.cmd.Process.Kill() // one that has ended needs none
}

func (c *osChild) Done() <-chan struct{} { return c.done }
func (c *osChild) ExitCode() int         { return c.code }
