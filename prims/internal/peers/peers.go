// Package peers measures primitives side by side.
package peers

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"
)

// Peer is one round of using one of the things compared.
type Peer struct {
	Name  string
	Less  bool // it offers less than the first, so that its time is for information only
	Round func()
}

// Load is a way to use a thing, and who is used: ours first.
type Load struct {
	Name    string
	Workers int
	Peers   []Peer
}

// Run measures all peers of a load in turn, in short blocks within the same run, so that a change of
// the machine's speed meets them alike. It reports the median time a round for each, and how ours
// compares to the fastest of the others that offer no less: 0.5 is twice as fast, 2 half as fast.
func Run(b *testing.B, loads ...Load) {
	for _, l := range loads {
		b.Run(l.Name, func(b *testing.B) {
			times := make([][]float64, len(l.Peers))
			for b.Loop() {
				for i, p := range l.Peers {
					times[i] = append(times[i], block(l.Workers, p.Round))
				}
			}
			fastest := math.Inf(1)
			for i, p := range l.Peers {
				b.ReportMetric(median(times[i]), p.Name+"-ns")
				if i > 0 && !p.Less {
					fastest = min(fastest, median(times[i]))
				}
			}
			if !math.IsInf(fastest, 1) {
				b.ReportMetric(median(times[0])/fastest, "ratio")
			}
			b.ReportMetric(0, "ns/op") // the time of a block says nothing
		})
	}
}

func median(times []float64) float64 {
	slices.Sort(times)
	return times[len(times)/2]
}

// block runs a number of rounds on each worker, all at once, and returns the nanoseconds a round.
func block(workers int, round func()) float64 {
	const rounds = 5000
	var ready, done sync.WaitGroup
	ready.Add(workers)
	begin := make(chan struct{})
	for range workers {
		done.Go(func() {
			ready.Done()
			<-begin
			for range rounds {
				round()
			}
		})
	}
	ready.Wait()
	start := time.Now()
	close(begin)
	done.Wait()
	return float64(time.Since(start).Nanoseconds()) / float64(workers*rounds)
}
