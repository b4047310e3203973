// Command check runs concurrent Go code under every interleaving that it can afford, and shows the smallest one that breaks it.
//
//	check --prim semaphore --runs 10000
//
// It parses flags, shows progress and results, and exits with a status that says how it went; package harness/worker does the work, in
// processes of its own. 'check help' lists the commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/tenter-go/tenter/harness/builtin"
)

func main() {
	os.Exit(int(run(os.Args[1:])))
}

// run carries out a command line. The first Ctrl-C ends the work in progress, and what was found is shown; the second ends the program.
func run(args []string) status {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer stop()
	a := &app{stdout: os.Stdout, stderr: os.Stderr, find: builtin.Target, workerPackage: "./cmd/check/worker"}
	return a.execute(ctx, args)
}
