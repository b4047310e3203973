package main

import (
	"go/types"
	"slices"
)

// triesLocks reports whether the package calls TryLock or TryRLock of package sync, or a method of that name whose
// owner an interface hides. The scheduler must know it of the whole program: where nobody can see that a lock is held,
// nothing is lost if a task goes on to give it back without letting others run first.
func (p *pkg) triesLocks() bool {
	for _, obj := range p.info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Name() != "TryLock" && fn.Name() != "TryRLock" {
			continue
		}
		recv := fn.Signature().Recv()
		if recv != nil && (types.IsInterface(recv.Type()) || p.isSync(fn.Pkg())) {
			return true
		}
	}
	return false
}

// isSync reports whether a package is sync, or what has taken its place.
func (p *pkg) isSync(of *types.Package) bool {
	return of != nil && slices.Contains([]string{"sync", p.cfg.Shim + "/sync"}, of.Path())
}
