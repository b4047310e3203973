//go:build unix

package mapped

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/prims/sharedmemory"
)

const wordSize = 8

// New returns zeroed memory of so many words. It panics if n is negative.
func New(n int) (*Memory, error) {
	if n < 0 {
		panic(fmt.Sprintf("mapped: %d words: can't be negative", n))
	}
	file, err := os.CreateTemp("", "sharedmemory-")
	if err != nil {
		return nil, fmt.Errorf("mapped: %w", err)
	}
	// Without a name, it is gone when the last process that has it is.
	err = errors.Join(os.Remove(file.Name()), file.Truncate(int64((n+2)*wordSize)))
	r, w, pipeErr := os.Pipe()
	if err = errors.Join(err, pipeErr); err != nil {
		return nil, errors.Join(fmt.Errorf("mapped: %w", err), file.Close())
	}
	return open(file, r, w)
}

// Open returns the memory of which a parent has passed the files.
func Open(files [Count]*os.File) (*Memory, error) { return open(files[0], files[1], files[2]) }

func open(file, r, w *os.File) (*Memory, error) {
	m := &Memory{file: file, read: r, write: w}
	info, err := file.Stat()
	if err == nil {
		m.bytes, err = syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("mapped: %w", err), file.Close(), r.Close(), w.Close())
	}
	words := unsafe.Slice((*uint64)(unsafe.Pointer(&m.bytes[0])), len(m.bytes)/wordSize)
	m.Memory = sharedmemory.Make(words, &waker{r, w, make(chan struct{}, 1)})
	return m, nil
}

// Close ends the use of the memory by this process: nothing made of it may be used after.
func (m *Memory) Close() error {
	return errors.Join(syscall.Munmap(m.bytes), m.file.Close(), m.read.Close(), m.write.Close())
}

// Files returns copies of the memory's files, for children. They are to be closed once the children have
// been started.
func (m *Memory) Files() (files [Count]*os.File, err error) {
	for i, f := range []*os.File{m.file, m.read, m.write} {
		// A copy, since to pass a file on makes it blocking, and who waits for a lock must be able to give up.
		if files[i], err = duplicate(f); err != nil {
			for _, f := range files[:i] {
				err = errors.Join(err, f.Close())
			}
			return [Count]*os.File{}, fmt.Errorf("mapped: %w", err)
		}
	}
	return files, nil
}

func duplicate(f *os.File) (copied *os.File, err error) {
	raw, err := f.SyscallConn()
	if err != nil {
		return nil, err
	}
	controlErr := raw.Control(func(fd uintptr) {
		syscall.ForkLock.RLock()
		defer syscall.ForkLock.RUnlock()
		var n int
		if n, err = syscall.Dup(int(fd)); err == nil {
			syscall.CloseOnExec(n)
			copied = os.NewFile(uintptr(n), f.Name())
		}
	})
	return copied, errors.Join(err, controlErr)
}

// waker is a pipe whose bytes are the tokens.
type waker struct {
	read, write *os.File
	turn        chan struct{} // held by who waits in this process: deadlines are the file's
}

// Post writes a byte. If the pipe is full there are tokens enough.
func (w *waker) Post() {
	raw, err := w.write.SyscallConn()
	if err != nil {
		return // closed
	}
	_ = raw.Write(func(fd uintptr) bool {
		_, _ = syscall.Write(int(fd), []byte{1})
		return true // whatever came of it
	})
}

func (w *waker) Wait(ctx context.Context) error {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = w.read.SetReadDeadline(time.Unix(1, 0)) // long over
		close(over)
	})
	_, err := w.read.Read(make([]byte, 1))
	if !stop() {
		<-over
		_ = w.read.SetReadDeadline(time.Time{})
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return ctx.Err()
	}
	return err
}
