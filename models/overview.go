package models

import "strings"

// The operations of a map or a set that tell of the whole of it, and RelaxedLen,
// under which each key is looked at at a moment of its own. A call under way then
// has as its stage what each key has been since it began, one bit for each key and
// value; what it may answer follows from any choice among those.

// cells are the values of the keys 1 and 2; 0 is none.
type cells [3]int

// values are how many values a key can have, with none.
const values = 3

func (c cells) with(key, value int) cells {
	c[key] = value
	return c
}

func (c cells) get(key int) any { return found(c[key], c[key] != 0) }

func (c cells) keys() (list []int) {
	for key := 1; key < len(c); key++ {
		if c[key] != 0 {
			list = append(list, key)
		}
	}
	return list
}

func (c cells) entries() (list [][2]int) {
	for _, key := range c.keys() {
		list = append(list, [2]int{key, c[key]})
	}
	return list
}

// found is the result of a look-up in one value: the value, or nil.
func found(value int, ok bool) any {
	if !ok {
		return nil
	}
	return value
}

// bit is the place of a key's value in a stage.
func bit(key, value int) int { return 1 << ((key-1)*values + value) }

// seen is the stage in which the keys have been what they are now, and no more.
func (c cells) seen() (stage int) {
	for key := 1; key < len(c); key++ {
		stage |= bit(key, c[key])
	}
	return stage
}

// look adds to each call under way what the keys are now. A Clear that has just begun is told which key it has removed.
func look(t *Turn[cells]) {
	for _, w := range t.Waiting() {
		switch {
		case w.Name != clearing:
			t.Move(w, w.Stage|t.State.seen())
		case w.Stage == 0:
			t.Move(w, t.State[firstCleared])
		}
	}
	t.State = t.State.with(firstCleared, 0)
}

// clearing is the operation that removes all keys.
const clearing = "Clear"

// firstCleared is the place in cells, which is no key, where a Clear that begins leaves the key that it has removed, until the next look.
const firstCleared = 0

// clearAll is Clear: at one moment, or with RelaxedClear at one for each of the two keys.
func clearAll[X any](set settings, m Method[X, None, None]) Op[cells, X] {
	if !set.relaxedClear {
		return Change(clearing, m, func(cells, None) cells { return cells{} })
	}
	return Act(clearing, m, func(t *Turn[cells], _ None) {
		first := 1 + t.Choose(2)
		t.State = t.State.with(first, 0).with(firstCleared, first)
		t.Block()
	}).OnResume(func(t *Turn[cells], _ any) {
		t.State = t.State.with(3-t.Stage(), 0)
		t.Return(nil)
	})
}

// overview is an operation that tells of the whole of a map or set.
func overview[X any](set settings, name string, m Method[X, None, any], tell func(c cells) any) Op[cells, X] {
	if !set.relaxedLen && !(set.relaxedWalks && strings.HasPrefix(name, "Each")) {
		return Ask(name, m, func(c cells, _ None) any { return tell(c) })
	}
	if name == "Len" { // counters beside the keys are brought up to date when others see the keys already
		return torn(set, Ask(name, m, func(c cells, _ None) any { return tell(c) }))
	}
	return Act(name, m, func(t *Turn[cells], _ None) { t.Block() }).OnResume(func(t *Turn[cells], _ any) {
		answers := tornAnswers(t.Stage(), tell)
		t.Return(answers[t.Choose(len(answers))])
	})
}

// tornAnswers lists, without repeating one, what tell says of all that the keys
// may have been.
func tornAnswers(stage int, tell func(c cells) any) (answers []any) {
	told := map[any]bool{}
	for one := range values {
		for two := range values {
			if stage&bit(1, one) == 0 || stage&bit(2, two) == 0 {
				continue
			}
			if answer := tell(cells{0, one, two}); !told[answer] {
				told[answer] = true
				answers = append(answers, answer)
			}
		}
	}
	return answers
}

// assembleCells returns a model of a map or set.
func assembleCells[X any](set settings, ops []Op[cells, X]) *Model[X] {
	if !set.relaxedLen && !set.relaxedWalks && !set.relaxedClear {
		return New(cells{}, ops...)
	}
	return Grants(cells{}, look, ops...).With(func(s *settings) { s.phased = true })
}
