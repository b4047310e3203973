// Package io is what rewritten code uses in place of the pipes of package io.
//
// A pipe that a task has made hands over under control. Any other is the standard package's: there a task would wait where the scheduler
// can't see it.
package io

import (
	"io"

	"github.com/tenter-go/tenter/harness/sched"
)

// PipeReader is io.PipeReader.
type PipeReader struct {
	real *io.PipeReader
	pipe *pipe
}

// PipeWriter is io.PipeWriter.
type PipeWriter struct {
	real *io.PipeWriter
	pipe *pipe
}

// Pipe is io.Pipe.
func Pipe() (*PipeReader, *PipeWriter) {
	if sched.Active() && sched.Current() != nil {
		p := newPipe()
		return &PipeReader{pipe: p}, &PipeWriter{pipe: p}
	}
	r, w := io.Pipe()
	return &PipeReader{real: r}, &PipeWriter{real: w}
}

// Read is io.PipeReader.Read.
func (r *PipeReader) Read(data []byte) (n int, err error) {
	if r.pipe != nil {
		return r.pipe.read(data)
	}
	return r.real.Read(data)
}

// Close is io.PipeReader.Close.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError is io.PipeReader.CloseWithError.
func (r *PipeReader) CloseWithError(err error) error {
	if r.pipe == nil {
		return r.real.CloseWithError(err)
	}
	if err == nil {
		err = io.ErrClosedPipe
	}
	r.pipe.close(&r.pipe.readerLeft, err)
	return nil
}

// Write is io.PipeWriter.Write.
func (w *PipeWriter) Write(data []byte) (n int, err error) {
	if w.pipe != nil {
		return w.pipe.write(data)
	}
	return w.real.Write(data)
}

// Close is io.PipeWriter.Close.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError is io.PipeWriter.CloseWithError.
func (w *PipeWriter) CloseWithError(err error) error {
	if w.pipe == nil {
		return w.real.CloseWithError(err)
	}
	if err == nil {
		err = io.EOF
	}
	w.pipe.close(&w.pipe.writerLeft, err)
	return nil
}
