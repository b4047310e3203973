package local

// Local is one name under which each owner has a value of its own.
//
// All methods may be called by any number of goroutines at once, also for one owner. The zero value
// is ready for use. A Local must not be copied after first use.
type Local[T any] struct {
	_ byte // so that two of them have two addresses
}

// New returns a new name.
func New[T any]() *Local[T] { return new(Local[T]) }

// Get returns the owner's value, or [ErrUnset], or [ErrEnded]. It waits while the value is being made.
func (l *Local[T]) Get(o *Owner) (T, error) {
	return l.get(o, nil, nil)
}

// GetOrMake returns the owner's value, and makes it if there is none. If free is not nil, it is called
// with the made value when that is deleted or replaced, or the owner ends. It returns the error of
// make, or [ErrEnded].
func (l *Local[T]) GetOrMake(o *Owner, make func() (T, error), free func(T)) (T, error) {
	return l.get(o, make, free)
}

func (l *Local[T]) get(o *Owner, makeOne func() (T, error), free func(T)) (value T, err error) {
	s := o.settled(l)
	if s != nil {
		value = s.value.(T)
		o.mu.Unlock()
		return value, nil
	}
	switch {
	case o.ended:
		err = ErrEnded
	case makeOne == nil:
		err = ErrUnset
	default:
		s = &slot{name: l, made: make(chan struct{})}
		o.slots = append(o.slots, s)
		o.mu.Unlock()
		return l.fill(o, s, makeOne, free)
	}
	o.mu.Unlock()
	return value, err
}

// fill makes the value of a slot. All others wait for that, except the end of the owner; then the value
// is freed.
func (l *Local[T]) fill(o *Owner, s *slot, makeOne func() (T, error), free func(T)) (value T, err error) {
	ok := false
	settle := func() (ended bool) {
		o.mu.Lock()
		defer o.mu.Unlock()
		close(s.made)
		s.made = nil
		switch {
		case !ok:
			o.drop(s)
		case !o.ended:
			s.value = value // linearizes here
			if free != nil {
				s.free = func() { free(value) }
			}
		}
		return o.ended
	}
	defer func() {
		if !ok {
			settle() // making has failed or panicked
		}
	}()
	if value, err = makeOne(); err != nil {
		return value, err
	}
	ok = true
	if !settle() {
		return value, nil
	}
	if free != nil {
		free(value)
	}
	var none T
	return none, ErrEnded
}

// Set gives the owner a value; one that was made before is freed. It waits while one is being made. It
// returns [ErrEnded] if the owner has ended, and sets nothing.
func (l *Local[T]) Set(o *Owner, v T) error {
	old := o.settled(l)
	if o.ended {
		o.mu.Unlock()
		return ErrEnded
	}
	if old != nil {
		o.drop(old)
	}
	o.slots = append(o.slots, &slot{name: l, value: v})
	o.mu.Unlock()
	if old != nil && old.free != nil {
		old.free()
	}
	return nil
}

// Delete takes the owner's value away, and frees it if it was made. It waits while one is being made.
// It returns [ErrUnset] if there is none, or [ErrEnded].
func (l *Local[T]) Delete(o *Owner) error {
	old := o.settled(l)
	defer func() {
		if old != nil && old.free != nil {
			old.free()
		}
	}()
	defer o.mu.Unlock()
	switch {
	case o.ended:
		return ErrEnded
	case old == nil:
		return ErrUnset
	}
	o.drop(old)
	return nil
}
