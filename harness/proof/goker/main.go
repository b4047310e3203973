// Goker explores the kernels of the goroutine leak suite that ships with Go, runs each of them as a plain program too, and prints how both did, in
// Markdown:
//
//	go run ./harness/proof/goker > table.md
//
// That takes some minutes.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"

	"github.com/tenter-go/tenter/harness/proof"
)

func main() {
	runs := flag.Int("runs", 1000, "executions within which a kernel must be found")
	plain := flag.Int("plain", 100, "plain runs of each kernel")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *runs, *plain); err != nil {
		fmt.Fprintln(os.Stderr, "goker:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, runs, plain int) error {
	kernels, err := proof.Kernels()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "goker-")
	if err != nil {
		return fmt.Errorf("cannot make a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	rates, err := proof.Rates(ctx, filepath.Join(dir, "plain"), kernels, plain, 2*runtime.NumCPU())
	if err != nil {
		return err
	}
	found, err := proof.Explore(ctx, filepath.Join(dir, "explored"), kernels, runs)
	if err != nil {
		return err
	}
	var rows []proof.Row
	for _, f := range found {
		row := proof.Row{Finding: f, Rate: rates[f.Kernel.Name]}
		if f.Verdict == "" {
			if row.Every, err = proof.Exhaust(ctx, filepath.Join(dir, "exhausted"), f.Kernel); err != nil {
				return err
			}
		}
		rows = append(rows, row)
	}
	fmt.Print(proof.Table(rows, plain))
	return nil
}
