// Package gated makes tasks that end when told, so that a test of a pool decides how long its tasks
// run. It is for adapters to models.PoolOps, which it takes care of for any pool: the tasks that the
// pool runs are jobs made by [Jobs.Job], and Finish and Fail are those of the Jobs.
package gated

import "errors"

// ErrFailed is what a job panics with when it is told to fail.
var ErrFailed = errors.New("gated: the task was told to fail")

// Jobs are the tasks of one pool. Make them with New.
type Jobs struct {
	gate chan order    // unbuffered: whoever sends has found a running job
	over chan struct{} // closed by Release
}

type order struct {
	fail bool
	who  chan *Job
}

// New returns Jobs without a job.
func New() *Jobs { return &Jobs{gate: make(chan order), over: make(chan struct{})} }

// Job is a task that runs until Finish or Fail chooses it.
type Job struct {
	id      int
	jobs    *Jobs
	settled chan func()
}

// Job makes a job with the given number.
func (j *Jobs) Job(id int) *Job {
	return &Job{id: id, jobs: j, settled: make(chan func(), 1)}
}

// Body is what the pool is to run: it waits to be chosen, and returns the job's number or panics.
func (job *Job) Body() int {
	select {
	case o := <-job.jobs.gate:
		o.who <- job
		if o.fail {
			panic(ErrFailed)
		}
	case <-job.jobs.over:
	}
	return job.id
}

// Accepted must be called once the pool has accepted the job, and must not be if it refused it. wait
// returns when the pool has done with the job: its result is there, and its worker is free.
func (job *Job) Accepted(wait func()) { job.settled <- wait }

// Finish waits until a job is running, lets it end, and waits until the pool has done with it.
func (j *Jobs) Finish() { j.end(false) }

// Fail is Finish for a job that ends with a panic.
func (j *Jobs) Fail() { j.end(true) }

func (j *Jobs) end(fail bool) {
	o := order{fail, make(chan *Job, 1)}
	j.gate <- o
	wait := <-(<-o.who).settled
	wait()
}

// Release lets all jobs end, those that have yet to start too. It is called once, when no Finish or
// Fail is under way any more.
func (j *Jobs) Release() { close(j.over) }
