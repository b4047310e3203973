// Package tests is what the rewritten package testing calls in a twin of check test: the server that makes one execution of one test at a
// time, as the supervisor in another process asks for them, and the messages that the two exchange.
//
// It is linked into the user's test binary, below package testing. So it imports only the scheduler and a few small packages of the
// standard library, none of them rewritten, and nothing that the module under test may require in another version. All that needs more
// (the search, shrinking, reports) stays in the supervisor.
package tests
