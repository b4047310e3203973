package thread_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/local"
	"github.com/tenter-go/tenter/prims/thread"
)

func wants(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) || want == nil && got != nil {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func nothing(context.Context) error { return nil }

func TestLife(t *testing.T) {
	s := thread.NewScope(t.Context())
	gate := make(chan struct{})
	th := s.New(s.Context(), "worker", thread.Func(func(context.Context) error { <-gate; return nil }))
	wants(t, "Join before Start", th.Join(t.Context()), thread.ErrNotStarted)
	wants(t, "JoinTimeout before Start", th.JoinTimeout(time.Hour), thread.ErrNotStarted)
	if th.State() != thread.New || th.Alive() || s.Count() != 1 || th.Name() != "worker" {
		t.Errorf("new: %v, %d alive", th.State(), s.Count())
	}
	wants(t, "Start", th.Start(), nil)
	wants(t, "a second Start", th.Start(), thread.ErrStarted)
	wants(t, "SetDaemon after Start", th.SetDaemon(true), thread.ErrStarted)
	if th.State() != thread.Alive || s.Count() != 2 {
		t.Errorf("started: %v, %d alive", th.State(), s.Count())
	}
	wants(t, "JoinTimeout(0)", th.JoinTimeout(0), thread.ErrTimeout)
	wants(t, "JoinTimeout", th.JoinTimeout(time.Microsecond), thread.ErrTimeout)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	wants(t, "Join with a context that is done", th.Join(over), context.Canceled)
	close(gate)
	for range 3 {
		wants(t, "Join", th.Join(t.Context()), nil)
	}
	wants(t, "JoinTimeout", th.JoinTimeout(-1), nil)
	if th.State() != thread.Ended || s.Count() != 1 {
		t.Errorf("ended: %v, %d alive", th.State(), s.Count())
	}
	wants(t, "Start after the end", th.Start(), thread.ErrStarted)
	th.SetName("old")
	if th.Name() != "old" {
		t.Errorf("it is called %q", th.Name())
	}
}

func TestJoinReturnsWhatWentWrong(t *testing.T) {
	s := thread.NewScope(t.Context())
	bad := errors.New("bad")
	fails, _ := s.Go(s.Context(), "fails", func(context.Context) error { return bad })
	err := fails.Join(t.Context())
	var f *thread.Failure
	if !errors.As(err, &f) || f.Thread != "fails" || !errors.Is(err, bad) {
		t.Errorf("Join = %v", err)
	}
	panics, _ := s.Go(s.Context(), "", func(context.Context) error { panic("worse") })
	err = panics.Join(t.Context())
	var p *thread.Panic
	if !errors.As(err, &p) || p.Value != "worse" || !strings.Contains(err.Error(), "thread_test.go") || !strings.Contains(err.Error(), `"Thread-2"`) {
		t.Errorf("Join = %v", err)
	}
	exits, _ := s.Go(s.Context(), "", func(context.Context) error { runtime.Goexit(); return nil })
	wants(t, "Join", exits.Join(t.Context()), thread.ErrGoexit)
}

func TestSelf(t *testing.T) {
	s := thread.NewScope(t.Context())
	th, _ := s.Go(s.Context(), "", func(ctx context.Context) error {
		me := thread.Current(ctx)
		wants(t, "Join of oneself", me.Join(ctx), thread.ErrSelf)
		wants(t, "Wait for oneself", s.Wait(ctx), thread.ErrSelf)
		if me.Name() != "Thread-1" || me.Daemon() {
			t.Errorf("I am %q", me.Name())
		}
		return nil
	})
	wants(t, "Join", th.Join(t.Context()), nil)
	if thread.Current(s.Context()) != s.Main() || thread.Current(t.Context()) != nil {
		t.Error("the current thread is another")
	}
	wants(t, "Join of main by main", s.Main().Join(s.Context()), thread.ErrSelf)
}

func TestScope(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := thread.NewScope(context.Background())
		var log []string
		daemon := s.New(s.Context(), "daemon", thread.Func(func(ctx context.Context) error {
			child := s.New(ctx, "child", thread.Func(nothing))
			log = append(log, fmt.Sprint("inherited ", child.Daemon()))
			<-ctx.Done()
			time.Sleep(time.Minute) // cleaning up
			return nil
		}))
		wants(t, "SetDaemon", daemon.SetDaemon(true), nil)
		wants(t, "Start", daemon.Start(), nil)
		worker, _ := s.Go(s.Context(), "worker", func(context.Context) error { time.Sleep(time.Hour); return nil })
		synctest.Wait()
		var names []string
		for _, th := range s.Threads() {
			names = append(names, th.Name())
		}
		if !slices.Equal(names, []string{"MainThread", "daemon", "worker"}) {
			t.Errorf("alive are %q", names)
		}
		ctx, cancel := context.WithTimeout(s.Context(), time.Second)
		defer cancel()
		wants(t, "Wait that gives up", s.Wait(ctx), context.DeadlineExceeded)
		begin := time.Now()
		wants(t, "Wait", s.Wait(s.Context()), nil)
		if d := time.Since(begin); d != time.Hour-time.Second || worker.Alive() || !daemon.Alive() || s.Main().Alive() {
			t.Errorf("after %v: worker alive %v, daemon alive %v", d, worker.Alive(), daemon.Alive())
		}
		_, err := s.Go(context.Background(), "", nothing)
		wants(t, "Start after the end", err, thread.ErrEnded)
		wants(t, "WaitAll", s.WaitAll(context.Background()), nil)
		if s.Count() != 0 || len(log) != 1 || log[0] != "inherited true" {
			t.Errorf("%d alive, log %q", s.Count(), log)
		}
	})
}

func TestLocalsEndWithTheThread(t *testing.T) {
	s := thread.NewScope(t.Context())
	var name local.Local[string]
	freed := false
	th, _ := s.Go(s.Context(), "", func(ctx context.Context) error {
		_, err := name.GetOrMake(thread.Current(ctx).Locals(), func() (string, error) { return "mine", nil }, func(string) { freed = true })
		return err
	})
	wants(t, "Join", th.Join(t.Context()), nil)
	if !freed {
		t.Error("the value outlived its thread")
	}
	_, err := name.Get(th.Locals())
	wants(t, "Get of a thread that has ended", err, local.ErrEnded)
}

func ExampleScope() {
	s := thread.NewScope(context.Background())
	main := s.Context()
	th, err := s.Go(main, "greeter", func(ctx context.Context) error {
		return fmt.Errorf("%s has nobody to greet", thread.Current(ctx).Name())
	})
	fmt.Println(err)
	fmt.Println(th.Join(main))
	fmt.Println(th.State(), s.Count())
	fmt.Println(s.Wait(main))
	// Output:
	// <nil>
	// thread "greeter": greeter has nobody to greet
	// ended 1
	// <nil>
}
