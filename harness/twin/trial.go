package twin

import (
	"errors"
	"os"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
)

// ErrAsked is returned where a signal has asked this process to end.
var ErrAsked = errors.New("interrupted")

// Try makes the execution of a case of a check alone, in a child of this process, and returns how that died, or nil. file holds the case;
// stall is the patience with it.
func (c *Child) Try(check, file string, stall time.Duration) (*Death, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(c.Folder, "trial-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	j, err := postmortem.Create()
	if err != nil {
		return nil, err
	}
	defer j.Close()
	s := &Supervisor{Binary: &Binary{Path: exe}, Args: os.Args[1:], folder: folder, home: c.home}
	d, err := s.confirm(j, postmortem.Entry{Check: check, File: file}, stall)
	if err == nil && d == nil && s.asked {
		err = ErrAsked
	}
	return d, err
}

// Patience is how long an execution may take that has been endless once.
func Patience(stall time.Duration) time.Duration { return min(stall, max(stall/10, time.Second)) }
