package instrument

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func (m *module) read(name string) string {
	m.t.Helper()
	data, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(name)))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(data)
}

func walkFiles(root fs.FS, visit func(name string, data []byte)) error {
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		visit(name, data)
		return err
	})
}

// TestGuard takes the marker away behind the driver's back: the build must fail and name the packages.
func TestGuard(t *testing.T) {
	m := newModule(t, app)
	b := m.prepare()
	for flag, want := range map[string]string{
		"-gcflags=./p=-N":                 "packages not under control: example.com/app/p —",
		"-gcflags=context=-N":             "packages not under control: context —",
		"-gcflags=./p=-tenter=1234567890": "do not set it by hand",
	} {
		if strings.Contains(flag, "context") {
			m.write("ctx.go", "package main\n\nimport _ \"context\"\n")
		}
		err := b.Run(context.Background(), "build", flag, "-o", filepath.Join(t.TempDir(), "x"), ".")
		var failed *CommandError
		if !errors.As(err, &failed) || !strings.Contains(failed.Output, want) {
			t.Errorf("%s: error %v, want %q in it", flag, err, want)
		}
	}
}

// TestCompileErrors expects the compiler's message about the user's file, as the stock build gives it.
func TestCompileErrors(t *testing.T) {
	for name, body := range map[string]string{
		"type":      "func F(c chan int) {\n\tc <- 1; c <- \"x\"\n}",
		"unused":    "func F(c chan int) {\n\n\tselect {\n\tcase v := <-c:\n\t}\n}",
		"syntax":    "func F(c chan int) {\n\tselect {\n\tcase <-c {\n\t}\n}",
		"direction": "func F(c <-chan int) {\n\tgo func() { c <- 1 }()\n}",
		"import":    "import \"sync\"\n\nfunc F() {}",
		"swapped":   "import \"sync\"\n\nvar mu sync.Mutex = 3",
	} {
		t.Run(name, func(t *testing.T) {
			m := newModule(t, "-- go.mod --\nmodule m\n\ngo 1.26\n-- f.go --\npackage m\n\n"+body+"\n")
			err := m.prepare().Run(context.Background(), "build", ".")
			var failed *CommandError
			if !errors.As(err, &failed) {
				t.Fatalf("error %v, want a *CommandError", err)
			}
			cmd := m.prepare().Command(context.Background(), "build")
			cmd.Args = []string{"go", "build", "."}
			stock, err := cmd.CombinedOutput()
			if err == nil {
				t.Fatal("the stock build accepts it")
			}
			if failed.Output != string(stock) {
				t.Errorf("message:\n%s\nwant:\n%s", failed.Output, stock)
			}
		})
	}
}

// TestPanicPositions compares the lines of a stack with the source.
func TestPanicPositions(t *testing.T) {
	m := newModule(t, `
-- go.mod --
module m

go 1.26
-- main.go --
package main

func main() {
	c := make(chan int, 1)
	select {
	case <-c:

	case c <- func() int {
		return 1
	}():
		close(c)
		c <-
			2
	}
}
`)
	got := runProgram(t, m.dir, m.build(m.prepare()))
	if want := filepath.Join(m.dir, "main.go") + ":12"; got.Exit != 2 || !strings.Contains(got.Output, want) {
		t.Errorf("exit %d, output without %q:\n%s", got.Exit, want, got.Output)
	}
}

func TestErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	old := oldGo(t)
	m := newModule(t, app)
	for _, test := range []struct {
		name  string
		env   string
		flags []string
		want  error
		text  string
	}{
		{"no go command", "PATH=" + t.TempDir(), nil, ErrNoToolchain, "add its bin folder to PATH"},
		{"old go command", "PATH=" + old, nil, ErrOldToolchain, "tenter needs go1.26"},
		{"cache is a file", "TENTER_CACHE=" + file, nil, ErrCache, "set TENTER_CACHE"},
		{"toolexec", "", []string{"-toolexec=time"}, ErrToolexec, `"-toolexec=time"`},
		{"toolexec in GOFLAGS", "GOFLAGS=-toolexec=time", nil, ErrToolexec, `"-toolexec=time"`},
		{"gccgo", "", []string{"-compiler", "gccgo"}, ErrFlags, `"-compiler=gccgo"`},
		{"no flag", "", []string{"-race", "./..."}, ErrFlags, `"./..." is not a flag`},
		{"no value", "", []string{"-tags"}, ErrFlags, `"-tags" needs a value`},
		{"bad GOFLAGS", "GOFLAGS='-tags=x", nil, nil, "GOFLAGS"},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := m.config(test.flags...)
			if test.env != "" {
				cfg.Env = append(cfg.Env[:len(cfg.Env):len(cfg.Env)], test.env)
			}
			_, err := Prepare(t.Context(), cfg)
			if err == nil || test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("error %v, want %v with %q in it", err, test.want, test.text)
			}
		})
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		t.Run("unwritable cache", func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			cfg := m.config()
			cfg.Env = append(cfg.Env, "TENTER_CACHE="+dir)
			if _, err := Prepare(t.Context(), cfg); !errors.Is(err, ErrCache) {
				t.Errorf("error %v, want %v", err, ErrCache)
			}
		})
	}
}

// oldGo returns a folder with a go command that says that it is an old one.
func oldGo(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell script")
	}
	dir := t.TempDir()
	script := "#!/bin/sh\necho '{\"GOVERSION\": \"go1.22.3\", \"GOROOT\": \"/opt/go\"}'\n"
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}
