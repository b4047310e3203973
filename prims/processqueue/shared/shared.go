// Package shared provides the queue of package processqueue in memory that child processes see too, of
// package mapped. Where the operating system has no such thing, New and Open return an error that wraps
// [errors.ErrUnsupported].
//
// A parent gives the Files to its children, by children.Transport, and a child opens the same queue with them.
package shared

import (
	"errors"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/prims/processqueue"
	"github.com/tenter-go/tenter/prims/sharedmemory"
	"github.com/tenter-go/tenter/prims/sharedmemory/mapped"
)

// parts is how many pieces of memory a queue lies in.
const parts = 5

// Count is the number of files that Files returns and Open takes.
const Count = parts * mapped.Count

// Queue is a queue that processes share.
type Queue struct {
	*processqueue.Queue
	memory []*mapped.Memory
}

// New returns an empty queue for up to capacity messages of up to maxLength bytes. It panics if capacity is less than 1
// or maxLength is negative.
func New(capacity, maxLength int) (*Queue, error) {
	return open(capacity, maxLength, func(i int) (*mapped.Memory, error) {
		if i == 0 {
			return mapped.New(processqueue.Words(capacity, maxLength))
		}
		return mapped.New(0)
	})
}

// Open returns the queue of which a parent has passed the files. The numbers must be those that it was made with.
func Open(files [Count]*os.File, capacity, maxLength int) (*Queue, error) {
	return open(capacity, maxLength, func(i int) (*mapped.Memory, error) {
		return mapped.Open([mapped.Count]*os.File(files[i*mapped.Count:]))
	})
}

func open(capacity, maxLength int, memory func(i int) (*mapped.Memory, error)) (*Queue, error) {
	q := new(Queue)
	list := make([]*sharedmemory.Memory, parts)
	for i := range parts {
		m, err := memory(i)
		if err != nil {
			return nil, errors.Join(err, q.Close())
		}
		q.memory = append(q.memory, m)
		list[i] = m.Memory
	}
	if have, want := list[0].Len(), processqueue.Words(capacity, maxLength); have < want {
		return nil, errors.Join(fmt.Errorf("%w: of %d words, not %d", processqueue.ErrMismatch, have, want), q.Close())
	}
	p := processqueue.Parts{State: list[0], Items: list[1], Room: list[2], Idle: list[3], Joining: list[4]}
	var err error
	if q.Queue, err = processqueue.Open(p, capacity, maxLength); err != nil {
		return nil, errors.Join(err, q.Close())
	}
	return q, nil
}

// Files returns copies of the queue's files, for children. They are to be closed once the children have been started.
func (q *Queue) Files() (files [Count]*os.File, err error) {
	for i, m := range q.memory {
		some, err := m.Files()
		if err != nil {
			for _, f := range files[:i*mapped.Count] {
				err = errors.Join(err, f.Close())
			}
			return [Count]*os.File{}, err
		}
		copy(files[i*mapped.Count:], some[:])
	}
	return files, nil
}

// Close ends the use of the queue by this process. Others go on.
func (q *Queue) Close() (err error) {
	for _, m := range q.memory {
		err = errors.Join(err, m.Close())
	}
	return err
}
