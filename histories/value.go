package histories

// Value is an argument or a result in one word. Within one Long, equal values
// have equal words, so that most questions about them need no look-up.
//
//	bit 0 clear  a whole number, in the other bits
//	bit 0 set    the number, in the other bits, of a value that is kept beside
type Value int64

// None is the word of nil, in every Long.
const None Value = 1

// smallest and largest are the numbers that fit in a word beside the mark.
const smallest, largest = -1 << 62, 1<<62 - 1

// Int returns the whole number that v is.
func (v Value) Int() (n int64, ok bool) { return int64(v) >> 1, v&1 == 0 }

// IntValue returns the word of n, which must be of 63 bits.
func IntValue(n int64) Value { return Value(n << 1) }

// interning keeps the values that are no whole numbers, each once.
type interning struct {
	words map[any]Value
	list  []any
}

// word returns the word of v, which must be comparable.
func (in *interning) word(v any) Value {
	if n, ok := v.(int); ok && smallest <= n && n <= largest {
		return IntValue(int64(n))
	}
	if v == nil {
		return None
	}
	if w, ok := in.words[v]; ok {
		return w
	}
	if in.words == nil {
		in.words = map[any]Value{}
		in.list = []any{nil}
	}
	w := Value(len(in.list))<<1 | 1
	in.words[v] = w
	in.list = append(in.list, v)
	return w
}

func (in *interning) value(w Value) any {
	if n, ok := w.Int(); ok {
		return int(n)
	}
	if w == None {
		return nil
	}
	return in.list[w>>1]
}
