package process_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/prims/process"
)

var check = process.Register("example.check", func(age int) (bool, error) {
	if age < 0 {
		return false, errors.New("nobody is that young")
	}
	return true, nil
})

// The children of a program are made by children.Transport; here they are simulated.
func Example() {
	transport := process.Simulated(func(_ <-chan struct{}, r process.Request) process.Response { return process.Call(r) })
	for _, age := range []int{8, -8} {
		p, err := process.New(transport, check, age)
		if err == nil {
			err = errors.Join(p.Start(), p.Join(context.Background()))
		}
		code, ended := p.ExitCode()
		fmt.Println(code, ended, err)
	}
	// Output:
	// 0 true <nil>
	// 1 true <nil>
}
