package stories_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/prims/eventloop"
	tale "github.com/tenter-go/tenter/prims/stories"
)

// fetches are the stories about tasks on an event loop.
func fetches() []story {
	return []story{
		{name: "await-one-by-one", tell: fetch((*tale.Site).OneByOne)},
		{name: "gather", tell: fetch((*tale.Site).Gathered)},
		{name: "gather-with-an-error", tell: failing((*tale.Site).Gathered)},
		{name: "group-with-an-error", tell: failing((*tale.Site).Grouped)},
		{name: "wait-for", tell: waitFor},
	}
}

type fetching = func(s *tale.Site, c *eventloop.Co, pages ...string) ([]string, error)

// fetch expects three pages in the order of asking, in the time of the slowest.
func fetch(get fetching) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			begin := time.Now()
			got, err := eventloop.Run(func(c *eventloop.Co) ([]string, error) { return get(site(), c, "middling", "slow", "quick") })
			if want := []string{"<middling>", "<slow>", "<quick>"}; err != nil || !slices.Equal(got, want) {
				t.Errorf("%q, %v", got, err)
			}
			if d := time.Since(begin); d > 1050*time.Millisecond {
				t.Errorf("the slowest takes a second, and all of them took %v", d)
			}
		})
	}
}

// failing has one page fail, and expects that no other is fetched after that, though there is time.
func failing(get fetching) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			s := site()
			_, err := eventloop.Run(func(c *eventloop.Co) ([]string, error) {
				got, err := get(s, c, "quick", "none", "slow")
				if sleep := eventloop.Sleep(c, time.Hour); sleep != nil {
					t.Error(sleep)
				}
				return got, err
			})
			if !errors.Is(err, tale.ErrNoPage) {
				t.Error(err)
			}
			if n := s.Served.Load(); n > 0 {
				t.Errorf("one has failed, and %d were fetched all the same", n)
			}
		})
	}
}

// waitFor gives up a page, and expects that it is not fetched.
func waitFor(t testing.TB) {
	harness.Explore(t, func(t *harness.T) {
		s := site()
		_, err := eventloop.Run(func(c *eventloop.Co) (string, error) {
			text, err := s.InTime(c, "slow", 50*time.Millisecond)
			if sleep := eventloop.Sleep(c, time.Hour); sleep != nil {
				t.Error(sleep)
			}
			return text, err
		})
		if !errors.Is(err, eventloop.ErrTimeout) || s.Served.Load() > 0 {
			t.Errorf("%v, and %d fetched", err, s.Served.Load())
		}
	})
}
