package children_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/process/children"
	"github.com/tenter-go/tenter/prims/processpool"
)

var (
	square = process.Register("square", func(n int) (int, error) { return n * n, nil })
	fail   = process.Register("fail", func(text string) (int, error) { return 0, errors.New(text) })
	raise  = process.Register("panic", func(text string) (int, error) { panic(text) })
	exit   = process.Register("exit", func(code int) (int, error) { children.Exit(code); return 0, nil })
	pid    = process.Register("pid", func(int) (int, error) { return os.Getpid(), nil })
	sleep  = process.Register("sleep", func(d time.Duration) (int, error) { time.Sleep(d); return os.Getpid(), nil })
	large  = process.Register("large", func(data []byte) (int, error) { return len(data), nil })
	odd    = process.Register("odd", func(func()) (int, error) { return 0, nil })
)

func TestMain(m *testing.M) {
	children.Main()
	os.Exit(m.Run())
}

func TestProcess(t *testing.T) {
	for _, c := range []struct {
		name string
		make func() (*process.Process, error)
		code int
	}{
		{"returns", func() (*process.Process, error) { return process.New(children.Transport(), square, 4) }, 0},
		{"fails", func() (*process.Process, error) { return process.New(children.Transport(), fail, "no") }, 1},
		{"panics", func() (*process.Process, error) { return process.New(children.Transport(), raise, "oh") }, 1},
		{"exits", func() (*process.Process, error) { return process.New(children.Transport(), exit, 7) }, 7},
		{"large argument", func() (*process.Process, error) {
			return process.New(children.Transport(), large, make([]byte, 1<<20))
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := c.make()
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Join(t.Context()); !errors.Is(err, process.ErrNotStarted) {
				t.Errorf("Join before Start = %v", err)
			}
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			if err := p.Start(); !errors.Is(err, process.ErrStarted) {
				t.Errorf("second Start = %v", err)
			}
			if err := p.Join(t.Context()); err != nil {
				t.Error(err)
			}
			if code, ended := p.ExitCode(); code != c.code || !ended || p.Alive() {
				t.Errorf("exit code %d, %v", code, ended)
			}
		})
	}
}

func TestTerminate(t *testing.T) {
	p, err := process.New(children.Transport(), sleep, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := p.Join(short); !errors.Is(err, context.DeadlineExceeded) || !p.Alive() {
		t.Errorf("Join = %v", err)
	}
	if err := errors.Join(p.Terminate(), p.Join(t.Context()), p.Terminate()); err != nil {
		t.Error(err)
	}
	if code, ended := p.ExitCode(); code != process.Killed || !ended {
		t.Errorf("exit code %d, %v", code, ended)
	}
}

func TestWhatCannotBeEncoded(t *testing.T) {
	if _, err := process.New(children.Transport(), odd, func() {}); !errors.Is(err, process.ErrEncode) {
		t.Errorf("New = %v", err)
	}
	err := processpool.Run(children.Transport(), 1, func(p *processpool.Pool) error {
		f, err := processpool.Submit(t.Context(), p, odd, func() {})
		if err != nil {
			return err
		}
		if _, err := f.Get(t.Context()); !errors.Is(err, process.ErrEncode) {
			t.Errorf("Get = %v", err)
		}
		g, err := processpool.Submit(t.Context(), p, square, 3)
		if err != nil {
			return err
		}
		if v, err := g.Get(t.Context()); v != 9 || err != nil {
			t.Errorf("the pool does not live: %d, %v", v, err)
		}
		h, err := processpool.Submit(t.Context(), p, fail, "as expected")
		if err != nil {
			return err
		}
		var remote *process.RemoteError
		if _, err := h.Get(t.Context()); !errors.As(err, &remote) || !strings.Contains(remote.Text, "as expected") {
			t.Errorf("Get = %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestMap(t *testing.T) {
	p, err := processpool.New(children.Transport(), 2)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for v, err := range processpool.Map(t.Context(), p, square, slices.Values([]int{1, 2, 3, 4, 5})) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v)
	}
	if !slices.Equal(got, []int{1, 4, 9, 16, 25}) {
		t.Errorf("Map = %v", got)
	}
	p.Close()
	if err := p.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := processpool.Submit(t.Context(), p, square, 1); !errors.Is(err, processpool.ErrClosed) {
		t.Errorf("Submit = %v", err)
	}
}

// rounds is how many executions the tests with real processes make: 1,000 together in the full form.
func rounds(full int) int {
	if os.Getenv("TENTER_TESTS") == "full" {
		return full
	}
	return max(1, full/50)
}

// A child that is killed, busy or idle, breaks the pool, and none is left.
func TestAKilledChildBreaksThePool(t *testing.T) {
	for i := range rounds(500) {
		p, err := processpool.New(children.Transport(), 2)
		if err != nil {
			t.Fatal(err)
		}
		first, err := processpool.Submit(t.Context(), p, pid, 0)
		if err != nil {
			t.Fatal(err)
		}
		victim, err := first.Get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var waiting []interface {
			Get(context.Context) (int, error)
		}
		for range i % 4 { // none: the victim is idle
			f, err := processpool.Submit(t.Context(), p, sleep, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			waiting = append(waiting, f)
		}
		time.Sleep(time.Duration(i%3) * 300 * time.Microsecond) // at another step each time; nothing depends on it
		kill(t, victim)
		for _, f := range waiting {
			if _, err := f.Get(t.Context()); !errors.Is(err, processpool.ErrBroken) {
				t.Errorf("round %d: Get = %v", i, err)
			}
		}
		if err := p.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := processpool.Submit(t.Context(), p, pid, 0); !errors.Is(err, processpool.ErrBroken) {
			t.Errorf("round %d: Submit to a broken pool = %v", i, err)
		}
		noChildLeft(t)
	}
}

func kill(t *testing.T, pid int) {
	t.Helper()
	victim, err := os.FindProcess(pid)
	if err == nil {
		err = victim.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// noChildLeft looks for children of this process, running or not reaped.
func noChildLeft(t *testing.T) {
	t.Helper()
	out, err := exec.Command("ps", "-o", "pid=,ppid=,args=", "-A").Output()
	if err != nil {
		t.Skip("this system has no ps to look for children with")
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) > 2 && fields[1] == strconv.Itoa(os.Getpid()) && !strings.HasPrefix(fields[2], "ps") {
			t.Errorf("a child is left: %s", line)
		}
	}
}

// The scope kills what runs and what is queued.
func TestScopeTerminates(t *testing.T) {
	for i := range rounds(250) {
		var last interface {
			Get(context.Context) (int, error)
		}
		err := processpool.Run(children.Transport(), 1+i%2, func(p *processpool.Pool) error {
			for range 3 {
				f, err := processpool.Submit(t.Context(), p, sleep, time.Hour)
				if err != nil {
					return err
				}
				last = f
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := last.Get(t.Context()); !errors.Is(err, processpool.ErrTerminated) {
			t.Errorf("Get = %v", err)
		}
		noChildLeft(t)
	}
}

// A function that exits takes its child with it.
func TestAFunctionThatExits(t *testing.T) {
	for i := range rounds(250) {
		err := processpool.Run(children.Transport(), 1, func(p *processpool.Pool) error {
			f, err := processpool.Submit(t.Context(), p, exit, 3+i%4)
			if err != nil {
				return err
			}
			_, err = f.Get(t.Context())
			if !errors.Is(err, processpool.ErrBroken) || !strings.Contains(err.Error(), fmt.Sprint("exit code ", 3+i%4)) {
				t.Errorf("Get = %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	noChildLeft(t)
}
