// Package histories holds what the callers of an object saw: which operations
// they called, when each call began and ended, and what it gave back.
//
// An operation is one call with its response. A history is the operations of
// one execution in the order of their calls, together with its quiescences:
// the moments at which nothing could run, so that every call still pending
// then was stuck. A stamp is a reading of the one counter that an execution
// keeps: it goes up before each call and after each return, no two events
// share one, and it has nothing to do with a clock.
//
// The types here are plain values. They say nothing about which histories are
// right; that is for models (what an object may do) and for verdicts (whether
// a history is explained by a model).
package histories
