//go:build !unix

package mapped

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

var errUnsupported = fmt.Errorf("mapped: memory of several processes on %s: %w", runtime.GOOS, errors.ErrUnsupported)

// New returns an error: there is no such memory here.
func New(int) (*Memory, error) { return nil, errUnsupported }

// Open returns an error: there is no such memory here.
func Open([Count]*os.File) (*Memory, error) { return nil, errUnsupported }

// Close does nothing: there is no such memory here.
func (m *Memory) Close() error { return errUnsupported }

// Files returns an error: there is no such memory here.
func (m *Memory) Files() ([Count]*os.File, error) { return [Count]*os.File{}, errUnsupported }
