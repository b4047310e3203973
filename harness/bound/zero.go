package bound

import (
	"fmt"
	"strconv"
)

// Values of which 0 is the zero value of their type.

// Text is a number as a string, the empty one for 0.
func Text(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Any is a number as an interface value, nil for 0.
func Any(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// number is a number as an error.
type number int

func (n number) Error() string { return "error number " + strconv.Itoa(int(n)) }

// Err is a number as an error, nil for 0. Equal numbers are equal errors.
func Err(n int) error {
	if n == 0 {
		return nil
	}
	return number(n)
}

// ErrInt is the number that was passed on as an error.
func ErrInt(err error) int {
	if err == nil {
		return 0
	}
	n, ok := err.(number)
	if !ok {
		panic(fmt.Sprintf("it returned the error %q, which nobody has passed to it", err))
	}
	return int(n)
}
