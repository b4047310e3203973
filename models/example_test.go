package models_test

import (
	"fmt"

	"github.com/tenter-go/tenter/models"
)

type Latch struct{ missing int }

func NewLatch(n int) *Latch   { return &Latch{n} }
func (l *Latch) Open()        { l.missing = max(0, l.missing-1) }
func (l *Latch) Wait()        {}
func (l *Latch) Missing() int { return l.missing }

func Example() {
	latch := models.New(2, // the state: how many opens are missing
		models.Do("Open", (*Latch).Open, func(missing int) int { return max(0, missing-1) }),
		models.Await("Wait", (*Latch).Wait, func(missing int) bool { return missing == 0 }),
		models.Get("Missing", (*Latch).Missing, func(missing int) int { return missing }),
	)
	fmt.Println(latch.Spec().Label)
	for _, op := range latch.Spec().Operations {
		fmt.Println(op.Name, op.Blocking, op.Modes)
	}
	fmt.Println(models.Semaphore(2).Spec().Label)
	fmt.Println(models.Semaphore(1, models.FIFO()).Spec().Label)
	// Output:
	// latch(2), waiters in any order
	// Open false [plain]
	// Wait true [plain]
	// Missing false [plain]
	// semaphore(2 permits), waiters in any order
	// semaphore(1 permit), waiters first come, first served
}
