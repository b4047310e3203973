//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package instrument

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// A lock whose holder has not finished for this long belongs to a process that died. What the lock guards is made in
// seconds and is harmless to make twice, since it comes into being by a rename.
const lockLost = 3 * time.Minute

// lockFile waits until this process alone has created the file of that name, for systems without flock.
func lockFile(name string) (unlock func() error, err error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
		if err == nil {
			f.Close()
			return func() error { return os.Remove(name) }, nil
		}
		if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
			return nil, err
		}
		info, statErr := os.Stat(name)
		switch {
		case statErr == nil && time.Since(info.ModTime()) > lockLost:
			os.Remove(name)
		case statErr != nil && !errors.Is(statErr, fs.ErrNotExist):
			return nil, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
