package stories_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/models"
	tale "github.com/tenter-go/tenter/prims/stories"
)

// downloads are the stories about the pool that downloads, and about a channel that is taken for a queue.
func downloads() []story {
	return []story{
		{name: "download-in-order", tell: download(func(got []string) bool {
			return slices.Equal(got, []string{"<slow>", "<quick>", "<middling>", "<none>"})
		})},
		{name: "download-all", tell: download(func(got []string) bool {
			return len(got) == 4 && slices.Contains(got, "<slow>") && slices.Contains(got, "<none>")
		})},
		{name: "download-timed-out", tell: patient((*tale.Site).FetchInTime)},
		{name: "download-with-deadline", tell: patient((*tale.Site).FetchOrStop)},
		{name: "pool-of-one-waits-for-itself", tell: nested(1)},
		{name: "pool-of-two-does-not", tell: nested(2)},
		{name: "channel-as-queue", tell: channel(tale.Channel.TryGet)},
		{name: "channel-by-length", tell: channel(tale.Channel.TryGetByLength)},
	}
}

func site() *tale.Site {
	return &tale.Site{Latency: map[string]time.Duration{"slow": time.Second, "quick": 10 * time.Millisecond, "middling": 100 * time.Millisecond}}
}

// download fetches four pages and looks at what came, in the order in which it came.
func download(right func(got []string) bool) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			got, err := site().FetchAll(context.Background(), []string{"slow", "quick", "middling", "none"})
			if err != nil || !right(got) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// patient waits for a page that takes longer, and then expects that it is not fetched.
func patient(fetch func(s *tale.Site, ctx context.Context, page string, d time.Duration) (string, error)) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			s := site()
			if _, err := fetch(s, context.Background(), "slow", 50*time.Millisecond); err == nil {
				t.Error("it came in time")
			}
			if n := s.Served.Load(); n > 0 {
				t.Errorf("timed out, and fetched all the same")
			}
		})
	}
}

// nested has a task wait for a task of its own pool.
func nested(workers int) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			if err := site().FetchTwice(context.Background(), "quick", workers); err != nil {
				t.Error(err)
			}
		})
	}
}

// channel holds a channel to the model of a queue. Where a context is done already a select may still send, which LateContext allows.
func channel(tryGet func(tale.Channel) (int, error)) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Check(t, models.Queue(1, models.LateContext()), func() models.QueueOps {
			c := make(tale.Channel, 1)
			return models.QueueOps{
				Put: c.Put, Get: c.Get, TryPut: c.TryPut, TryGet: func() (int, error) { return tryGet(c) },
				Len: func() int { return len(c) },
			}
		})
	}
}
