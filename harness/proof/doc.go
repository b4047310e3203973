// Package proof holds Tenter against programs that none of its authors wrote and that every Go machine has: those of the Go distribution. They
// are read from GOROOT when they are needed; nothing of them is kept here.
//
//   - The kernels of runtime/testdata/testgoroutineleakprofile/goker are blocking bugs of well-known projects, cut down by others. Each must be
//     found, and the report must name the goroutine and the wait at which Go's own list of leaks expects it; where the fix is small, the
//     fixed kernel must not be accused.
//   - The programs of test/chan must end under control as they do natively.
//   - Random small programs must have no outcome natively that control cannot produce; and those that are tiny must have, explored to the end,
//     just the outcomes that an independent interpreter computes.
//
// Programs are run as a user's are: by go test in a module of their own that requires this one.
package proof
