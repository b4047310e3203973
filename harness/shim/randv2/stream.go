package rand

import (
	"math/rand/v2"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
)

// streams are the generators of one execution.
type streams struct {
	byTask []*rand.Rand
}

// streamsAt stands for them among what is kept about objects.
var streamsAt = unsafe.Pointer(new(int))

// current returns the generator of the calling task, or nil if the caller is none.
func current() *rand.Rand {
	if sched.Active() {
		if t := sched.Current(); t != nil {
			return stream(t)
		}
	}
	return nil
}

func streamsOf(t *sched.Task) *streams {
	s, _ := t.Attached(streamsAt).(*streams)
	if s == nil {
		s = &streams{}
		t.Attach(streamsAt, s)
	}
	return s
}

func stream(t *sched.Task) *rand.Rand {
	s := streamsOf(t)
	for len(s.byTask) <= t.ID() {
		s.byTask = append(s.byTask, nil)
	}
	r := s.byTask[t.ID()]
	if r == nil {
		r = rand.New(rand.NewPCG(shim.Seed(t), uint64(t.ID())))
		s.byTask[t.ID()] = r
	}
	return r
}
