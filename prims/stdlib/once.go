package stdlib

import (
	"sync"
	"sync/atomic"
)

// Job is a function that takes a while and counts its runs. Do has it run as somebody who runs things
// once would.
type Job struct {
	do           func()
	begun, ended atomic.Int64
}

// NewJob returns a job that do has run: by calling run, or not.
func NewJob(do func(run func()) func()) *Job {
	j := new(Job)
	j.do = do(j.run)
	return j
}

// NewOnce returns a job that a sync.Once has run.
func NewOnce() *Job {
	return NewJob(func(run func()) func() {
		var once sync.Once
		return func() { once.Do(run) }
	})
}

// NewOnceFunc returns a job that sync.OnceFunc has run.
func NewOnceFunc() *Job { return NewJob(sync.OnceFunc) }

// run is the job itself. It has two steps, so that it can be seen half done.
func (j *Job) run() {
	j.begun.Add(1)
	j.ended.Add(1)
}

// Do asks for the job, and returns how often it has run by then.
func (j *Job) Do() int {
	j.do()
	return j.Runs()
}

// Runs returns how often the job has run to its end.
func (j *Job) Runs() int { return int(j.ended.Load()) }
