package stress

import (
	"context"
	"testing"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/models"
)

// BenchmarkRecord measures what it takes to note an operation: the time of a call that is noted, less that of the same call made bare.
func BenchmarkRecord(b *testing.B) {
	subject := models.New(0, models.Do("Touch", func(*int) {}, func(n int) int { return n })).Bind(func() *int { return new(int) })
	const calls = 1000
	ops := make([]scenario.Op, calls)
	for i := range ops {
		ops[i].Name = "Touch"
	}
	o := &object{group: &group{subject: subject, sc: &scenario.Scenario{}}, labels: context.Background(), endless: context.Background()}
	o.construct()
	o.ticks.Store(1)
	l := newLine(o, 0, ops)
	each := func(b *testing.B, do func(i int)) {
		for b.Loop() {
			for i := range calls {
				do(i)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/calls, "ns/operation")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("bare", func(b *testing.B) {
		c := &client{}
		each(b, func(int) { c.call = models.Call{Ctx: o.endless}; o.group.subject.Invoke(o.x, 0, &c.call) })
	})
	for s := range stampKinds {
		b.Run(s.String(), func(b *testing.B) {
			c := &client{stamps: s}
			each(b, func(i int) { c.perform(l, i) })
		})
	}
}
