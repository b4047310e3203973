// Command mutants prints which mutants of the built-in primitives are found on real cores, and which under control, in the same time each.
//
//	go run ./harness/proof/mutants                 # 2 s for each mutant and mode: ten minutes
//	go run ./harness/proof/mutants -budget 30s     # the full form
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/harness/worker/binary"
)

func main() {
	if worker.Called() {
		if err := worker.Serve(builtin.Target); err != nil {
			fmt.Fprintln(os.Stderr, "mutants:", err)
			os.Exit(2)
		}
		return
	}
	var t table
	flag.DurationVar(&t.budget, "budget", 2*time.Second, "time for each mutant in each mode")
	flag.Uint64Var(&t.seed, "seed", uint64(time.Now().UnixNano())&0xffffffff, "seed of all campaigns")
	flag.BoolVar(&t.alone, "stress", false, "only on real cores")
	only := flag.String("prim", "", "only this primitive")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := t.print(ctx, *only); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
}

// table is what is printed, row by row.
type table struct {
	budget                   time.Duration
	seed                     uint64
	native, controlled       worker.Program
	alone                    bool // without the columns of control
	mutants, stress, control int
}

func (t *table) print(ctx context.Context, only string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	t.native.Path = self
	if t.alone {
		return t.rows(ctx, only, fmt.Sprintf("Found on real cores within %v each, seed %08x:\n\n| primitive | mutants | stress | not found by stress |\n|---|---|---|---|", t.budget, t.seed))
	}
	if t.controlled.Path, err = binary.Find(ctx, binary.Config{Package: "./cmd/check/worker"}); err != nil {
		return err
	}
	return t.rows(ctx, only, fmt.Sprintf("Found within %v each, seed %08x:\n\n| primitive | mutants | stress | control | not found by stress | not found under control |\n|---|---|---|---|---|---|", t.budget, t.seed))
}

func (t *table) rows(ctx context.Context, only, head string) error {
	fmt.Println(head)
	for _, p := range builtin.All() {
		if len(p.Mutants) == 0 || only != "" && p.Name != only {
			continue
		}
		if err := t.row(ctx, p); err != nil {
			return err
		}
	}
	if t.alone {
		fmt.Printf("| all | %d | %d | |\n", t.mutants, t.stress)
		return nil
	}
	fmt.Printf("| all | %d | %d | %d | | |\n", t.mutants, t.stress, t.control)
	return nil
}

func (t *table) row(ctx context.Context, p *builtin.Primitive) error {
	var missed, escaped []string
	for _, m := range p.Mutants {
		target := counterexample.Target{Prim: p.Name, Mutant: m.Name}
		if found, err := t.finds(ctx, t.native, target, true); err != nil {
			return err
		} else if !found {
			missed = append(missed, "`"+m.Name+"`")
		}
		if t.alone {
			continue
		}
		if found, err := t.finds(ctx, t.controlled, target, false); err != nil {
			return err
		} else if !found {
			escaped = append(escaped, "`"+m.Name+"`")
		}
	}
	n := len(p.Mutants)
	t.mutants, t.stress, t.control = t.mutants+n, t.stress+n-len(missed), t.control+n-len(escaped)
	if t.alone {
		fmt.Printf("| `%s` | %d | %d | %s |\n", p.Name, n, n-len(missed), strings.Join(missed, ", "))
		return nil
	}
	fmt.Printf("| `%s` | %d | %d | %d | %s | %s |\n", p.Name, n, n-len(missed), n-len(escaped), strings.Join(missed, ", "), strings.Join(escaped, ", "))
	return nil
}

// finds reports whether a campaign finds a violation in time.
func (t *table) finds(ctx context.Context, program worker.Program, target counterexample.Target, stress bool) (bool, error) {
	res, err := worker.Run(ctx, worker.Options{Program: program, Find: builtin.Target, Target: target, Seed: t.seed, Budget: t.budget, Stress: stress, Raw: true})
	if err == nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return err == nil && res.Found != nil, err
}
