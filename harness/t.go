package harness

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
)

// T is what a body of Explore tests with. It is a testing.TB of which everything concerns one execution: a failure makes that execution a
// counterexample, logs are shown only for the one that is reported, what Cleanup registers is called at its end, under control, and Setenv,
// Chdir and TempDir last until then.
//
// Its methods may be called by the body and the goroutines that it starts. FailNow, Fatal and SkipNow end the goroutine that calls
// them; the execution goes on with the others.
type T struct {
	testing.TB
	e *episode
}

// episode is one execution of a body.
type episode struct {
	of      *exploration
	tb      testing.TB
	failed  bool
	first   string // the first failure: where and what
	skipped bool
	why     string
	logs    []string
	came    []string // see T.Outcome
	cleanup []func() // of the user's, called under control
	after   []func() // ours, called when the execution is over
	helpers map[string]bool
	ctx     context.Context
	cancel  context.CancelFunc
	over    bool // the body has ended: a context that is asked for now is done
}

// Outcome notes what the execution has come to. When no execution has failed, the test logs how often each outcome was seen: which of them can happen at all,
// and which are rare. What several calls note belongs together, in their order.
func (t *T) Outcome(args ...any) {
	t.e.came = append(t.e.came, strings.TrimSuffix(fmt.Sprintln(args...), "\n"))
}

// mostLogs bounds what is kept of an execution's logs.
const mostLogs = 200

// run is the only operation of an exploration.
func (e *episode) run() {
	defer e.clean()
	e.of.body(&T{e.tb, e})
}

// clean calls what was registered, last in first out, also what is registered meanwhile. It runs as the last part of the body, and so under
// control; a body that is stuck never comes to it.
func (e *episode) clean() {
	if t := sched.Current(); t == nil || t.Unwinding() {
		return
	}
	e.over = true
	if e.cancel != nil {
		e.cancel()
	}
	for len(e.cleanup) > 0 {
		f := e.cleanup[len(e.cleanup)-1]
		e.cleanup = e.cleanup[:len(e.cleanup)-1]
		f()
	}
}

// say notes what was logged, with the position of the caller that is no helper.
func (e *episode) say(text string) string {
	line := e.position() + strings.TrimRight(text, "\n")
	if len(e.logs) < mostLogs {
		e.logs = append(e.logs, line)
	}
	return line
}

// ownMethods begin the names of the methods that a position is never that of.
const ownMethods = "github.com/tenter-go/tenter/harness.(*"

func (e *episode) position() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !e.helpers[f.Function] && !strings.HasPrefix(f.Function, ownMethods) {
			return fmt.Sprintf("%s:%d: ", filepath.Base(f.File), f.Line)
		}
		if !more {
			return ""
		}
	}
}

func (e *episode) fail(text string) {
	line := e.say(text)
	if !e.failed {
		e.failed, e.first = true, line
	}
}

// Helper marks the calling function as one whose position is not to be shown.
func (t *T) Helper() {
	pc, _, _, _ := runtime.Caller(1)
	if t.e.helpers == nil {
		t.e.helpers = map[string]bool{}
	}
	t.e.helpers[runtime.FuncForPC(pc).Name()] = true
}

// Fail fails the execution.
func (t *T) Fail() { t.e.fail("the body called Fail") }

// FailNow fails the execution and ends the calling goroutine, having run its deferred calls.
func (t *T) FailNow() {
	if !t.e.failed {
		t.e.fail("the body called FailNow")
	}
	runtime.Goexit()
}

// Failed reports whether the execution has failed.
func (t *T) Failed() bool { return t.e.failed }

// Error is Log and Fail.
func (t *T) Error(args ...any) { t.e.fail(fmt.Sprintln(args...)) }

// Errorf is Logf and Fail.
func (t *T) Errorf(format string, args ...any) { t.e.fail(fmt.Sprintf(format, args...)) }

// Fatal is Log and FailNow.
func (t *T) Fatal(args ...any) {
	t.e.fail(fmt.Sprintln(args...))
	runtime.Goexit()
}

// Fatalf is Logf and FailNow.
func (t *T) Fatalf(format string, args ...any) {
	t.e.fail(fmt.Sprintf(format, args...))
	runtime.Goexit()
}

// Log keeps a line for the report of this execution.
func (t *T) Log(args ...any) { t.e.say(fmt.Sprintln(args...)) }

// Logf keeps a line for the report of this execution.
func (t *T) Logf(format string, args ...any) { t.e.say(fmt.Sprintf(format, args...)) }

// Output returns a writer whose text is kept like logs.
func (t *T) Output() io.Writer { return logWriter{t.e} }

type logWriter struct{ e *episode }

func (w logWriter) Write(p []byte) (int, error) {
	if len(w.e.logs) < mostLogs {
		w.e.logs = append(w.e.logs, strings.TrimRight(string(p), "\n"))
	}
	return len(p), nil
}

// Skip is Log and SkipNow.
func (t *T) Skip(args ...any) { t.e.skip(strings.TrimRight(fmt.Sprintln(args...), "\n")) }

// Skipf is Logf and SkipNow.
func (t *T) Skipf(format string, args ...any) { t.e.skip(fmt.Sprintf(format, args...)) }

// SkipNow skips the whole test, unless an execution fails first, and ends the calling goroutine.
func (t *T) SkipNow() { t.e.skip("the body called SkipNow") }

func (e *episode) skip(why string) {
	e.skipped, e.why = true, why
	if e.of.why == nil {
		e.of.why = &e.why
	}
	runtime.Goexit()
}

// Skipped reports whether the execution was skipped.
func (t *T) Skipped() bool { return t.e.skipped }

// Cleanup has f called when the body has ended, before what was registered earlier. If the body never ends, it is not called.
func (t *T) Cleanup(f func()) { t.e.cleanup = append(t.e.cleanup, f) }

// Context returns a context that is cancelled when the body has ended, before the functions given to Cleanup are called.
func (t *T) Context() context.Context {
	if t.e.ctx == nil {
		t.e.ctx, t.e.cancel = context.WithCancel(context.Background())
		if t.e.over {
			t.e.cancel()
		}
	}
	return t.e.ctx
}

// Setenv sets an environment variable of the process until the execution is over.
func (t *T) Setenv(key, value string) {
	old, had := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		t.Fatalf("cannot set environment variable: %v", err)
	}
	t.e.after = append(t.e.after, func() {
		if had {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory of the process until the execution is over.
func (t *T) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.e.after = append(t.e.after, func() { _ = os.Chdir(old) })
}

// TempDir returns a new folder that is removed when the execution is over.
func (t *T) TempDir() string {
	dir, err := os.MkdirTemp(t.TB.TempDir(), "execution-")
	if err != nil {
		t.Fatal(err)
	}
	t.e.after = append(t.e.after, func() { _ = os.RemoveAll(dir) })
	return dir
}
