package verdict

import (
	"math/rand/v2"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// nineCalls returns correct histories of three tasks with three calls each.
func nineCalls(b *testing.B, opts ...models.Option) (*models.Spec, []*histories.History) {
	r := random(b, 1)
	spec := models.Semaphore(1, opts...).Spec()
	j := NewJudge(spec)
	var list []*histories.History
	for len(list) < 256 {
		sim := simulation{free: 1, limit: unlimited, fifo: true, rand: r, spec: spec}
		h := sim.run(requests(r, spec, 3, 3, false))
		if res := j.Check(h); res.Kind != OK {
			b.Fatalf("Check = %v for a good history\n%v", res, h)
		}
		if len(h.Operations) >= 9 {
			list = append(list, h)
		}
	}
	return spec, list
}

// corrupted returns the histories with one result changed each.
func corrupted(list []*histories.History) (bad []*histories.History) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, h := range list {
		h = h.Clone()
		corrupt(r, h)
		bad = append(bad, h)
	}
	return bad
}

// BenchmarkCheck judges histories of nine calls, in one phase (waiters in any
// order) and in two (first come, first served), good ones and such with one
// result changed, and has porcupine judge the same ones.
func BenchmarkCheck(b *testing.B) {
	for _, c := range []struct {
		name string
		opts []models.Option
	}{{"one-phase", nil}, {"two-phase", []models.Option{models.FIFO()}}} {
		spec, good := nineCalls(b, c.opts...)
		for _, set := range []struct {
			name string
			list []*histories.History
		}{{"good", good}, {"corrupted", corrupted(good)}} {
			j := NewJudge(spec)
			b.Run(c.name+"/"+set.name+"/search", func(b *testing.B) {
				b.ReportAllocs()
				i, steps := 0, 0
				for b.Loop() {
					steps += j.Check(set.list[i%len(set.list)]).Steps
					i++
				}
				b.ReportMetric(float64(steps)/float64(i), "steps/op")
			})
			b.Run(c.name+"/"+set.name+"/porcupine", func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					if _, err := j.Confirm(set.list[i%len(set.list)]); err != nil {
						b.Fatal(err)
					}
					i++
				}
			})
		}
	}
}

func BenchmarkKey(b *testing.B) {
	_, list := nineCalls(b)
	b.ReportAllocs()
	var buf []byte
	i := 0
	for b.Loop() {
		buf = list[i%len(list)].Key(buf[:0])
		i++
	}
}
