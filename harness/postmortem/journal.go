package postmortem

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Entry is what the journal says of one execution.
type Entry struct {
	Check     string // name of what is checked, where that is not known otherwise
	File      string // the saved case that is run again or shrunk, or ""
	Shrinking bool   // many executions follow that make the case smaller
	Seed      uint64 // of the search
	Share     int
	Index     int // of the execution in its share
	Runs      int // executions of the share
	Schedule  []sched.Decision
	Cut       bool // there were more decisions than the journal holds
	Task      int  // who made the last step, where steps are noted
	Steps     int  // steps up to it
}

const (
	textMost = 1 << 10
	// decisionsMost bounds the decisions that are noted. An execution turns to taking turns, which are no decisions, before it has more.
	decisionsMost = 1 << 15
	// finishedMost bounds the tests of which is noted how often they came to their end.
	finishedMost = 4 << 10
)

// page is the journal's content, one execution at a time. It is memory shared by two processes: one writes, and its death leaves the
// page as it was. Everything is written with plain stores but for begun and open, which the watcher reads meanwhile.
type page struct {
	begun     atomic.Uint64 // executions begun
	open      atomic.Uint32 // 1 while one is in progress
	decided   uint32
	seed      uint64
	share     int64
	index     int64
	runs      int64
	task      int64
	steps     int64
	shrinking bool
	check     text
	file      text
	decisions [decisionsMost]decision
	finished  [finishedMost]uint32
}

type text struct {
	n     uint32
	bytes [textMost]byte
}

type decision struct {
	from, seq, to  int32
	data, preempts bool
}

func (t *text) set(s string) { t.n = uint32(copy(t.bytes[:], s)) }

func (t *text) String() string { return string(t.bytes[:min(t.n, textMost)]) }

const pageSize = int(unsafe.Sizeof(page{}))

// Journal is one process's view of the journal. It is written from one goroutine at a time, but for Finished. A nil Journal, of a process
// that nobody watches, may be written to and keeps nothing.
type Journal struct {
	page  *page
	file  *os.File // the watcher's; nil in the subject's process
	mine  *os.File // the one inherited, where it must stay open
	close func() error
	mu    sync.Mutex // keeps the watcher from reading what it closes
	done  bool
	// Where processes can't share memory: flush writes n bytes of the page, from an offset, to the file, and reload reads it all. Else nil.
	flush  func(offset, n int)
	reload func()
}

// Create makes a new, empty journal.
func Create() (*Journal, error) {
	f, err := os.CreateTemp("", "tenter-journal-")
	if err != nil {
		return nil, fmt.Errorf("cannot create the journal of what is run: %w — set TMPDIR to a folder that can be written", err)
	}
	os.Remove(f.Name()) // fails on some systems; then Close does it. Where it succeeds nothing is ever left behind.
	j := &Journal{}
	if err = f.Truncate(int64(pageSize)); err == nil {
		j, err = share(f)
	}
	if err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, fmt.Errorf("cannot create the journal of what is run: %s: %w", f.Name(), err)
	}
	j.file = f
	return j, nil
}

// Open returns the journal that another process has created, whose File this process has inherited. It takes the file over.
func Open(f *os.File) (*Journal, error) {
	j, err := share(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("cannot open the journal of what is run: %w", err)
	}
	if j.mine = f; j.flush == nil {
		f.Close() // the memory stays
	}
	return j, nil
}

// File is what the process that writes the journal must inherit.
func (j *Journal) File() *os.File { return j.file }

// Close frees the journal. It says nothing any more.
func (j *Journal) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done = true
	_ = j.close()
	if j.file != nil {
		j.file.Close()
		os.Remove(j.file.Name())
	}
}

// Begin notes the execution that is about to be made.
func (j *Journal) Begin(e Entry) {
	if j == nil {
		return
	}
	p := j.page
	p.open.Store(0)
	p.check.set(e.Check)
	p.file.set(e.File)
	p.seed, p.runs, p.shrinking = e.Seed, int64(e.Runs), e.Shrinking
	j.Next(e.Share, e.Index)
}

// Resume writes the execution that another process is to look at.
func (j *Journal) Resume(e Entry) {
	j.Begin(e)
	for _, d := range e.Schedule {
		j.Decided(d)
	}
}

// Next notes that the search, of which Begin was called, goes on to another execution. It takes a few nanoseconds.
func (j *Journal) Next(share, index int) {
	if j == nil {
		return
	}
	p := j.page
	p.open.Store(0)
	p.share, p.index, p.decided, p.task, p.steps = int64(share), int64(index), 0, 0, 0
	p.begun.Add(1)
	p.open.Store(1)
	j.written()
}

// Tick tells that there is progress, although the execution that Begin was called for is still what the process is at.
func (j *Journal) Tick() {
	if j != nil {
		j.page.begun.Add(1)
		j.written()
	}
}

// Decided adds a decision to the schedule of the execution in progress. The count grows last: the process may end between any two stores.
func (j *Journal) Decided(d sched.Decision) {
	if j == nil {
		return
	}
	p := j.page
	if i := p.decided; i < decisionsMost {
		p.decisions[i] = decision{from: int32(d.From), seq: int32(d.Seq), to: int32(d.To), data: d.Data, preempts: d.Preempts}
	}
	p.decided++
	j.written()
}

// Stepped notes the step that is about to be made, which is progress: recording steps makes an execution slow.
func (j *Journal) Stepped(task, steps int) {
	if j == nil {
		return
	}
	j.page.task, j.page.steps = int64(task), int64(steps)
	j.page.begun.Add(1)
	j.written()
}

// End notes that no execution is in progress.
func (j *Journal) End() {
	if j == nil {
		return
	}
	j.page.open.Store(0)
	j.written()
}

// Finished notes that the test with the given number has come to its end once more. It may be called by several goroutines.
func (j *Journal) Finished(test int) {
	if j == nil || test >= finishedMost {
		return
	}
	n := &j.page.finished[test]
	atomic.AddUint32(n, 1)
	if j.flush != nil {
		j.flush(int(uintptr(unsafe.Pointer(n))-uintptr(unsafe.Pointer(j.page))), int(unsafe.Sizeof(*n)))
	}
}

// Finishes returns how often the test came to its end since Reset.
func (j *Journal) Finishes(test int) int {
	if test >= finishedMost || !j.look() {
		return 0
	}
	defer j.mu.Unlock()
	return int(j.page.finished[test])
}

// Reset empties the journal, for another process to write.
func (j *Journal) Reset() {
	j.End()
	clear(j.page.finished[:])
	if j.flush != nil {
		j.flush(0, pageSize)
	}
}

// Open returns the execution in progress, or nil. While the process that writes is alive it may be in the middle of writing, and only the
// position is of use.
func (j *Journal) Open() *Entry {
	if !j.look() {
		return nil
	}
	defer j.mu.Unlock()
	p := j.page
	if p.open.Load() == 0 {
		return nil
	}
	e := &Entry{
		Check: p.check.String(), File: p.file.String(), Seed: p.seed,
		Share: int(p.share), Index: int(p.index), Runs: int(p.runs), Shrinking: p.shrinking,
		Task: int(p.task), Steps: int(p.steps),
	}
	n := min(p.decided, decisionsMost)
	e.Cut = n < p.decided
	for _, d := range p.decisions[:n] {
		e.Schedule = append(e.Schedule, sched.Decision{From: int(d.from), Seq: int(d.seq), To: int(d.to), Data: d.data, Preempts: d.preempts})
	}
	return e
}

// Progress returns a number that changes with each execution and each Tick, and whether an execution is in progress.
func (j *Journal) Progress() (begun uint64, open bool) {
	if !j.look() {
		return 0, false
	}
	defer j.mu.Unlock()
	return j.page.begun.Load(), j.page.open.Load() != 0
}

// look makes the page ready for reading and holds mu, or returns false if it is closed.
func (j *Journal) look() bool {
	j.mu.Lock()
	if j.done {
		j.mu.Unlock()
		return false
	}
	if j.reload != nil {
		j.reload()
	}
	return true
}

// written is called when the head or the decisions have changed.
func (j *Journal) written() {
	if j.flush != nil {
		j.flush(0, int(unsafe.Offsetof(j.page.decisions))+int(min(j.page.decided, decisionsMost))*int(unsafe.Sizeof(decision{})))
	}
}
