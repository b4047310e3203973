package exec

import (
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/models"
)

// Offered returns which operations of its model a subject offers. It asks an object made for that, under control: a constructor that
// starts goroutines would start them for good elsewhere, and an execution in which calls are stuck could not tell such a goroutine from
// one that is about to free them. If the constructor does not return, or panics, each is offered: the first execution will show why.
func Offered(subject *models.Subject) []bool {
	offered := make([]bool, len(subject.Spec.Operations))
	for op := range offered {
		offered[op] = true
	}
	if subject.Offers == nil {
		return offered
	}
	s := sched.New()
	defer s.Close()
	s.Run(0, sched.Config{Strategy: &sched.Replay{}}, func() {
		x := subject.New()
		for op := range offered {
			offered[op] = subject.Offers(x, op)
		}
	})
	return offered
}
