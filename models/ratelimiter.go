package models

import (
	"context"
	"time"
)

// RateLimiterOps is how a limiter of events is called that lets through so many at
// once and then so many in a second. A field is nil for an operation that the
// limiter does not offer.
type RateLimiterOps struct {
	// Now and Sleep are the clock that the limiter goes by, and are needed.
	Now   func() time.Time
	Sleep func(d time.Duration)
	// Allow lets n events through, or reports false.
	Allow func(n int) bool
	// Wait waits until n events are let through; it fails if ctx is done first, or
	// if it would be.
	Wait func(ctx context.Context, n int) error
	// WaitTimeout is Wait with a time-out.
	WaitTimeout func(d time.Duration, n int) bool
	// WaitN waits as long as it takes.
	WaitN func(n int)

	grants *grants
}

// RateLimiter is the model of a limiter that lets through burst events at once, and
// as many as that in each second that passes.
//
// What it demands: of the events that are let through from one moment to another
// there are never more than burst, and burst for each second in between; Allow lets
// through what the limiter has had room for from the beginning; and every call
// returns. What it allows: a limiter that is slower than that, and Wait may fail.
// Pass lets a second go by. With Slack more are let through at once.
//
// It panics if burst is less than 1.
func RateLimiter(burst int, opts ...Option) *Model[RateLimiterOps] {
	if burst < 1 {
		panic("models: RateLimiter: there must be room for one event at least")
	}
	type o = RateLimiterOps
	set := gather(opts)
	amounts := set.weights
	if amounts.values == nil {
		amounts = In(1)
	}
	fine := func(None, int) any { return nil }
	return New(None{}, // what is wrong is found out by grants
		Ask("Allow", Ret1(o.allow, amounts).If(func(l o) bool { return l.Allow != nil }), fine),
		Take("Wait", CtxRet1(o.wait, amounts).If(func(l o) bool { return l.Wait != nil }), func(None, int) bool { return true },
			func(s None, _ int) (None, any) { return s, nil }).Spuriously(ErrAny),
		Ask("WaitTimeout", Ret1(o.waitTimeout, amounts).If(func(l o) bool { return l.WaitTimeout != nil }), fine),
		Ask("WaitN", Ret1(o.waitN, amounts).If(func(l o) bool { return l.WaitN != nil }), fine),
		Ask("Pass", Ret(func(l o) any { l.Sleep(time.Second); return nil }), func(None, None) any { return nil }),
	).equipped(func(l o, set *settings) o {
		l.grants = &grants{burst: burst, slack: set.slack}
		return l
	}).With(append([]Option{Name("rate-limiter"), Label("rate limiter(%s at once, and in a second)", counted(burst, "event"))}, opts...)...)
}

// Slack weakens a RateLimiter: n events more may be let through at once. What it
// gives up: a limiter that lets through up to n too many.
func Slack(n int) Option { return func(s *settings) { s.slack = n } }

func (o RateLimiterOps) allow(n int) any {
	return o.grants.ask(o.Now, n, true, func() bool { return o.Allow(n) })
}

func (o RateLimiterOps) wait(ctx context.Context, n int) (any, error) {
	var err error
	wrong := o.grants.ask(o.Now, n, false, func() bool {
		err = o.Wait(ctx, n)
		return err == nil
	})
	return wrong, err
}

func (o RateLimiterOps) waitTimeout(n int) any {
	return o.grants.ask(o.Now, n, false, func() bool { return o.WaitTimeout(time.Second, n) })
}

func (o RateLimiterOps) waitN(n int) any {
	return o.grants.ask(o.Now, n, false, func() bool { o.WaitN(n); return true })
}
