package report_test

import (
	"context"
	"fmt"

	"github.com/tenter-go/tenter/models"
)

func permits(n int) string {
	switch n {
	case 0:
		return "no permit is free"
	case 1:
		return "1 permit is free"
	}
	return fmt.Sprintf("%d permits are free", n)
}

func hasPermit(free int, _ models.None) bool { return free > 0 }

func takePermit(free int, _ models.None) int { return free - 1 }

func give(free int) int { return free + 1 }

func semSubject() *models.Subject {
	return models.New(0,
		models.Wait("Acquire", models.Func((*sem).Acquire), hasPermit, takePermit),
		models.Do("Release", (*sem).Release, give),
	).With(models.Label("semaphore(0 permits)"), models.Describe(permits)).Bind(func() *sem { return &sem{wake: make(chan struct{})} })
}

// deafSubject is a semaphore whose adapter takes a context and ignores it; the adapter of the other one looks at it once.
func deafSubject(looks bool) *models.Subject {
	acquire := func(s *sem, ctx context.Context) error {
		if looks && ctx.Err() != nil {
			return ctx.Err()
		}
		s.Acquire()
		return nil
	}
	return models.New(0,
		models.Wait("Acquire", models.Ctx(acquire), hasPermit, takePermit),
		models.Do("Release", (*sem).Release, give),
	).With(models.Label("semaphore(0 permits)"), models.Describe(permits)).Bind(func() *sem { return &sem{wake: make(chan struct{})} })
}

func poolSubject() *models.Subject {
	return models.New(0,
		models.Wait("Acquire", models.Ctx((*pool).Acquire), hasPermit, takePermit),
		models.Do("Release", (*pool).Release, give),
	).With(models.Label("pool(0 permits)"), models.Describe(permits)).Bind(func() *pool { return &pool{} })
}

func latchSubject() *models.Subject {
	return models.New(false,
		models.Await("Wait", (*latch).Wait, func(open bool) bool { return open }),
		models.Do("Open", (*latch).Open, func(bool) bool { return true }),
	).With(models.Label("latch"), models.Describe(func(open bool) string {
		return map[bool]string{true: "the latch is open", false: "the latch is shut"}[open]
	})).Bind(newLatch)
}

func counterSubject() *models.Subject {
	return models.New(0,
		models.Update("Inc", models.Ret((*counter).Inc), func(n int, _ models.None) (int, int) { return n + 1, n + 1 }),
		models.Get("Get", (*counter).Get, func(n int) int { return n }),
	).With(models.Label("counter"), models.Describe(func(n int) string { return fmt.Sprintf("the count is %d", n) })).Bind(func() *counter { return &counter{} })
}

func registerSubject() *models.Subject {
	return models.New(false,
		models.Update("Take", models.Ret((*register).Take), func(taken bool, _ models.None) (bool, bool) { return true, !taken }),
	).With(models.Label("register"), models.Describe(func(taken bool) string {
		return map[bool]string{true: "the name is taken", false: "the name is free"}[taken]
	})).Bind(func() *register { return &register{} })
}

func queueSubject() *models.Subject {
	return models.New(0, models.Do("Close", (*queue).Close, func(int) int { return 0 })).
		With(models.Label("queue")).Bind(func() *queue { return &queue{items: make(chan int)} })
}

func askerSubject() *models.Subject {
	return models.New(0, models.Wait("Ask", models.Ctx((*asker).Ask), func(int, models.None) bool { return true }, func(n int, _ models.None) int { return n })).
		With(models.Label("asker")).Bind(func() *asker { return &asker{} })
}

func spinSubject() *models.Subject {
	return models.New(false,
		models.Wait("Lock", models.Func((*spinLock).Lock), func(held bool, _ models.None) bool { return !held }, func(bool, models.None) bool { return true }),
		models.Do("Unlock", (*spinLock).Unlock, func(bool) bool { return false }),
	).With(models.Label("lock"), models.Describe(func(held bool) string {
		return map[bool]string{true: "the lock is held", false: "the lock is free"}[held]
	})).Bind(func() *spinLock { return &spinLock{} })
}

func mailboxSubject() *models.Subject {
	return models.New(0,
		models.Do("Put", (*mailbox).Put, give),
		models.Wait("Get", models.Within((*mailbox).Get), hasPermit, takePermit),
	).With(models.Label("mailbox"), models.Describe(func(n int) string { return fmt.Sprintf("letters: %d", n) })).
		Bind(func() *mailbox { return &mailbox{c: make(chan struct{})} })
}

func boxSubject() *models.Subject {
	return models.New(false,
		models.Update("Put", models.Ret((*box).Put), func(full bool, _ models.None) (bool, bool) { return true, !full }),
		models.Get("Full", (*box).Full, func(full bool) bool { return full }),
	).With(models.Label("box"), models.Describe(func(full bool) string {
		return map[bool]string{true: "the box is full", false: "the box is empty"}[full]
	})).Bind(func() *box { return &box{} })
}

// bankSubject is a test body without a model, the way harness.Explore runs one.
func bankSubject() *models.Subject {
	return models.New(0, models.Do("body", func(struct{}) { Scenario(&account{}, &account{}) }, func(n int) int { return n })).
		With(models.Label("a body without a model")).Bind(func() struct{} { return struct{}{} })
}
