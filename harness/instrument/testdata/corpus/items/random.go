package items

import (
	"fmt"
	"maps"
	"math/rand"
	randv2 "math/rand/v2"
	"reflect"
	"slices"
	"strings"
)

type node struct{ name string }

// first ranges until something stops it.
func first(m map[string]int) string {
	for k := range m {
		return k
	}
	return ""
}

var three = map[int]string{1: "a", 2: "b", 3: "c"}

// all six orders of three words.
var orders = []string{"a b c", "a c b", "b a c", "b c a", "c a b", "c b a"}

var random = []Item{
	{Name: "first key of a map", Want: []string{"a", "b"}, Run: func() string { return first(map[string]int{"a": 1, "b": 2}) }},
	{Name: "order of a map", Want: orders, Run: func() string {
		var all []string
		for _, v := range three {
			all = append(all, v)
		}
		return strings.Join(all, " ")
	}},
	{Name: "break and continue", Want: []string{"1 2", "1 3", "2 1", "2 3", "3 1", "3 2"}, Run: func() string {
		var all []string
	outer:
		for k := range three {
			for range 2 {
				switch len(all) {
				case 2:
					break outer
				default:
					all = append(all, fmt.Sprint(k))
				}
				continue outer
			}
		}
		return strings.Join(all, " ")
	}},
	{Name: "plain break", Want: []string{"1"}, Run: func() string {
		n := 0
		for range three {
			n++
			if n == 1 {
				break
			}
		}
		return fmt.Sprint(n)
	}},
	{Name: "break of a select in a map", Want: []string{"3"}, Run: func() string {
		n := 0
		for range three {
			n++
			select {
			default:
				break
			}
		}
		return fmt.Sprint(n)
	}},
	{Name: "deleted before its turn", Want: []string{"1"}, Run: func() string {
		m := maps.Clone(three)
		n := 0
		for range m {
			n++
			clear(m)
		}
		return fmt.Sprint(n)
	}},
	{Name: "added meanwhile", Want: []string{"true"}, Run: func() string {
		m := maps.Clone(three)
		n := 0
		for k, v := range m {
			n++
			if k < 10 {
				m[k+10] = v
			}
		}
		return fmt.Sprint(n >= 3 && n <= 6 && len(m) == 6)
	}},
	{Name: "pointer keys", Want: orders, Run: func() string {
		m := map[*node]bool{}
		for _, name := range []string{"a", "b", "c"} {
			m[&node{name}] = true
		}
		var all []string
		for n := range m {
			all = append(all, n.name)
		}
		return strings.Join(all, " ")
	}},
	{Name: "interface keys", Want: []string{"4"}, Run: func() string {
		m := map[any]int{"x": 1, 2: 1, node{"y"}: 1, &node{"z"}: 1}
		sum := 0
		for _, v := range m {
			sum += v
		}
		return fmt.Sprint(sum)
	}},
	{Name: "not a number", Want: []string{"3"}, Run: func() string {
		nan := 0.0
		nan /= nan
		m := map[float64]int{nan: 1}
		m[nan] = 1
		m[1] = 1
		n := 0
		for _, v := range m {
			n += v
		}
		return fmt.Sprint(n)
	}},
	{Name: "maps.Keys, Values and All", Want: orders, Run: func() string {
		var w []string
		for k, v := range maps.All(three) {
			w = append(w, v)
			_ = k
		}
		if n := len(slices.Sorted(maps.Keys(three))); n != 3 || len(slices.Collect(maps.Values(three))) != 3 {
			return "lost"
		}
		return strings.Join(w, " ")
	}},
	{Name: "reflect.Value.MapKeys", Want: []string{"1", "2", "3"}, Run: func() string {
		return fmt.Sprint(reflect.ValueOf(three).MapKeys()[0])
	}},
	{Name: "generic range over a map", Want: []string{"6"}, Run: func() string { return fmt.Sprint(total(three)) }},
	{Name: "math/rand", Want: []string{"0", "1"}, Run: func() string { return fmt.Sprint(rand.Intn(2)) }},
	{Name: "math/rand/v2", Want: []string{"0", "1"}, Run: func() string { return fmt.Sprint(randv2.N(2)) }},
	{Name: "rand.Perm and Shuffle", Want: orders, Run: func() string {
		w := []string{"a", "b", "c"}
		randv2.Shuffle(3, func(i, j int) { w[i], w[j] = w[j], w[i] })
		return strings.Join(w, " ")
	}},
	{Name: "rand in two tasks", Want: []string{"false", "true"}, Run: func() string {
		var a, b int
		both(func() { a = rand.Intn(3) }, func() { b = rand.Intn(3) })
		return fmt.Sprint(a == b)
	}},
	{Name: "a generator of one's own", Want: []string{"5577006791947779410"}, Run: func() string {
		return fmt.Sprint(rand.New(rand.NewSource(1)).Int63())
	}},
}

func total[M ~map[K]V, K ~int, V any](m M) (sum int) {
	for k := range m {
		sum += int(k)
	}
	return sum
}
