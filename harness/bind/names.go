package bind

import (
	"slices"
	"strings"
)

// plain brings a name to the form in which names are compared: case and underscores do not matter.
func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// rank returns the place of a name among those given, and -1 if it is none of them.
func rank(name string, names []string) int {
	return slices.IndexFunc(names, func(n string) bool { return plain(n) == plain(name) })
}

// affinity says how much the name of a type is like those that types of a family have.
func affinity(name string, names []string) int {
	if i := rank(name, names); i >= 0 {
		return max(8-i, 4)
	}
	for _, n := range names {
		if strings.Contains(plain(name), plain(n)) {
			return 3
		}
	}
	return 0
}
