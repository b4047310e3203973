package histories

import (
	"regexp"
	"strconv"
)

// StandIns are whole numbers that stand for values of other kinds, in the terms of a model that holds whole numbers and does no more than tell them
// apart. Equal values, which must be comparable, have equal numbers.
type StandIns struct {
	numbers map[any]int
	values  []any
}

// firstStandIn is the number of the first value. Numbers from there on stand for something even if they are their own values: so none is taken for another.
const firstStandIn = 1 << 52

// NewStandIns returns an empty table.
func NewStandIns() *StandIns { return &StandIns{numbers: map[any]int{}} }

// Number returns v if it is a number that stands for nothing else, and otherwise the number that stands for it.
func (s *StandIns) Number(v any) int {
	if n, ok := v.(int); ok && n < firstStandIn {
		return n
	}
	n, known := s.numbers[v]
	if !known {
		n = firstStandIn + len(s.values)
		s.numbers[v] = n
		s.values = append(s.values, v)
	}
	return n
}

var number = regexp.MustCompile(`-?[0-9]{16,}`)

// Restore puts the values back into a text that was written with their numbers.
func (s *StandIns) Restore(text string) string {
	if s == nil || len(s.values) == 0 {
		return text
	}
	return number.ReplaceAllStringFunc(text, func(digits string) string {
		n, err := strconv.Atoi(digits)
		if err != nil || n < firstStandIn || n-firstStandIn >= len(s.values) {
			return digits
		}
		return FormatValue(s.values[n-firstStandIn])
	})
}
