package twin

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// Exit says how a child has ended.
type Exit struct {
	Code  int    // for os.Exit; never 0 if Death is set
	Death *Death // how it ended, if an execution was in progress and nobody had asked the child to end
}

// run is one run of a child under the parent's eyes.
type run struct {
	cmd      *exec.Cmd
	journal  *postmortem.Journal
	lifeline *lifeline
	stacks   string // file in which the child says where it stands, when it is asked
	stall    time.Duration
	done     chan struct{}
	asked    bool // a signal has asked this process to end
	endless  bool
}

// graces of the parent. They are spans of real time, and nothing that is reported depends on them but for Supervisor.Stall.
const (
	watchTick   = 100 * time.Millisecond // how often the journal is read
	signalGrace = 300 * time.Millisecond // a terminal signals the child too, and then it needs no second one
	stacksGrace = 5 * time.Second        // for writing the stacks of all goroutines
)

// Supervisor runs twins in the place of this process.
type Supervisor struct {
	Binary *Binary
	Args   Args
	Roster *Roster
	// Stall is how long one execution may take before it is judged endless and killed; 0 means that it may take for ever.
	Stall time.Duration
	// Stderr gets what the parent itself has to say.
	Stderr io.Writer

	start  time.Time
	folder string // for what processes have to tell each other
	home   string // where children run; "" for where this process is
	asked  bool   // a signal has asked this process to end while a child ran
}

// child runs one child to its end, with this process's folder and environment.
func (s *Supervisor) child(j *postmortem.Journal, o orders, args Args, stall time.Duration, stdout, stderr io.Writer) (Exit, error) {
	cmd := exec.Command(s.Binary.Path, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.home, stdout, stderr
	if o.Role == RoleRun {
		cmd.Stdin = os.Stdin
	}
	cmd.WaitDelay = stacksGrace // what the tests have started may hold the output
	l, err := attachLifeline(cmd)
	if err != nil {
		return Exit{}, fmt.Errorf("cannot make a pipe: %w", err)
	}
	defer l.drop()
	numbers, err := postmortem.Inherit(cmd, j.File())
	if err != nil {
		return Exit{}, err
	}
	o.Lifeline, o.Journal, o.Folder = l.number, numbers[0], s.folder
	if cmd.Env, err = o.environ(); err != nil {
		return Exit{}, err
	}
	cmd.Env = racelog.Environment(cmd.Env, s.folder)
	r := &run{cmd: cmd, journal: j, lifeline: l, stacks: filepath.Join(s.folder, stacksFile), stall: stall, done: make(chan struct{})}
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
	s.asked = s.asked || r.asked
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
			begun, open := r.journal.Progress()
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

// stacksFile is the file, in the folder that parent and child share, in which a child says where it stands.
const stacksFile = "stacks.txt"

// kill ends a child that makes no progress, having asked it where it stands.
func (r *run) kill() {
	r.endless = true
	if r.lifeline.ask() {
		for waited := time.Duration(0); waited < stacksGrace && !r.endsWithin(watchTick); waited += watchTick {
			if _, err := os.Stat(r.stacks); err == nil {
				break
			}
		}
	}
	_ = r.cmd.Process.Kill()
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
	e := Exit{Code: state.ExitCode()}
	if e.Code < 0 {
		e.Code = 2 // by a signal; the runtime's own status for that
	}
	open := r.journal.Open()
	if open == nil || r.asked {
		return e, nil
	}
	e.Death = &Death{Entry: *open, Status: state.String(), Endless: r.endless}
	if r.endless {
		e.Death.Status = fmt.Sprintf("killed: the execution did not end within %v", r.stall)
		stacks, _ := os.ReadFile(r.stacks) // what it did not write can't be told
		e.Death.Output = string(stacks)
		_ = os.Remove(r.stacks)
	}
	if e.Code == 0 {
		e.Code = 1
	}
	return e, nil
}
