// Package suite runs the tests of any package under explored schedules, unchanged: it builds the package's test binary as a twin, has it
// make executions of one test after another, and searches, shrinks and reports in this process.
//
// The terms it uses:
//   - a twin is a test binary in which package testing is rewritten too, so that it makes one execution of one test at a time on request
//     (see package shim/tests); only leaf packages of the harness are linked into it;
//   - a process is a running twin; one that dies or hangs over an execution is replaced, and its end is that execution's verdict;
//   - a process is fresh until it has made an execution. What a test leaves behind in package-level variables is found by the next
//     execution of the same process, so that a violation counts only if it shows itself in a fresh process too.
package suite
