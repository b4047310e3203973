package twin

import (
	"fmt"
	"strings"
)

// checkMark stands between a test's name and the number of a check within it. No test's name contains it: package testing replaces
// what is not printable, but a tilde is.
const checkMark = "~"

// CheckName returns the name of the n-th check, counted from 1, that a test makes. The first has the name of its test.
func CheckName(test string, n int) string {
	if n == 1 {
		return test
	}
	return fmt.Sprintf("%s%s%d", test, checkMark, n)
}

// TestOf returns the name of the test that a check belongs to.
func TestOf(check string) string {
	i := strings.LastIndex(check, checkMark)
	if i < 0 || strings.Trim(check[i+1:], "0123456789") != "" || i+1 == len(check) {
		return check
	}
	return check[:i]
}

// topLevel returns the name of the test that a subtest stands in.
func topLevel(test string) string {
	name, _, _ := strings.Cut(test, "/")
	return name
}
