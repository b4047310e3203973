// Command hostile is the worker program for subjects that attack their process.
package main

import (
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/harness/worker/hostile"
)

func main() {
	if err := worker.Serve(hostile.Find); err != nil {
		fmt.Fprintln(os.Stderr, "hostile:", err)
		os.Exit(2)
	}
}
