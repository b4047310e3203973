package main

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// findLimits records what the file does that the scheduler will not see, or could not bear.
func (f *file) findLimits() {
	if strings.HasSuffix(f.name, ".cgo1.go") {
		f.pkg.limitAt(f.tree.Package, "cgo")
	}
	f.findLinknames()
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			reason := refused(f.pkg.info.Uses[id])
			if strings.HasPrefix(reason, "testing/synctest.") && slices.Contains(f.pkg.cfg.Std, "testing/synctest") {
				reason = "" // its bubbles are under control
			}
			if reason != "" {
				f.pkg.limitAt(id.Pos(), reason)
			}
		}
		return true
	})
}

// refusedFuncs are functions, and methods as TYPE.METHOD, of packages that are not rewritten, which wait or wake behind the scheduler's back, let
// something run at times of their own, or decide by chance.
var refusedFuncs = map[string][]string{
	"hash/maphash":      {"Bytes", "Comparable", "MakeSeed", "Hash.Sum64", "String"},
	"net":               {"Dial", "DialTCP", "DialTimeout", "DialUDP", "DialUnix", "Dialer.Dial", "Dialer.DialContext", "Listen", "ListenConfig.Listen", "ListenPacket", "ListenTCP", "ListenUDP", "ListenUnix", "Pipe"},
	"net/http":          {"Client.Do", "Client.Get", "Client.Head", "Client.Post", "Client.PostForm", "Get", "Head", "ListenAndServe", "ListenAndServeTLS", "Post", "PostForm", "Serve", "ServeTLS", "Server.ListenAndServe", "Server.ListenAndServeTLS", "Server.Serve", "Server.ServeTLS"},
	"net/http/httptest": {"NewServer", "NewTLSServer", "NewUnstartedServer"},
	"os":                {"Pipe", "Process.Wait"},
	"os/exec":           {"Cmd.CombinedOutput", "Cmd.Output", "Cmd.Run", "Cmd.Start", "Cmd.Wait"},
	"os/signal":         {"Notify", "NotifyContext"},
	"reflect":           {"Value.MapRange", "Value.Seq", "Value.Seq2"},
	"runtime":           {"AddCleanup", "SetFinalizer"},
	"testing/synctest":  {"Run"},
	"weak":              {"Make"},
}

func refused(obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return ""
	}
	name := fn.Name()
	if fn.Signature().Recv() != nil {
		name = ownerName(fn) + "." + name
	}
	if slices.Contains(refusedFuncs[fn.Pkg().Path()], name) {
		return fn.Pkg().Path() + "." + name
	}
	return ""
}

// linkedPackages and linkedFuncs are targets of go:linkname that wait, wake or synchronize.
var (
	linkedPackages = []string{"sync.", "sync/atomic.", "internal/sync.", "internal/runtime/atomic.", "internal/synctest."}
	linkedFuncs    = []string{"sem", "Sem", "gopark", "goready", "chansend", "chanrecv", "closechan", "selectgo", "Sleep", "notify", "sync_", "newproc", "mcall", "procPin", "Gosched", "goyield", "canSpin", "doSpin"}
)

func (f *file) findLinknames() {
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			fields := strings.Fields(c.Text)
			if len(fields) == 3 && fields[0] == "//go:linkname" && synchronizes(fields[2]) {
				f.pkg.limitAt(c.Pos(), "linkname to "+fields[2])
			}
		}
	}
}

func synchronizes(target string) bool {
	within := func(p string) bool { return strings.HasPrefix(target, p) }
	if slices.ContainsFunc(linkedPackages, within) {
		return true
	}
	pkg, name, _ := strings.Cut(target, ".")
	return (pkg == "runtime" || pkg == "time") && slices.ContainsFunc(linkedFuncs, func(s string) bool { return strings.Contains(name, s) })
}
