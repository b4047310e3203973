package suite

import "testing"

func TestFirstFailure(t *testing.T) {
	for _, test := range []struct{ name, output, want string }{
		{"plain", "--- FAIL: TestX (0.00s)\n    x_test.go:3: one\n    x_test.go:4: two\n", "x_test.go:3: one"},
		{"subtest", "--- FAIL: TestX (0.00s)\n    --- FAIL: TestX/a (0.00s)\n        x_test.go:3: inner\n    --- FAIL: TestX/b (0.00s)\n        x_test.go:4: other\n", "x_test.go:3: inner"},
		{"own printing first", "    y.go:1: mine\n--- FAIL: TestX (0.00s)\n    x_test.go:3: one\n", "x_test.go:3: one"},
		{"verbose", "=== RUN   TestX\n    x_test.go:2: log\n=== RUN   TestX/a\n    x_test.go:3: inner\n=== NAME  TestX\n--- FAIL: TestX (0.00s)\n    --- FAIL: TestX/a (0.00s)\n", "x_test.go:3: inner"},
		{"silent", "--- FAIL: TestX (0.00s)\n", "TestX failed without saying why"},
		{"nothing", "", "the test failed without saying why"},
	} {
		if got := firstFailure(test.output); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSaysMore(t *testing.T) {
	const said = "x_test.go:3: one"
	for output, want := range map[string]bool{
		"--- FAIL: TestX (0.00s)\n    x_test.go:3: one\nFAIL\n":                 false,
		"--- FAIL: TestX (0.00s)\n    x_test.go:3: one\n    x_test.go:4: two\n": true,
		"hello\n": true,
		"":        false,
	} {
		if got := saysMore(output, said); got != want {
			t.Errorf("%q: %v", output, got)
		}
	}
}
