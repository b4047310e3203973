package family

import "github.com/tenter-go/tenter/models"

var rateLimiter = stated(Family{
	Name:    "rate-limiter",
	Aliases: []string{"ratelimiter", "limiter", "token-bucket", "leaky-bucket", "throttle"},
	About:   "lets so many events through at once, and as many in each second",
	Types:   words("Limiter RateLimiter Bucket TokenBucket LeakyBucket Throttle Throttler"),
	Size:    Size{Words: words("burst capacity b limit rate n max size count num tokens quantity"), Values: []int{1, 2, 3}},
	Calls: []Call{
		{Name: "Wait", Args: words("ctx n"), Loose: words("n"), Names: words("WaitN Wait WaitContext TakeContext Acquire")},
		{Name: "WaitTimeout", Args: words("d n"), Loose: words("n"), Names: words("WaitMaxDuration WaitTimeout WaitFor TryWait TakeTimeout")},
		{Name: "WaitN", Args: words("n"), Loose: words("n"), Names: words("WaitN Wait Take"), Drops: true},
		{Name: "Allow", Args: words("n"), Loose: words("n"), Names: words("AllowN Allow TryTake TryAcquire Try Take Limit")},
	},
	Needs:  [][]string{{"Allow", "Wait", "WaitN", "WaitTimeout"}},
	Allows: words("late-context"), Clock: true, Periods: true,
}, contract[models.RateLimiterOps]{
	name: "exact", about: "no more are let through at once than the size says", model: "models.RateLimiter", make: models.RateLimiter, weights: true,
}, contract[models.RateLimiterOps]{
	name: "slack", about: "what was not used is saved up, for ten more at once", model: "models.RateLimiter", make: models.RateLimiter, weights: true, own: []option{savings},
})
