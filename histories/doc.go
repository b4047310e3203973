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
// A History is for a few dozen calls. A Long is one of any length; Reader and
// Writer bring histories to files and back in a format of lines, and Open reads
// those of Jepsen, Knossos and of queue monitors as well. The folder testdata holds a corpus
// of histories, each with its verdict in its name.
//
// The types here are plain values. They say nothing about which histories are
// right; that is for models (what an object may do) and for verdicts (whether
// a history is explained by a model).
package histories
