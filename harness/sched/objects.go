package sched

// objects is what an exploration has to know of the objects of the execution in progress. Most programs have few, among which looking for one
// is faster than a map; the list keeps its memory from one execution to the next.
type objects struct {
	list  []object
	index map[Pointer]int // of those in the list, where they are many
}

// object is one of them.
type object struct {
	obj      Pointer
	last     int   // the last event on it, + 1
	released []int // events that have given it back, or have made progress that a waiter at it needs
}

// fewObjects is how many there may be before they are looked up in a map.
const fewObjects = 8

// at returns what is known of an object. It is valid until another object is asked for.
func (o *objects) at(obj Pointer) *object {
	if len(o.list) > fewObjects {
		if i, ok := o.index[obj]; ok {
			return &o.list[i]
		}
		return o.add(obj)
	}
	for i := range o.list {
		if o.list[i].obj == obj {
			return &o.list[i]
		}
	}
	return o.add(obj)
}

func (o *objects) add(obj Pointer) *object {
	n := len(o.list)
	if n < cap(o.list) {
		o.list = o.list[:n+1]
		o.list[n] = object{obj: obj, released: o.list[n].released[:0]}
	} else {
		o.list = append(o.list, object{obj: obj})
	}
	if n >= fewObjects {
		if o.index == nil {
			o.index = map[Pointer]int{}
		}
		if n == fewObjects {
			for i := range o.list {
				o.index[o.list[i].obj] = i
			}
		}
		o.index[obj] = n
	}
	return &o.list[n]
}

func (o *objects) reset() {
	o.list = o.list[:0]
	clear(o.index)
}
