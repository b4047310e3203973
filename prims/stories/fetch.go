package stories

import (
	"errors"
	"time"

	"github.com/tenter-go/tenter/prims/eventloop"
)

// ErrNoPage is what fetching a page ends with that the site does not have.
var ErrNoPage = errors.New("no such page")

// Await fetches a page in a task of an event loop.
func (s *Site) Await(page string) func(c *eventloop.Co) (string, error) {
	return func(c *eventloop.Co) (string, error) {
		latency, ok := s.Latency[page]
		if !ok {
			return "", ErrNoPage
		}
		if err := eventloop.Sleep(c, latency); err != nil {
			return "", err
		}
		s.Served.Add(1)
		return "<" + page + ">", nil
	}
}

// OneByOne awaits each page before it asks for the next.
func (s *Site) OneByOne(c *eventloop.Co, pages ...string) (got []string, err error) {
	for _, page := range pages {
		text, err := s.Await(page)(c)
		if err != nil {
			return nil, err
		}
		got = append(got, text)
	}
	return got, nil
}

// Gathered asks for all, and then waits for all. If one fails, the others go on.
func (s *Site) Gathered(c *eventloop.Co, pages ...string) ([]string, error) {
	return eventloop.Gather(c, s.ask(c, pages)...)
}

func (s *Site) ask(c *eventloop.Co, pages []string) (all []*eventloop.Future[string]) {
	for _, page := range pages {
		all = append(all, eventloop.Go(c.Loop(), s.Await(page)))
	}
	return all
}

// Grouped asks for all as a group. If one fails, the others are cancelled.
func (s *Site) Grouped(c *eventloop.Co, pages ...string) ([]string, error) {
	got := make([]string, len(pages))
	err := eventloop.Group(c, func(g *eventloop.TaskGroup) error {
		for i, page := range pages {
			g.Go(func(c *eventloop.Co) (err error) {
				got[i], err = s.Await(page)(c)
				return err
			})
		}
		return nil
	})
	return got, err
}

// InTime gives a page so much time. When that is over, the task that fetches it is cancelled.
func (s *Site) InTime(c *eventloop.Co, page string, d time.Duration) (string, error) {
	return eventloop.WaitFor(c, d, eventloop.Go(c.Loop(), s.Await(page)))
}
