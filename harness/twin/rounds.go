package twin

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
)

// Run runs the tests in a child with this process's input, output, folder and environment, and returns the status to exit with. If the
// child dies of an execution, a second one makes that execution alone, to see whether it was the execution that did it, and a third goes on
// where the first one stopped: the test that it died of fails with what is known of the death, and the later tests run. Run returns an
// error if a child could not be started.
func (s *Supervisor) Run() (status int, err error) {
	s.start = time.Now()
	if s.folder, err = os.MkdirTemp("", "tenter-run-"); err != nil {
		return 0, fmt.Errorf("%w — set TMPDIR to a folder that can be written", err)
	}
	defer os.RemoveAll(s.folder)
	j, err := postmortem.Create()
	if err != nil {
		return 0, err
	}
	defer j.Close()
	names, deaths := s.Roster.names(), map[string]*Death{}
	for rounds := []round{wholeRound(s.Args)}; len(rounds) > 0; {
		r := rounds[0]
		rounds = rounds[1:]
		exit, err := s.round(j, r, names, deaths)
		if err != nil {
			return status, err
		}
		if status == 0 {
			status = exit.Code
		}
		d := exit.Death
		switch {
		case d == nil && (s.asked || exit.Code > 1 || exit.Code == 1 && s.Args.Has("failfast")):
			return status, nil // as any test binary ends then
		case d == nil:
			continue
		case s.timedOut() || deaths[d.Entry.Check] != nil:
			return status, nil
		}
		if err := s.inquire(j, d); err != nil {
			return status, err
		}
		deaths[d.Entry.Check] = d
		test := topLevel(TestOf(d.Entry.Check))
		dead := slices.Index(names, test)
		if dead < 0 || s.Args.Has("fuzz") {
			return status, s.tell(j, d, deaths)
		}
		for i := range rounds {
			rounds[i].skip = append(rounds[i].skip, dead)
		}
		rounds = append(r.after(dead, len(names), j.Finishes), rounds...)
	}
	return status, nil
}

// round runs a child for one round.
func (s *Supervisor) round(j *postmortem.Journal, r round, names []string, deaths map[string]*Death) (Exit, error) {
	j.Reset()
	file, err := writeDeaths(s.folder, deaths)
	if err != nil {
		return Exit{}, err
	}
	o := orders{Role: RoleRun, Deaths: file, Made: r.made}
	return s.child(j, o, r.args(s.Args, names).later(s.spent()), s.Stall, os.Stdout, os.Stderr)
}

// spent is how much later than go test thinks a child begins.
func (s *Supervisor) spent() time.Duration { return s.Binary.Spent + time.Since(s.start) }

// timedOut reports whether it is package testing that has ended the child, since go test's time was over.
func (s *Supervisor) timedOut() bool {
	limit, err := time.ParseDuration(s.Args.Value("timeout"))
	return err == nil && limit > 0 && s.spent() >= limit
}

// inquire finds out whether it was the execution that the child died of, and how. Finishes of the journal stay as they are.
func (s *Supervisor) inquire(j *postmortem.Journal, d *Death) error {
	if d.Entry.Shrinking {
		fmt.Fprintf(s.Stderr, "tenter: %s: the process ended (%s) while a counterexample was being shrunk; it is reported as it was found\n", d.Entry.Check, d.Status)
		return nil
	}
	if d.Endless && d.Entry.File != "" {
		d.Again = true // it is a saved case, and its decisions have been noted
		return nil
	}
	fmt.Fprintf(s.Stderr, "tenter: %s: the process ended (%s) in the middle of an execution, which is now made once more\n", d.Entry.Check, d.Status)
	again, err := s.confirm(j, d.Entry, Patience(s.Stall))
	if err != nil || again == nil {
		return err
	}
	status := d.Status
	*d = *again
	d.Again = true
	if d.Endless {
		d.Status = status // the second one had less patience
	}
	return nil
}

// confirm makes an execution once more, in a child of its own, and returns how that died, or nil.
func (s *Supervisor) confirm(j *postmortem.Journal, e postmortem.Entry, stall time.Duration) (*Death, error) {
	j.Resume(e)
	tail := &postmortem.Tail{}
	exit, err := s.child(j, orders{Role: RoleConfirm}, s.Args.only(TestOf(e.Check)), stall, tail, tail)
	if err != nil || exit.Death == nil {
		return nil, err
	}
	if !exit.Death.Endless {
		exit.Death.Output = tail.String()
	}
	return exit.Death, nil
}

// tell has the test of a death fail with what is known of it, and nothing else run.
func (s *Supervisor) tell(j *postmortem.Journal, d *Death, deaths map[string]*Death) error {
	j.Reset()
	file, err := writeDeaths(s.folder, deaths)
	if err != nil {
		return err
	}
	exit, err := s.child(j, orders{Role: RoleRun, Deaths: file}, s.Args.only(TestOf(d.Entry.Check)), s.Stall, os.Stdout, os.Stderr)
	if err == nil && exit.Code == 0 {
		fmt.Fprintf(s.Stderr, "tenter: %s: %s (seed %08x, share %d, index %d); the counterexample could not be written\n",
			d.Entry.Check, d.Message(), d.Entry.Seed, d.Entry.Share, d.Entry.Index)
	}
	return err
}
