// Command worker is the program that check runs the code under test in. Check builds it under control and gives it its work; package
// harness/worker says how they talk.
package main

import (
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/worker"
)

func main() {
	if err := worker.Serve(builtin.Target); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(2)
	}
}
