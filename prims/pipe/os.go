package pipe

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

// MaxMessage is the length of the longest message of a pipe of the operating system.
const MaxMessage = 1 << 30

// Files is an end of a pipe of the operating system: the files that it reads and writes. Files of an end
// can be given to a child process, which makes an end of them by [FromFiles].
type Files struct{ Read, Write *os.File }

// Close closes both files.
func (f Files) Close() error { return errors.Join(f.Read.Close(), f.Write.Close()) }

// OS returns the files of the two ends of a new pipe.
func OS() (a, b Files, err error) {
	if a.Read, b.Write, err = os.Pipe(); err != nil {
		return Files{}, Files{}, fmt.Errorf("pipe: %w", err)
	}
	if b.Read, a.Write, err = os.Pipe(); err != nil {
		return Files{}, Files{}, errors.Join(fmt.Errorf("pipe: %w", err), a.Read.Close(), b.Write.Close())
	}
	return a, b, nil
}

// FromFiles returns the end that uses the files, which are its from now on.
func FromFiles(f Files) End {
	return &files{Files: f, reading: make(chan struct{}, 1), writing: make(chan struct{}, 1)}
}

// files is an end of a pipe of the operating system. A message is its length in four bytes, big end
// first, and then its bytes.
type files struct {
	Files
	reading chan struct{} // held by who reads: has room for one
	frame   []byte        // what was read of the next message, guarded by reading
	writing chan struct{} // held by who writes

	mu     sync.Mutex
	closed bool
}

func (f *files) Send(ctx context.Context, message []byte) error {
	if len(message) > MaxMessage {
		return fmt.Errorf("%w: %d bytes", ErrTooLong, len(message))
	}
	if err := take(ctx, f.writing); err != nil {
		return err
	}
	defer give(f.writing)
	stop := f.deadline(ctx, f.Write.SetWriteDeadline)
	defer stop()
	frame := append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(message)), uint32(len(message))), message...)
	n, err := f.Write.Write(frame)
	switch {
	case err == nil:
		return nil
	case n > 0 && errors.Is(err, os.ErrDeadlineExceeded):
		// Half a message is on its way, and nothing can be sent after it any more.
		return errors.Join(ctx.Err(), ErrBroken, f.Close())
	}
	return f.explain(ctx, err)
}

func (f *files) Receive(ctx context.Context) ([]byte, error) {
	if err := take(ctx, f.reading); err != nil {
		return nil, err
	}
	defer give(f.reading)
	stop := f.deadline(ctx, f.Read.SetReadDeadline)
	defer stop()
	// What was read is kept in frame, so that a call that is cut short loses nothing.
	if err := f.fill(4); err != nil {
		return nil, f.explain(ctx, err)
	}
	n := binary.BigEndian.Uint32(f.frame)
	if n > MaxMessage {
		return nil, errors.Join(fmt.Errorf("%w: %d bytes are announced", ErrTooLong, n), f.Close())
	}
	if err := f.fill(4 + int(n)); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // the sender died in the middle of it
		}
		return nil, f.explain(ctx, err)
	}
	message := f.frame[4:]
	f.frame = nil
	return message, nil
}

// fill reads until frame has n bytes.
func (f *files) fill(n int) error {
	for have := len(f.frame); have < n; have = len(f.frame) {
		buf := make([]byte, min(n-have, 1<<20))
		k, err := f.Read.Read(buf)
		f.frame = append(f.frame, buf[:k]...)
		if err != nil && len(f.frame) < n {
			if errors.Is(err, io.EOF) && len(f.frame) > 0 {
				return io.ErrUnexpectedEOF
			}
			return err
		}
	}
	return nil
}

// Poll looks by a read that gives up at once; what it reads is kept.
func (f *files) Poll() bool {
	if take(context.Background(), f.reading) != nil {
		return false
	}
	defer give(f.reading)
	if len(f.frame) > 0 {
		return true
	}
	// A deadline that is over would not even look, and one that is near waits that long.
	if f.Read.SetReadDeadline(time.Now().Add(time.Millisecond)) != nil {
		return true // closed
	}
	err := f.fill(1)
	_ = f.Read.SetReadDeadline(time.Time{})
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

func (f *files) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil
	}
	f.closed = true
	return f.Files.Close()
}

// deadline has reads or writes of a file end when ctx does, until stop is called.
func (f *files) deadline(ctx context.Context, set func(time.Time) error) (stop func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	over := make(chan struct{})
	end := context.AfterFunc(ctx, func() {
		_ = set(time.Unix(1, 0)) // long over; a file that is closed needs no deadline
		close(over)
	})
	return func() {
		if !end() {
			<-over
		}
		_ = set(time.Time{})
	}
}

// explain says what an error of a file means for the pipe.
func (f *files) explain(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, os.ErrClosed):
		return ErrClosed
	case errors.Is(err, os.ErrDeadlineExceeded) && ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, syscall.EPIPE):
		return ErrBroken
	}
	return err
}

// take waits for a lock that is a channel with room for one.
func take(ctx context.Context, lock chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func give(lock chan struct{}) { <-lock }
