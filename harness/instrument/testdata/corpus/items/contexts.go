package items

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var errWhy = errors.New("why")

type contextKey struct{}

var contexts = []Item{
	{Name: "cancel", Want: []string{"context canceled"}, Run: func() string {
		ctx, cancel := context.WithCancel(context.Background())
		go cancel()
		<-ctx.Done()
		return ctx.Err().Error()
	}},
	{Name: "cancel races with work", Want: []string{"context canceled", "worked"}, Run: func() string {
		ctx, cancel := context.WithCancel(context.Background())
		c := make(chan int, 1)
		out := ""
		both(func() { c <- 1; cancel() }, func() {
			select {
			case <-c:
				out = "worked"
			case <-ctx.Done():
				out = ctx.Err().Error()
			}
		})
		return out
	}},
	{Name: "WithDeadlineCause", Want: []string{"context deadline exceeded why"}, Run: func() string {
		ctx, cancel := context.WithDeadlineCause(context.Background(), time.Now().Add(time.Millisecond), errWhy)
		defer cancel()
		<-ctx.Done()
		return fmt.Sprint(ctx.Err(), " ", context.Cause(ctx))
	}},
	{Name: "WithTimeout beside a sleep", Want: []string{"<nil>"}, Run: func() string {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		time.Sleep(20 * time.Millisecond)
		return fmt.Sprint(ctx.Err())
	}},
	{Name: "context.AfterFunc", Want: []string{"false true", "true false"}, Run: func() string {
		ctx, cancel := context.WithCancel(context.Background())
		var mu sync.Mutex
		ran := false
		done := make(chan int)
		stop := context.AfterFunc(ctx, func() { mu.Lock(); ran = true; mu.Unlock(); close(done) })
		stopped := false
		both(cancel, func() { stopped = stop() })
		if !stopped {
			<-done
		}
		mu.Lock()
		defer mu.Unlock()
		return fmt.Sprint(stopped, ran)
	}},
	{Name: "WithoutCancel", Want: []string{"<nil> v"}, Run: func() string {
		ctx, cancel := context.WithCancel(context.WithValue(context.Background(), contextKey{}, "v"))
		free := context.WithoutCancel(ctx)
		cancel()
		return fmt.Sprint(free.Err(), " ", free.Value(contextKey{}))
	}},
	{Name: "parent cancels children", Want: []string{"why why"}, Run: func() string {
		parent, cancel := context.WithCancelCause(context.Background())
		a, stopA := context.WithCancel(parent)
		defer stopA()
		b, stopB := context.WithTimeout(parent, time.Hour)
		defer stopB()
		go cancel(errWhy)
		<-a.Done()
		<-b.Done()
		return fmt.Sprint(context.Cause(a), " ", context.Cause(b))
	}},
}
