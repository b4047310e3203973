package mutants

import (
	"context"
	"slices"
	"sync"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// sound is the pool that the mutants spoil: plain, with one lock around everything, and right. After
// each change, settle lets go on whoever can.
type sound struct {
	mu            sync.Mutex
	workers, room int // negative room: no bound
	running       int
	queue         []*job
	line          []*job // their callers wait for room
	closed        bool
	changed       chan struct{} // closed and replaced at each change

	// What a worker does, for mutants to replace: it runs the task and calls end with what it came to, and
	// end notes the result and frees the worker.
	work func(j *job)
	end  func(j *job, n int, err error)
}

func newSound(workers, room int) *sound {
	s := &sound{workers: workers, room: room, changed: make(chan struct{})}
	s.work, s.end = s.doWork, s.doEnd
	return s
}

// job is a task and its future.
type job struct {
	pool    *sound
	ctx     context.Context
	task    func() int
	promise *future.Promise[int]
	answer  chan error // has room for one: whether the task was accepted
}

func (s *sound) newJob(ctx context.Context, task func() int) *job {
	j := &job{pool: s, ctx: ctx, task: task, promise: future.New[int](), answer: make(chan error, 1)}
	j.promise.Own(j)
	return j
}

func (s *sound) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := s.newJob(ctx, task)
	s.mu.Lock()
	switch {
	case s.closed:
		s.mu.Unlock()
		return nil, threadpool.ErrClosed
	case !s.fits() && !wait:
		s.mu.Unlock()
		return nil, threadpool.ErrFull
	}
	s.line = append(s.line, j)
	s.settle()
	s.mu.Unlock()
	return s.await(j)
}

// await waits for the answer, and has an eye on the context of the task.
func (s *sound) await(j *job) (Result, error) {
	if j.ctx.Done() != nil {
		context.AfterFunc(j.ctx, func() { s.expire(j) })
	}
	if err := <-j.answer; err != nil {
		return nil, err
	}
	return j.promise.Future(), nil
}

// expire takes a task whose context is done out of the line or the queue.
func (s *sound) expire(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if remove(&s.line, j) {
		j.answer <- j.ctx.Err()
	}
	if remove(&s.queue, j) {
		_ = j.promise.Settle(0, j.ctx.Err())
	}
	s.settle()
}

func remove(list *[]*job, j *job) bool {
	i := slices.Index(*list, j)
	if i < 0 {
		return false
	}
	*list = slices.Delete(*list, i, i+1)
	return true
}

// Cancel takes the task out of the queue, if it is there.
func (j *job) Cancel(commit func() bool) bool {
	s := j.pool
	s.mu.Lock()
	defer s.mu.Unlock()
	if !remove(&s.queue, j) {
		return false
	}
	defer s.settle()
	return commit()
}

func (s *sound) CancelQueued() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.cancelQueued()
	s.settle()
	return n
}

func (s *sound) CloseAndCancel() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.cancelQueued()
	s.close()
	return n
}

func (s *sound) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.close()
}

func (s *sound) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		over, changed := s.over(), s.changed
		s.mu.Unlock()
		if over {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *sound) Figures() (running, queued int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running, len(s.queue)
}

func (s *sound) doWork(j *job) {
	future.Call(func() (int, error) { return j.task(), nil }, func(n int, err error) { s.end(j, n, err) })
}

func (s *sound) doEnd(j *job, n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = j.promise.Settle(n, err)
	s.running--
	s.settle()
}

// The methods from here on are called with mu held.

// fits reports whether a task would be accepted without a wait.
func (s *sound) fits() bool {
	return s.running < s.workers || s.room < 0 || len(s.queue) < s.room
}

func (s *sound) over() bool { return s.closed && s.running == 0 && len(s.queue) == 0 }

// settle starts what can be started and accepts what can be accepted, first come, first served.
func (s *sound) settle() {
	for s.running < s.workers && len(s.queue)+len(s.line) > 0 {
		s.start()
	}
	for len(s.line) > 0 && s.fits() {
		s.queue = append(s.queue, s.pop(&s.line))
		s.queue[len(s.queue)-1].answer <- nil
	}
	s.change()
}

// start starts the task that is next.
func (s *sound) start() {
	if len(s.queue) == 0 {
		j := s.pop(&s.line)
		if j.ctx.Err() != nil {
			j.answer <- j.ctx.Err()
			return
		}
		j.answer <- nil
		s.run(j)
		return
	}
	j := s.pop(&s.queue)
	if j.ctx.Err() != nil {
		_ = j.promise.Settle(0, j.ctx.Err())
		return
	}
	s.run(j)
}

// run runs the task on a goroutine of its own.
func (s *sound) run(j *job) {
	s.running++
	_ = j.promise.Start()
	go s.work(j)
}

func (s *sound) pop(list *[]*job) *job {
	j := (*list)[0]
	*list = (*list)[1:]
	return j
}

func (s *sound) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *sound) close() {
	s.closed = true
	for len(s.line) > 0 {
		s.pop(&s.line).answer <- threadpool.ErrClosed
	}
	s.change()
}

func (s *sound) cancelQueued() int {
	n := len(s.queue)
	for len(s.queue) > 0 {
		s.pop(&s.queue).promise.Withdraw()
	}
	return n
}
