package proof

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Rates runs each kernel runs times as a plain Go program, a process for each run, and returns by name in how many of the runs a goroutine that Go's
// list expects was left. The programs are built in dir, which is emptied before; parallel is how many run at a time.
func Rates(ctx context.Context, dir string, kernels []Kernel, runs, parallel int) (map[string]int, error) {
	m, err := newModule(dir)
	if err != nil {
		return nil, err
	}
	if err := layKernels(m, "plain", kernels); err != nil {
		return nil, err
	}
	if err := m.write("plain/plain.go", plain); err != nil {
		return nil, err
	}
	if _, err := m.goCommand(ctx, nil, "build", "-o", "plain.exe", "./plain"); err != nil {
		return nil, err
	}
	binary := filepath.Join(dir, "plain.exe")
	shown := make([]int, len(kernels))
	for i, k := range kernels {
		results := make([]bool, runs)
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(parallel)
		for n := range runs {
			group.Go(func() (err error) {
				results[n], err = k.shows(ctx, binary)
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return nil, err
		}
		for _, seen := range results {
			if seen {
				shown[i]++
			}
		}
	}
	rates := map[string]int{}
	for i, k := range kernels {
		rates[k.Name] = shown[i]
	}
	return rates, nil
}

// shows runs the kernel once and reports whether it leaves what it must.
func (k Kernel) shows(ctx context.Context, binary string) (bool, error) {
	cmd := exec.CommandContext(ctx, binary, k.Name)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return false, fmt.Errorf("cannot run %s: %w\n%s", k.Name, err, complaints.String())
	}
	for _, leak := range left(out.String(), k.File) {
		if k.Leaks == nil || k.lists(leak) {
			return true, nil
		}
	}
	return false, nil
}

var goroutineHead = regexp.MustCompile(`^goroutine \d+ (?:gp=\S+ m=\S+ )?\[([^\],]*)`)

// left lists the goroutines of a dump that have to do with a source file, as Go's list has them.
func left(dump, file string) []string {
	var list []string
	for _, stack := range strings.Split(dump, "\n\n") {
		lines := strings.Split(strings.TrimSpace(stack), "\n")
		head := goroutineHead.FindStringSubmatch(lines[0])
		if head == nil || !strings.Contains(stack, "/"+file+":") {
			continue
		}
		for i, line := range lines {
			if strings.HasPrefix(line, "created by ") && i >= 2 {
				list = append(list, strings.TrimPrefix(lines[i-2], "main.")+" ["+head[1]+"]")
			}
		}
	}
	return list
}

// plain runs one kernel, waits until what it leaves has come to rest, and says which goroutines are left.
const plain = `package main

import (
	"os"
	"runtime"
	"time"
)

func main() {
	kernels[os.Args[1]]()
	time.Sleep(100 * time.Millisecond)
	stacks := make([]byte, 1<<20)
	os.Stdout.Write(stacks[:runtime.Stack(stacks, true)])
}
`
