package mutants

// wrongDrop has one way to make room, whichever end is pushed.
type wrongDrop struct{ sound }

func (d *wrongDrop) PushFront(v int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	items := d.items
	if len(items) == d.most {
		items = items[1:]
	}
	d.items = append([]int{v}, items...)
}

// oneWay takes the remainder as it comes, which in Go is negative for a negative number.
type oneWay struct{ sound }

func (d *oneWay) Rotate(k int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := len(d.items)
	if n == 0 {
		return
	}
	for range k % n { // not once, if that is negative
		d.items = append([]int{d.items[n-1]}, d.items[:n-1]...)
	}
}

// lateTrim adds the item, and then looks whether there are too many. In between there are.
type lateTrim struct{ sound }

func (d *lateTrim) PushBack(v int) {
	d.mu.Lock()
	d.items = append(d.items[:len(d.items):len(d.items)], v)
	d.mu.Unlock()
	// Who looks here sees more items than there may be.
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.items) > d.most {
		d.items = d.items[1:]
	}
}

// stepByStep rotates by taking at one end and adding at the other. Each is atomic, so that nothing
// can break; but the item on its way is nowhere.
type stepByStep struct{ sound }

func (d *stepByStep) Rotate(k int) {
	for ; k > 0; k-- {
		if v, ok := d.PopBack(); ok {
			d.PushFront(v) // the deque is one short until here
		}
	}
	for ; k < 0; k++ {
		if v, ok := d.PopFront(); ok {
			d.PushBack(v)
		}
	}
}

// checkThenPop asks whether there is an item, and takes the last one. It may be gone.
type checkThenPop struct{ sound }

func (d *checkThenPop) PopBack() (int, bool) {
	if d.Len() == 0 {
		return 0, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last(), true
}

// tornCopy copies the items one by one, since the lock is held for less long that way. What it
// returns may never have been there together.
type tornCopy struct{ sound }

func (d *tornCopy) Values() (values []int) {
	for i := 0; ; i++ {
		v, ok := d.at(i)
		if !ok {
			return values
		}
		values = append(values, v)
	}
}

func (d *tornCopy) at(i int) (int, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i >= len(d.items) {
		return 0, false
	}
	return d.items[i], true
}
