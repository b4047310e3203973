package shim_test

import (
	"os/exec"
	"regexp"
	"slices"
	"testing"
)

// TestInlined asks the compiler which shims it can put into their callers: natively these cost a load and a branch, and what they stand for.
func TestInlined(t *testing.T) {
	const here = "github.com/tenter-go/tenter/harness/shim"
	out, err := exec.Command("go", "build", "-gcflags=-m", here, here+"/sync", here+"/atomic").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var can []string
	for _, m := range regexp.MustCompile(`can inline (\S+)`).FindAllStringSubmatch(string(out), -1) {
		can = append(can, m[1])
	}
	for _, name := range []string{
		"(*Mutex).Lock", "(*Mutex).Unlock", "(*Once).Do", "(*Int64).Add", "(*Int64).Load", "(*Int64).CompareAndSwap", "(*Bool).Load", "AddInt32",
		"CompareAndSwapInt64", "LoadPointer",
	} {
		if !slices.Contains(can, name) {
			t.Errorf("%s is not inlined", name)
		}
	}
}
