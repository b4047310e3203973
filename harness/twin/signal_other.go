//go:build !unix

package twin

import (
	"errors"
	"os"
)

var forwarded = []os.Signal{os.Interrupt}

// Exec is not possible on this system.
func Exec(*Binary, Args) error {
	return errors.New("a worker of the fuzzing engine can't be put under control on this system — fuzz without tenter")
}
