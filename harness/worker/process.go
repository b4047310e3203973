package worker

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/postmortem"
)

// Program is the worker program: an instrumented one that calls Serve.
type Program struct {
	Path string
	Args []string // without the program's name
	Env  []string // in the form of os.Environ; that of this process if nil

	unchecked bool // for tests: the program may be one that is not instrumented
}

// ErrUncontrolled is returned when the worker program is not instrumented: what it would run is not under control.
var ErrUncontrolled = errors.New("the worker program is not instrumented, so the scheduler would have no control")

// Times that a process is given. Programs that are healthy need a thousandth of them.
const (
	startTime = 30 * time.Second       // to say hello; a loaded machine may take long to start a process
	graceTime = 2 * time.Second        // to end, or to answer a question while it is busy
	lookEvery = 100 * time.Millisecond // between two looks at a worker's beat
)

// process is a worker as the supervisor sees it. It is used by one goroutine at a time, but for send and kill.
type process struct {
	cmd     *exec.Cmd
	in      *os.File
	journal *postmortem.Journal
	out     *os.File
	replies chan reply // closed when the worker has closed its end
	output  *postmortem.Tail
	ended   chan struct{} // closed when the process has ended and its output is complete
	stamp   string
}

// failure is the end of a worker that nobody asked for.
type failure struct {
	hung   bool   // it made no progress, and was killed
	place  string // of a hang: where; "" if that could not be found
	status string // of a death: "exit status 3"
	output string // the last that it wrote
}

// launch starts a worker and tells it what to check. Its error is not about the subject, as far as one can know.
func launch(p Program, begin command) (*process, error) {
	w, err := p.start()
	if err != nil {
		return nil, fmt.Errorf("cannot start a worker: %s: %w", p.Path, err)
	}
	r, f, err := w.receive(int(startTime / lookEvery))
	switch {
	case err != nil:
	case f != nil:
		err = fmt.Errorf("the worker %s before it had begun: %s\n%s", f.how(), p.Path, f.output)
	case r.Hello == nil:
		err = fmt.Errorf("the worker did not say hello: %s — it is no worker program, or of another version", p.Path)
	case r.Hello.Stamp == "" && !p.unchecked && !begin.Stress:
		err = fmt.Errorf("%w: %s", ErrUncontrolled, p.Path)
	default:
		w.stamp = r.Hello.Stamp
		_, err = w.order(begin)
	}
	if err != nil {
		w.end()
		return nil, err
	}
	return w, nil
}

// start starts the process with its pipes.
func (p Program) start() (*process, error) {
	w := &process{cmd: exec.Command(p.Path, p.Args...), output: &postmortem.Tail{}, replies: make(chan reply, 1), ended: make(chan struct{})}
	w.cmd.Stdout, w.cmd.Stderr = w.output, w.output
	w.cmd.WaitDelay = graceTime // what the subject started may hold the pipes open for longer
	w.cmd.Env = p.Env
	if w.cmd.Env == nil {
		w.cmd.Env = os.Environ()
	}
	commandsOut, commandsIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer commandsOut.Close()
	repliesOut, repliesIn, err := os.Pipe()
	if err != nil {
		commandsIn.Close()
		return nil, err
	}
	defer repliesIn.Close()
	w.in, w.out = commandsIn, repliesOut
	if w.journal, err = postmortem.Create(); err == nil {
		var numbers []uintptr
		if numbers, err = postmortem.Inherit(w.cmd, commandsOut, repliesIn, w.journal.File()); err == nil {
			list := strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ","), "[]")
			w.cmd.Env = append(w.cmd.Env[:len(w.cmd.Env):len(w.cmd.Env)], envFiles+"="+list)
			err = w.cmd.Start()
		}
	}
	if err != nil {
		w.release()
		return nil, err
	}
	go w.read()
	go func() {
		w.cmd.Wait() // what became of it stands in ProcessState
		close(w.ended)
	}()
	return w, nil
}

// read passes the worker's replies on. A line that is none ends it: somebody else has written to the pipe.
func (w *process) read() {
	defer close(w.replies)
	in := bufio.NewReader(w.out)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var r reply
		if err := json.Unmarshal(line, &r); err != nil {
			r = reply{Error: fmt.Sprintf("the worker broke the protocol: %.60q: %v", line, err)}
		}
		w.replies <- r
	}
}

func (w *process) send(c command) error {
	line, err := json.Marshal(c)
	if err == nil {
		_, err = w.in.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("cannot give the worker a command: %w", err)
	}
	return nil
}

// stop has the worker end a share early, if that is the one in progress. It may be called at any time.
func (w *process) stop(share int) {
	w.send(command{Do: verbStop, Share: campaign.Share{Number: share}})
}

// hurry is stop, and ends shrinking too.
func (w *process) hurry(share int) {
	w.send(command{Do: verbHurry, Share: campaign.Share{Number: share}})
}

// ask gives a command and waits for the reply. patience is the number of looks in a row that may find no progress. A command that can't be
// given is one whose worker has died; that shows in what comes back.
func (w *process) ask(c command, patience int) (reply, *failure, error) {
	w.send(c)
	return w.receive(patience)
}

// order is ask for what does not concern the subject.
func (w *process) order(c command) (reply, error) {
	r, f, err := w.ask(c, int(startTime/lookEvery))
	if err == nil && f != nil {
		err = fmt.Errorf("the worker %s when it was told to %s\n%s", f.how(), c.Do, f.output)
	}
	return r, err
}

// receive waits for a reply. Looks are counted rather than time: a machine that slept, or a terminal that stopped all of us, is no hang.
func (w *process) receive(patience int) (reply, *failure, error) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	beat, _ := w.journal.Progress()
	idle := 0
	for {
		select {
		case r, ok := <-w.replies:
			switch {
			case !ok:
				return reply{}, w.died(), nil
			case r.Error != "":
				return reply{}, nil, errors.New(r.Error)
			case r.Where != nil:
				continue // an answer that came too late
			}
			return r, nil, nil
		case <-look.C:
			if b, _ := w.journal.Progress(); b != beat {
				beat, idle = b, 0
				continue
			}
			if idle++; idle >= patience {
				return w.hung()
			}
		}
	}
}

// died says how a process ended that has closed its reply pipe. One that closed it and lives on is put to an end.
func (w *process) died() *failure {
	select {
	case <-w.ended:
	case <-time.After(graceTime):
		w.kill()
	}
	return &failure{status: w.cmd.ProcessState.String(), output: w.output.String()}
}

// hung asks a process that makes no progress where it stands, and kills it. It may have its reply after all, or be about to end.
func (w *process) hung() (reply, *failure, error) {
	f := &failure{hung: true}
	w.send(command{Do: verbWhere})
	select {
	case r, ok := <-w.replies:
		switch {
		case !ok:
			return reply{}, w.died(), nil
		case r.Error != "":
			return reply{}, nil, errors.New(r.Error)
		case r.Where == nil:
			return r, nil, nil
		}
		f.place = r.Where.Place
	case <-time.After(graceTime):
	}
	w.kill()
	f.output = w.output.String()
	if f.place == "" && postmortem.Dying(f.output) {
		f.hung, f.status = false, w.cmd.ProcessState.String()
	}
	return reply{}, f, nil
}

func (w *process) kill() {
	w.cmd.Process.Kill()
	<-w.ended
}

// end ends a process that has nothing in progress, or whose progress is no longer of interest, and returns when it is gone.
func (w *process) end() {
	w.in.Close()
	select {
	case <-w.ended:
	case <-time.After(graceTime):
		w.kill()
	}
	w.release()
	for range w.replies { // read is done when nobody can write any more
	}
}

func (w *process) release() {
	w.in.Close()
	w.out.Close()
	if w.journal != nil {
		w.journal.Close()
	}
}

func (f *failure) cause() string { return postmortem.Cause(f.status, f.output) }

// how says in a word or two what became of the process.
func (f *failure) how() string {
	if f.hung {
		return "made no progress"
	}
	return "ended (" + f.status + ")"
}
