//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package instrument

import (
	"errors"
	"os"
	"syscall"
)

// lockFile waits until this process alone holds the lock of that name. The kernel releases it when the process dies.
// The file stays: to remove it would let a third process lock a new file while a second one still waits for the old.
func lockFile(name string) (unlock func() error, err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f.Close, nil
}
