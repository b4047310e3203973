package suite

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/shim/tests"
)

// How long things may take that do not depend on the tests.
const (
	graceTime = 2 * time.Second        // to end when asked to, or to say where it stands
	patience  = 2 * time.Second        // of a task where the scheduler has no control: what answers at all does so sooner
	lookEvery = 100 * time.Millisecond // between two looks at a process that is silent
)

// program is a test binary that was built as a twin, and how it is to be run.
type program struct {
	path   string
	dir    string // of the package: where its tests expect to be
	args   []string
	env    []string
	memory int64         // bytes that a process may take
	slack  time.Duration // see Options
	wait   time.Duration // that a process may spend on one execution, and a TestMain before the first

	done <-chan struct{} // closed when everything is to end
}

// process is a twin as the supervisor sees it. It is used by one goroutine.
type process struct {
	of      *program
	cmd     *exec.Cmd
	in      *os.File            // requests
	out     *os.File            // outcomes
	output  *os.File            // what the tests print
	answers chan *tests.Outcome // closed at the end
	ended   chan struct{}
	hello   *tests.Hello
	made    int // executions
}

// failure is the end of a process that nobody asked for.
type failure struct {
	hung   bool   // it did not get on, and was killed
	ended  bool   // it was killed since everything is to end
	stacks string // of a hang: where everybody stood
	why    string // of a hang: at what a task waits natively, "" if it runs and never gives way
	status string // of a death: "exit status 3"
	output string
}

// start starts a process and returns when its tests are ready to be run.
func (p *program) start() (*process, *failure, error) {
	w, err := p.launch()
	if err != nil {
		return nil, nil, fmt.Errorf("cannot start a test binary: %s: %w", p.path, err)
	}
	w.hello = new(tests.Hello)
	hello := make(chan error, 1)
	go func() {
		in := bufio.NewReader(w.out)
		err := tests.Receive(in, w.hello)
		hello <- err
		if err == nil {
			w.read(in)
		}
	}()
	select {
	case err = <-hello:
	case <-p.done:
		f := w.stopped()
		w.end()
		return nil, f, nil
	case <-time.After(p.wait):
		f := w.hung()
		w.end()
		return nil, f, nil
	}
	if err != nil {
		f := w.died()
		w.end()
		return nil, f, nil
	}
	return w, nil, nil
}

// launch starts the process with its pipes.
func (p *program) launch() (w *process, err error) {
	w = &process{of: p, cmd: exec.Command(p.path, p.args...), answers: make(chan *tests.Outcome, 1), ended: make(chan struct{})}
	if w.output, err = os.CreateTemp("", "tenter-output-"); err != nil {
		return nil, err
	}
	appending, err := os.OpenFile(w.output.Name(), os.O_WRONLY|os.O_APPEND, 0)
	os.Remove(w.output.Name()) // it lives as long as somebody has it open; where that can't be, release removes it
	if err != nil {
		w.release()
		return nil, err
	}
	defer appending.Close()
	requestsOut, requestsIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer requestsOut.Close()
	outcomesOut, outcomesIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer outcomesIn.Close()
	w.in, w.out = requestsIn, outcomesOut
	w.cmd.Dir, w.cmd.Stdout, w.cmd.Stderr, w.cmd.WaitDelay = p.dir, appending, appending, graceTime
	numbers, err := postmortem.Inherit(w.cmd, requestsOut, outcomesIn)
	if err == nil {
		w.cmd.Env = append(p.env[:len(p.env):len(p.env)], "PWD="+p.dir, fmt.Sprintf("%s=%d,%d,%d", tests.Env, numbers[0], numbers[1], p.memory))
		err = w.cmd.Start()
	}
	if err != nil {
		w.release()
		return nil, err
	}
	go func() {
		w.cmd.Wait() // what became of it stands in ProcessState
		close(w.ended)
	}()
	return w, nil
}

// read passes the outcomes on.
func (w *process) read(in *bufio.Reader) {
	defer close(w.answers)
	for {
		o := new(tests.Outcome)
		err := tests.Receive(in, o)
		if err != nil {
			return
		}
		w.answers <- o
	}
}

// ask has one execution made. A process that ends over it, or does not get on, is gone.
func (w *process) ask(q *tests.Request, noted func(*tests.Outcome)) (*tests.Outcome, *failure) {
	w.made++
	q.Slack, q.Patience = int64(w.of.slack), int64(min(patience, w.of.wait))
	if n, err := w.output.Seek(0, 2); err == nil && n > 0 {
		w.output.Truncate(0)
	}
	tests.Send(w.in, q) // a process that can't be asked has died, which shows in what comes back
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for idle := 0; ; {
		select {
		case o, ok := <-w.answers:
			switch {
			case !ok:
				return nil, w.died()
			case o.Noted:
				idle = 0
				noted(o)
			case o.Abandoned:
				w.kill()
				return nil, &failure{hung: true, why: o.Why, output: w.printed(-1)}
			default:
				return o, nil
			}
		case <-w.of.done:
			return nil, w.stopped()
		case <-look.C:
			if idle++; time.Duration(idle)*lookEvery >= w.of.wait {
				return nil, w.hung()
			}
		}
	}
}

// died says how a process ended. One that has closed its pipe and lives on is put to an end.
func (w *process) died() *failure {
	select {
	case <-w.ended:
	case <-time.After(graceTime):
		w.kill()
	}
	f := &failure{status: w.cmd.ProcessState.String(), output: w.printed(-1)}
	if f.status == "signal: interrupt" { // Ctrl-C reaches all processes of a terminal, in any order
		select {
		case <-w.of.done:
			f.ended = true
		case <-time.After(graceTime):
		}
	}
	return f
}

// hung asks a process that does not get on where it stands, and kills it. It may be about to end.
func (w *process) hung() *failure {
	f := &failure{hung: true}
	tests.Send(w.in, &tests.Request{Do: tests.Where})
	select {
	case o := <-w.answers:
		if o != nil {
			f.stacks = o.Stacks
		}
	case <-time.After(graceTime):
	}
	w.kill()
	f.output = w.printed(-1)
	if f.stacks == "" && postmortem.Dying(f.output) {
		f.hung, f.status = false, w.cmd.ProcessState.String()
	}
	return f
}

func (w *process) stopped() *failure {
	w.kill()
	return &failure{ended: true, status: "interrupted"}
}

// mostRead bounds what is read again of the output of one execution.
const mostRead = 64 << 20

// printed returns what the last execution has printed, up to the given length if that is known: the end of it, and the beginning of the runtime's last words.
func (w *process) printed(length int64) string {
	n, err := w.output.Seek(0, io.SeekEnd)
	if err != nil {
		return ""
	}
	if length < 0 || length > n {
		length = n
	}
	var tail postmortem.Tail
	from := max(0, length-mostRead)
	if _, err := io.Copy(&tail, io.NewSectionReader(w.output, from, length-from)); err != nil {
		return tail.String() // as much as can be read
	}
	return tail.String()
}

func (w *process) kill() {
	w.cmd.Process.Kill()
	<-w.ended
}

// end ends a process that has nothing in progress, and returns when it is gone. It is given time for what stands behind Run in its TestMain.
func (w *process) end() {
	w.in.Close()
	select {
	case <-w.ended:
	case <-time.After(graceTime):
		w.kill()
	}
	w.release()
}

func (w *process) release() {
	if w.output != nil {
		defer os.Remove(w.output.Name())
	}
	for _, f := range []*os.File{w.in, w.out, w.output} {
		if f != nil {
			f.Close()
		}
	}
}
