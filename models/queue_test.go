package models_test

import (
	"context"

	"github.com/tenter-go/tenter/models"
)

// queue is a subject that only its model knows how to play.
type queue struct{ items []int }

func (q *queue) Put(v int) { q.items = append(q.items, v) }
func (q *queue) Get(context.Context) (int, error) {
	v := q.items[0]
	q.items = q.items[1:]
	return v, nil
}
func (q *queue) Len() int { return len(q.items) }

// queueModel is a bounded queue in the guards tier: its state is a slice, to
// which the contract appends.
func queueModel(capacity int) *models.Model[*queue] {
	return models.New([]int(nil),
		models.Wait("Put", models.Func1((*queue).Put, models.Fresh()),
			func(items []int, _ int) bool { return len(items) < capacity },
			func(items []int, v int) []int { return append(items, v) }),
		models.Take("Get", models.CtxRet((*queue).Get),
			func(items []int, _ models.None) bool { return len(items) > 0 },
			func(items []int, _ models.None) ([]int, any) { return items[1:], items[0] }).
			GiveBack(func(items []int, _, v any) []int { return append([]int{v.(int)}, items...) }),
		models.Get("Len", (*queue).Len, func(items []int) int { return len(items) }),
	)
}
