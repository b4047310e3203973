package sched

import "testing"

func TestParseForeigner(t *testing.T) {
	for _, test := range []struct {
		name, block string
		want        foreigner
		own, ok     bool
	}{
		{"program", "goroutine 7 [chan receive, 2 minutes]:\ngithub.com/tenter-go/tenter/harness/shim.RecvCase[...].Recv2(0x0?)\n\t/x/shim/chan.go:101 +0x5a\n" +
			"example.com/corpus/items.init.0.func1()\n\t/x/items/globals.go:19 +0x3c\ncreated by github.com/tenter-go/tenter/harness/shim.Go in goroutine 1\n\t/x/shim/go.go:18 +0x1a",
			foreigner{"goroutine 7", "chan receive", "globals.go:19", ""}, true, true},
		{"standard", "goroutine 7 [IO wait]:\ninternal/poll.runtime_pollWait(0x7f, 0x72)\n\t/go/src/runtime/netpoll.go:351 +0x85\n" +
			"net/http.(*Server).Serve(0x1)\n\t/go/src/net/http/server.go:3400 +0x1\ncreated by net/http/httptest.(*Server).goServe in goroutine 1\n\t/go/src/net/http/httptest/server.go:318 +0x1",
			foreigner{"goroutine 7", "IO wait", "netpoll.go:351", "server.go:318"}, false, true},
		{"task", "goroutine 9 [coroutine]:\niter.Pull[...].func1()\n\t/go/src/iter/iter.go:301 +0xe5", foreigner{state: "coroutine"}, false, false},
		{"test", "goroutine 1 [chan receive]:\ntesting.(*T).Run(0x1)\n\t/go/src/testing/testing.go:1 +0x1\nmain.main()\n\t_testmain.go:47 +0x9b", foreigner{state: "chan receive"}, false, false},
	} {
		f, own, ok := parseForeigner(test.block)
		if ok != test.ok || own != test.own || f != test.want && ok {
			t.Errorf("%s: %+v, %t, %t", test.name, f, own, ok)
		}
	}
}
