package threadpool

import (
	"context"
	"fmt"
	"iter"

	"github.com/tenter-go/tenter/prims/future"
)

// Map calls fn for each input, on the pool, and yields the results in the order of the inputs. All
// inputs are consumed, and submitted, before Map returns; where the queue has a bound that takes as
// long as the pool does.
//
// The first error ends the sequence: the task's, or the context's, or why a task was not accepted.
// Then, and when the loop is left early, tasks that have not begun are cancelled.
func Map[A, T any](ctx context.Context, p *Pool, inputs iter.Seq[A], fn func(context.Context, A) (T, error)) iter.Seq2[T, error] {
	var m mapping[T]
	for a := range inputs {
		if !m.submit(ctx, p, bind(a, fn)) {
			break
		}
	}
	return func(yield func(T, error) bool) {
		rest := m // so that the sequence can be walked again
		defer rest.cancel()
		for rest.yield(ctx, yield) {
		}
	}
}

// MapBuffered is Map for many inputs: nothing is consumed before the loop begins, and then never more
// than n inputs ahead of the results. It panics if n is less than 1.
func MapBuffered[A, T any](ctx context.Context, p *Pool, n int, inputs iter.Seq[A], fn func(context.Context, A) (T, error)) iter.Seq2[T, error] {
	if n < 1 {
		panic(fmt.Sprintf("threadpool: MapBuffered of %d inputs: must be at least 1", n))
	}
	return func(yield func(T, error) bool) {
		var m mapping[T]
		defer m.cancel()
		for a := range inputs {
			if len(m.futures) == n && !m.yield(ctx, yield) {
				return
			}
			if !m.submit(ctx, p, bind(a, fn)) {
				break
			}
		}
		for m.yield(ctx, yield) {
		}
	}
}

func bind[A, T any](a A, fn func(context.Context, A) (T, error)) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) { return fn(ctx, a) }
}

// mapping is the results of a Map that were not yielded yet.
type mapping[T any] struct {
	futures []*future.Future[T]
	refused error // why the task after them was not accepted
}

// submit reports whether the task was accepted.
func (m *mapping[T]) submit(ctx context.Context, p *Pool, fn func(context.Context) (T, error)) bool {
	f, err := Submit(ctx, p, fn)
	if err != nil {
		m.refused = err
		return false
	}
	m.futures = append(m.futures, f)
	return true
}

// yield yields the next result, and reports whether there may be more.
func (m *mapping[T]) yield(ctx context.Context, yield func(T, error) bool) bool {
	var v T
	err := m.refused
	switch {
	case len(m.futures) > 0:
		v, err = m.futures[0].Get(ctx)
		if err == nil || m.futures[0].State().Done() {
			m.futures = m.futures[1:]
		}
	case err == nil:
		return false
	}
	return yield(v, err) && err == nil
}

func (m *mapping[T]) cancel() {
	for _, f := range m.futures {
		f.Cancel()
	}
}
