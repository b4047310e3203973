package models_test

import (
	"context"
	"testing"

	"github.com/tenter-go/tenter/models"
)

// BenchmarkRescue finds the release that frees a waiting call.
func BenchmarkRescue(b *testing.B) {
	for _, opts := range [][]models.Option{nil, {models.FIFO()}} {
		spec := models.Semaphore(0, opts...).Spec()
		st := spec.Possible(spec.Start(), spec.Index("Acquire"), 2).Next
		b.Run(spec.Label, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, ok := spec.Rescue(st, func(int) bool { return true }); !ok {
					b.Fatal("no rescue")
				}
			}
		})
	}
}

// BenchmarkInvoke calls one operation through the erased subject.
func BenchmarkInvoke(b *testing.B) {
	s := models.Semaphore(1).Bind(func() models.SemaphoreOps {
		return models.SemaphoreOps{
			Acquire:    func(context.Context, int) error { return nil },
			TryAcquire: func(int) bool { return true },
		}
	})
	x := s.New()
	for _, name := range []string{"Acquire", "TryAcquire"} {
		op := s.Spec.Index(name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			c := models.Call{Ctx: context.Background(), Arg: 1}
			for b.Loop() {
				s.Invoke(x, op, &c)
			}
		})
	}
}
