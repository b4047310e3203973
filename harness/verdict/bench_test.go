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

// BenchmarkQueue judges histories of nine calls of three tasks on a queue that is never full, each call of which takes effect at once: those on which people
// measure checkers.
func BenchmarkQueue(b *testing.B) {
	spec := models.Queue(0).Spec()
	good := queueCalls(b, spec, 256)
	j := NewJudge(spec)
	b.Run("search", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if res := j.Check(good[i%len(good)]); res.Kind != OK {
				b.Fatal(res)
			}
			i++
		}
	})
	b.Run("porcupine", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if _, err := j.Confirm(good[i%len(good)]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

// queueCalls interleaves the calls at random.
func queueCalls(b *testing.B, spec *models.Spec, n int) (list []*histories.History) {
	r := random(b, 2)
	for range n {
		h := &histories.History{}
		var line []int
		now, made, next := int64(0), 0, 0
		open := [3]int{-1, -1, -1}
		acted := [3]bool{}
		for made < 9 || open != [3]int{-1, -1, -1} {
			now++
			task := r.IntN(3)
			switch k := open[task]; {
			case k < 0 && made == 9:
			case k < 0:
				o := histories.Operation{Task: task, Name: "TryGet", Call: now}
				if r.IntN(2) == 0 {
					next++
					o.Name, o.In = "PutN", next
				}
				o.Op = spec.Index(o.Name)
				open[task], acted[task] = len(h.Operations), false
				h.Operations = append(h.Operations, o)
				made++
			case !acted[task]:
				o := &h.Operations[k]
				acted[task] = true
				switch {
				case o.In != nil:
					line = append(line, next)
					line[len(line)-1] = o.In.(int)
				case len(line) == 0:
					o.Out = histories.Failure("Empty")
				default:
					o.Out, line = line[0], line[1:]
				}
			default:
				h.Operations[k].Return = now
				open[task] = -1
			}
		}
		list = append(list, h)
	}
	return list
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
