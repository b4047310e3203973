package stories

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// Site is a web site that is not there: each of its pages takes its time.
type Site struct {
	Latency map[string]time.Duration
	Served  atomic.Int32 // how many pages were fetched to their end
}

// Fetch fetches a page, and gives up when ctx is done.
func (s *Site) Fetch(ctx context.Context, page string) (string, error) {
	select {
	case <-time.After(s.Latency[page]):
		s.Served.Add(1)
		return "<" + page + ">", nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// FetchAll fetches the pages with three workers, and returns them as they come.
func (s *Site) FetchAll(ctx context.Context, pages []string) (got []string, err error) {
	err = threadpool.Run(3, func(p *threadpool.Pool) error {
		var all []*future.Future[string]
		for _, page := range pages {
			f, err := threadpool.Submit(ctx, p, func(ctx context.Context) (string, error) { return s.Fetch(ctx, page) })
			if err != nil {
				return err
			}
			all = append(all, f)
		}
		for f, err := range future.AsCompleted(ctx, all...) {
			if err != nil {
				return err
			}
			text, err := f.Get(ctx)
			if err != nil {
				return err
			}
			got = append(got, text)
		}
		return nil
	})
	return got, err
}

// FetchInTime fetches a page and looks for its result for so long. When that is over, it is the looking
// that ends, and not the fetching: leaving the pool waits for it.
func (s *Site) FetchInTime(ctx context.Context, page string, d time.Duration) (text string, err error) {
	err = threadpool.Run(1, func(p *threadpool.Pool) error {
		f, err := threadpool.Submit(ctx, p, func(ctx context.Context) (string, error) { return s.Fetch(ctx, page) })
		if err != nil {
			return err
		}
		text, err = f.GetTimeout(d)
		return err
	})
	return text, err
}

// FetchOrStop gives the task itself a deadline, by its context.
func (s *Site) FetchOrStop(ctx context.Context, page string, d time.Duration) (text string, err error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return s.FetchInTime(ctx, page, d+time.Hour)
}

// FetchTwice fetches a page in a task that waits for another task of the same pool.
func (s *Site) FetchTwice(ctx context.Context, page string, workers int) error {
	return threadpool.Run(workers, func(p *threadpool.Pool) error {
		fetch := func(ctx context.Context) (string, error) { return s.Fetch(ctx, page) }
		f, err := threadpool.Submit(ctx, p, func(ctx context.Context) (string, error) {
			inner, err := threadpool.Submit(ctx, p, fetch)
			if err != nil {
				return "", err
			}
			return inner.Get(ctx)
		})
		if err != nil {
			return err
		}
		_, err = f.Get(ctx)
		return err
	})
}
