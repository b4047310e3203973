//go:build unix

package twin

import (
	"os"
	"syscall"
)

// forwarded are the signals that a child is to get if this process does.
var forwarded = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGHUP}

// Exec puts the twin in the place of this process, which keeps its open files: the fuzzing engine talks to its workers through them.
// It returns only if it fails.
func Exec(b *Binary, args Args) error {
	return syscall.Exec(b.Path, append([]string{b.Path}, args...), os.Environ())
}
