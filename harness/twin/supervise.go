package twin

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"
)

// Exit says how a child has ended.
type Exit struct {
	Code  int    // for os.Exit; never 0 if Death is set
	Open  *Entry // the execution that was in progress, or nil
	Death *Death // how it ended, if an execution was in progress and nobody had asked the child to end
}

// run is one run of a child under the parent's eyes.
type run struct {
	cmd     *exec.Cmd
	journal *Journal
	stall   time.Duration
	done    chan struct{}
	asked   bool // a signal has asked this process to end
	endless bool
}

// graces of the parent. They are spans of real time, and nothing that is reported depends on them but for Supervisor.Stall.
const (
	watchTick   = 100 * time.Millisecond // how often the journal is read
	signalGrace = 300 * time.Millisecond // a terminal signals the child too, and then it needs no second one
	dumpGrace   = 5 * time.Second        // for writing a stack dump
)

// Supervisor runs twins in the place of this process.
type Supervisor struct {
	Binary *Binary
	Args   Args
	// Stall is how long one execution may take before it is judged endless and killed; 0 means that it may take for ever.
	Stall time.Duration
	// Stderr gets what the parent itself has to say.
	Stderr io.Writer
}

// Run runs the tests in a child with this process's input, output, folder and environment, and returns its exit. If the child has died of
// an execution, one more is run that makes the same execution alone, and if it dies too, a last one that writes it down as
// a counterexample and fails its test. Run returns an error if a child could not be started.
func (s *Supervisor) Run() (Exit, error) {
	j, file, err := createJournal("")
	if err != nil {
		return Exit{}, err
	}
	defer os.Remove(file)
	defer j.close()
	exit, err := s.child(j, orders{Role: RoleRun, Journal: file}, s.Args.later(s.Binary.Spent), os.Stdout, os.Stderr)
	if err != nil || exit.Death == nil {
		return exit, err
	}
	return exit, s.inquire(j, file, exit)
}

// inquire finds out whether it was the execution that the child died of, and has it written down.
func (s *Supervisor) inquire(j *Journal, file string, first Exit) error {
	open := first.Open
	where := fmt.Sprintf("seed %08x, share %d, index %d", open.Seed, open.Share, open.Index)
	args := s.Args.only(TestOf(open.Check))
	var death *Death
	if open.Shrinking {
		fmt.Fprintf(s.Stderr, "tenter: %s: the process ended (%s) while a counterexample was being shrunk; it is reported as it was found\n", open.Check, first.Death.Cause)
	} else {
		fmt.Fprintf(s.Stderr, "tenter: %s: the process ended (%s) in the middle of an execution, which is now made once more\n", open.Check, first.Death.Cause)
		tail := &tail{}
		again, err := s.child(j, orders{Role: RoleConfirm, Journal: file}, args, tail, tail)
		switch {
		case err != nil:
			return err
		case again.Death == nil:
			fmt.Fprintf(s.Stderr, "tenter: %s: unknown: alone, the execution came to its end (%s) — something else has ended the process, or it depends on the executions before\n",
				open.Check, where)
			return nil
		}
		death, open = again.Death, again.Open
		death.Output = tail.String()
	}
	j.Resume(*open)
	last, err := s.child(j, orders{Role: RoleWrite, Journal: file, Death: death}, args, os.Stdout, os.Stderr)
	if err == nil && (last.Code == 0 || last.Death != nil) {
		fmt.Fprintf(s.Stderr, "tenter: %s: the counterexample could not be written (%s)\n", open.Check, where)
	}
	return err
}

// child runs one child to its end.
func (s *Supervisor) child(j *Journal, o orders, args Args, stdout, stderr io.Writer) (Exit, error) {
	cmd := exec.Command(s.Binary.Path, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, stderr
	cmd.WaitDelay = dumpGrace // what the tests have started may hold the output
	fd, drop, err := attachLifeline(cmd)
	if err != nil {
		return Exit{}, fmt.Errorf("cannot make a pipe: %w", err)
	}
	defer drop()
	o.Lifeline = fd
	if cmd.Env, err = o.environ(); err != nil {
		return Exit{}, err
	}
	r := &run{cmd: cmd, journal: j, stall: s.Stall, done: make(chan struct{})}
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return Exit{}, fmt.Errorf("cannot start the twin: %w — remove %s, so that it is built again", err, s.Binary.Path)
	}
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		r.watch(signals)
	}()
	err = cmd.Wait()
	close(r.done)
	<-watched
	return r.exit(err)
}

// watch passes signals on and looks whether executions come to an end, until the child has ended.
func (r *run) watch(signals <-chan os.Signal) {
	tick := time.NewTicker(watchTick)
	defer tick.Stop()
	last, since := uint64(0), time.Now()
	for {
		select {
		case <-r.done:
			return
		case sig := <-signals:
			r.asked = true
			if !r.endsWithin(signalGrace) {
				_ = r.cmd.Process.Signal(sig)
			}
		case now := <-tick.C:
			begun, open := r.journal.progress()
			if begun != last || !open {
				last, since = begun, now
			}
			if r.stall > 0 && now.Sub(since) > r.stall {
				r.kill()
				return
			}
		}
	}
}

// kill ends a child that makes no progress, with a stack dump that names the place.
func (r *run) kill() {
	r.endless = true
	_ = r.cmd.Process.Signal(dumpSignal)
	if !r.endsWithin(dumpGrace) {
		_ = r.cmd.Process.Kill()
	}
}

func (r *run) endsWithin(d time.Duration) bool {
	select {
	case <-r.done:
		return true
	case <-time.After(d):
		return false
	}
}

// exit judges how the child has ended.
func (r *run) exit(err error) (Exit, error) {
	state := r.cmd.ProcessState
	if state == nil {
		return Exit{}, fmt.Errorf("cannot wait for the twin: %w", err)
	}
	e := Exit{Code: state.ExitCode(), Open: r.journal.Open()}
	if e.Code < 0 {
		e.Code = 2 // by a signal; the runtime's own status for that
	}
	if e.Open == nil || r.asked {
		return e, nil
	}
	e.Death = &Death{Cause: state.String(), Endless: r.endless}
	if r.endless {
		e.Death.Cause = fmt.Sprintf("killed: the execution did not end within %v", r.stall)
	}
	if e.Code == 0 {
		e.Code = 1
	}
	return e, nil
}

// tail keeps the end of what is written to it.
type tail struct{ data []byte }

const tailMost = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if n := len(t.data) - tailMost; n > tailMost {
		t.data = append(t.data[:0], t.data[n:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	s := string(t.data)
	if n := len(s) - tailMost; n > 0 {
		_, s, _ = strings.Cut(s[n:], "\n")
	}
	return s
}
