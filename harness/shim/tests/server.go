package tests

import (
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/harness/confine"
	"github.com/tenter-go/tenter/harness/sched"
)

// Env is the variable that makes a test binary a twin: the numbers of the pipes for requests and outcomes, and the memory in bytes that
// the process may take.
const Env = "TENTER_PIPES"

// statusOrphan is what a twin exits with whose supervisor is gone.
const statusOrphan = 2

// Body runs the test with the given index, as package testing does, and reports whether it passed.
type Body func(test int) (ok bool)

// server is the twin's side of the protocol.
type server struct {
	in, out  *os.File
	requests chan *Request // closed when there are no more
	mu       sync.Mutex    // guards out
	busy     atomic.Bool   // an execution is in progress
	over     bool          // the supervisor has no more requests
	run      Body
	names    []string // of the tests that tasks run, by task
	skipped  bool
	learners map[int]sched.Strategy // by Plan.Number
}

// serving is the server of this process; nil if it is no twin.
var serving = connect()

// stdout is where tests print to, whatever they put into os.Stdout.
var stdout = os.Stdout

// connect reads the environment, before any of the program's own code runs, and takes from it what processes that the tests start must not
// see: they are no twins.
func connect() *server {
	words := strings.Split(os.Getenv(Env), ",")
	os.Unsetenv(Env)
	if len(words) != 3 {
		return nil
	}
	var files [2]*os.File
	for i, name := range []string{"requests", "outcomes"} {
		n, err := strconv.ParseUint(words[i], 10, 64)
		if err != nil {
			return nil
		}
		confine.Keep(uintptr(n))
		files[i] = os.NewFile(uintptr(n), name)
	}
	if limit, err := strconv.ParseInt(words[2], 10, 64); err == nil && limit > 0 {
		confine.Memory(limit)
	}
	return &server{in: files[0], out: files[1], requests: make(chan *Request, 1)}
}

// Twin reports whether this process is a twin.
func Twin() bool { return serving != nil }

// Served reports whether this process is a twin, in which package testing runs nothing on its own.
func Served() bool { return serving != nil && sched.Current() == nil }

// Serve is called where package testing is about to run its tests. In a twin it makes executions of them for as long as the supervisor asks
// for some, and returns true. Elsewhere, and within an execution, it returns false: package testing then goes on.
func Serve(tests []string, run Body) bool {
	s := serving
	if s == nil || sched.Current() != nil {
		return false
	}
	if s.over {
		return true // a TestMain that calls Run more than once
	}
	s.run = run
	s.answer(&Hello{Stamp: sched.Stamp(), Tests: tests})
	go s.listen()
	for q := range s.requests {
		s.answer(s.execute(q))
		s.busy.Store(false)
	}
	s.over = true
	return true
}

// listen reads requests. It answers at once what can't wait for the execution in progress. When the supervisor is gone in the middle of
// one, so is the twin.
func (s *server) listen() {
	for {
		q := new(Request)
		switch err := Receive(s.in, q); {
		case err == io.EOF && !s.busy.Load():
			close(s.requests)
			return
		case err != nil:
			os.Exit(statusOrphan)
		case q.Do == Where:
			s.answer(&Outcome{Stacks: stacks()})
		default:
			s.busy.Store(true)
			s.requests <- q
		}
	}
}

func stacks() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}

func (s *server) answer(m message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if Send(s.out, m) != nil {
		os.Exit(statusOrphan)
	}
}
