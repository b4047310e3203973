package twin

import (
	"fmt"
	"os"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Entry is what the journal says of one execution.
type Entry struct {
	Check     string // name of the check
	File      string // the saved case that is run again or shrunk, or ""
	Shrinking bool   // many executions follow that make the case smaller
	Seed      uint64 // of the search
	Share     int
	Index     int // of the execution in its share
	Runs      int // executions of the share
	Schedule  []sched.Decision
	Cut       bool // there were more decisions than the journal holds
}

const (
	textMost      = 1 << 10
	decisionsMost = 4 << 10
)

// page is the journal's content, one execution at a time. It is memory shared by two processes: the child writes, and its death leaves
// the page as it was. Everything is written with plain stores but for begun and open, which the parent reads while the child runs.
type page struct {
	magic     uint64
	begun     atomic.Uint64 // executions begun
	open      atomic.Uint32 // 1 while one is in progress
	decided   uint32
	seed      uint64
	share     int32
	index     int32
	runs      int32
	shrinking bool
	check     text
	file      text
	decisions [decisionsMost]decision
}

// magic is "tenter" and the version of page.
const magic = 0x7265746e65740001

type text struct {
	n     uint32
	bytes [textMost]byte
}

type decision struct {
	from, seq, to  int32
	data, preempts bool
}

func (t *text) set(s string) { t.n = uint32(copy(t.bytes[:], s)) }

func (t *text) String() string { return string(t.bytes[:t.n]) }

const pageSize = int(unsafe.Sizeof(page{}))

// Journal is one process's view of the journal. The child writes it, from one goroutine at a time.
type Journal struct {
	page  *page
	close func() error
	// Where processes can't share memory: flush writes the page to the file, and reload reads it. Else nil.
	flush, reload func()
}

// createJournal makes a new, empty journal.
func createJournal(dir string) (*Journal, string, error) {
	f, err := os.CreateTemp(dir, "journal-")
	if err != nil {
		return nil, "", fmt.Errorf("cannot create the journal: %w — set TMPDIR to a folder that can be written", err)
	}
	err = f.Truncate(int64(pageSize))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, "", fmt.Errorf("cannot create the journal: %w", err)
	}
	j, err := openJournal(f.Name())
	if err == nil {
		j.page.magic = magic
		j.written()
	}
	return j, f.Name(), err
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
	p.seed, p.runs, p.shrinking = e.Seed, int32(e.Runs), e.Shrinking
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
	p.share, p.index, p.decided = int32(share), int32(index), 0
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

// Decided adds a decision to the schedule of the execution in progress.
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

// End notes that no execution is in progress.
func (j *Journal) End() {
	if j == nil {
		return
	}
	j.page.open.Store(0)
	j.written()
}

// Open returns the execution in progress, or nil.
func (j *Journal) Open() *Entry {
	j.look()
	p := j.page
	if p.open.Load() == 0 {
		return nil
	}
	e := &Entry{
		Check: p.check.String(), File: p.file.String(), Seed: p.seed,
		Share: int(p.share), Index: int(p.index), Runs: int(p.runs), Shrinking: p.shrinking,
	}
	n := min(p.decided, decisionsMost)
	e.Cut = n < p.decided
	for _, d := range p.decisions[:n] {
		e.Schedule = append(e.Schedule, sched.Decision{From: int(d.from), Seq: int(d.seq), To: int(d.to), Data: d.data, Preempts: d.preempts})
	}
	return e
}

// progress returns a number that changes with each execution, and whether one is in progress.
func (j *Journal) progress() (begun uint64, open bool) {
	j.look()
	return j.page.begun.Load(), j.page.open.Load() != 0
}

func (j *Journal) look() {
	if j.reload != nil {
		j.reload()
	}
}

func (j *Journal) written() {
	if j.flush != nil {
		j.flush()
	}
}
