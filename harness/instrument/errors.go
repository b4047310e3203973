package instrument

import (
	"errors"
	"fmt"
	"strings"
)

// What Prepare can fail with, apart from the go command's own complaints.
var (
	ErrNoToolchain  = errors.New("no go command")
	ErrOldToolchain = errors.New("go toolchain too old")
	ErrToolexec     = errors.New("-toolexec is taken")
	ErrFlags        = errors.New("build flags not supported")
	ErrRace         = errors.New("no race detector")
	ErrCache        = errors.New("cache folder not usable")
)

// A CommandError is a go command that failed. Output is all that it printed.
type CommandError struct {
	Args   []string
	Dir    string
	Output string
	Err    error
}

// Error is the go command's output, since that names the place in the user's code, or what went wrong with the
// command if it printed nothing.
func (e *CommandError) Error() string {
	what := "go"
	if len(e.Args) > 1 {
		what += " " + e.Args[1]
	}
	if text := strings.TrimSpace(e.Output); text != "" {
		return fmt.Sprintf("%s failed:\n%s", what, text)
	}
	return fmt.Sprintf("%s failed: %s: %v", what, e.Dir, e.Err)
}

func (e *CommandError) Unwrap() error { return e.Err }
