package instrument

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkBuild builds a package of 5,000 lines with its dependencies, stock and rewritten, each with nothing in the cache, and again unchanged. It takes
// minutes, so it is run with -benchtime 1x.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		m, own := largeModule(b), largeModule(b)
		stock := func() { m.goRun("build", "-o", os.DevNull, ".") }
		controlled := func() {
			if err := own.prepare().Run(context.Background(), "build", "-o", os.DevNull, "."); err != nil {
				b.Fatal(err)
			}
		}
		first, firstControlled := seconds(stock), seconds(controlled)
		again, againControlled := math.Inf(1), math.Inf(1)
		for range 3 {
			again, againControlled = min(again, seconds(stock)), min(againControlled, seconds(controlled))
		}
		b.ReportMetric(first, "s/stock")
		b.ReportMetric(firstControlled/first, "x-stock")
		b.ReportMetric(again, "s/stock-unchanged")
		b.ReportMetric(againControlled-again, "s/more-unchanged")
	}
}

// largeModule is a module with caches of its own.
func largeModule(b *testing.B) *module {
	m := newModule(b, "-- go.mod --\nmodule example.com/large\n\ngo 1.26.0\n\nrequire golang.org/x/sync v0.24.0\n")
	m.write("go.sum", readFile(b, "../../go.sum"))
	m.write("main.go", largeProgram(5000))
	m.env = append(m.env, "GOCACHE="+b.TempDir(), "TENTER_CACHE="+b.TempDir())
	return m
}

func seconds(f func()) float64 {
	start := time.Now()
	f()
	return time.Since(start).Seconds()
}

func readFile(tb testing.TB, name string) string {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// largeProgram returns a program of about so many lines, which does in each function what a server does.
func largeProgram(lines int) string {
	var s strings.Builder
	s.WriteString("package main\n\nimport (\n\t\"context\"\n\t\"net/http\"\n\t\"sync\"\n\t\"time\"\n\n\t\"golang.org/x/sync/errgroup\"\n)\n\nfunc main() { http.Handle(\"/\", nil) }\n")
	for i := 0; i*25 < lines; i++ {
		fmt.Fprintf(&s, `
type server%[1]d struct {
	mu    sync.Mutex
	peers map[string]chan int
}

func (s *server%[1]d) serve(ctx context.Context, in <-chan int) error {
	g, ctx := errgroup.WithContext(ctx)
	for name, c := range s.peers {
		g.Go(func() error {
			s.mu.Lock()
			defer s.mu.Unlock()
			select {
			case v := <-in:
				c <- v + len(name)
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
			return nil
		})
	}
	return g.Wait()
}
`, i)
	}
	return s.String()
}

// BenchmarkNative runs the benchmarks of the primitives as they are and rewritten, without an execution in progress, turn by turn, and reports
// what the shims cost: the geometric mean of the ratios. It is run with -benchtime 1x; -v names each ratio.
func BenchmarkNative(b *testing.B) {
	root, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	m := &module{t: b, dir: root, env: append(os.Environ(), "GOFLAGS=")}
	for b.Loop() {
		sum, n := 0.0, 0
		for _, pkg := range strings.Fields(m.goRun("list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}", "./prims/...")) {
			for name, ratio := range m.ratios(pkg) {
				b.Logf("%s %s: %.2f", pkg, name, ratio)
				sum += math.Log(ratio)
				n++
			}
		}
		if n == 0 {
			b.Fatal("no benchmarks")
		}
		b.ReportMetric(math.Exp(sum/float64(n)), "x-stock")
		b.ReportMetric(float64(n), "benchmarks")
	}
}

// ratios returns for each benchmark of a package how many times longer it takes rewritten.
func (m *module) ratios(pkg string) map[string]float64 {
	m.t.Helper()
	stock, controlled := filepath.Join(m.t.TempDir(), "stock"), filepath.Join(m.t.TempDir(), "controlled")
	m.goRun("test", "-c", "-o", stock, pkg)
	if err := m.prepare().Run(context.Background(), "test", "-c", "-o", controlled, pkg); err != nil {
		m.t.Fatal(err)
	}
	best := map[string]map[string]float64{stock: {}, controlled: {}}
	for range 12 {
		for exe, times := range best {
			for name, ns := range runBenchmarks(m.t, exe) {
				if old, ok := times[name]; !ok || ns < old {
					times[name] = ns
				}
			}
		}
	}
	ratios := map[string]float64{}
	for name, ns := range best[stock] {
		ratios[name] = best[controlled][name] / ns
	}
	return ratios
}

var benchmarkLine = regexp.MustCompile(`(?m)^(Benchmark\S+)\s+\d+\s+([0-9.]+) ns/op`)

func runBenchmarks(tb testing.TB, exe string) map[string]float64 {
	tb.Helper()
	cmd := exec.Command(exe, "-test.run=^$", "-test.bench=.", "-test.skip=Controlled", "-test.benchtime=10ms")
	cmd.Dir = tb.TempDir()
	out, err := cmd.Output()
	if err != nil {
		tb.Fatalf("%s: %v\n%s", exe, err, out)
	}
	times := map[string]float64{}
	for _, match := range benchmarkLine.FindAllStringSubmatch(string(out), -1) {
		times[match[1]], _ = strconv.ParseFloat(match[2], 64)
	}
	return times
}
