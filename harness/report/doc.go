// Package report writes counterexamples down: as text for a terminal, as one line, and as a JSON event.
//
// A report answers four questions for somebody who sees nothing else: what went wrong and where; which switch between tasks mattered;
// what would mend it; how to see it again. Its skeleton is the same for all verdicts: one sentence; the smallest case; the interleaving,
// one column a task; why it is wrong; for calls that wait for ever the wake-up that they missed; what would help; how to replay.
//
// # Terms
//
// A row is one line of the interleaving: a call, a step, a return, a preemption or an event. A place is a line of the user's code: the
// innermost frame of a stack that belongs neither to the harness nor to the standard library. A part is what is called outside of the
// tasks: prefix, epilogue, rescues.
//
// What can't be known from the trace is left out rather than guessed.
//
// Everything here is a pure function of its arguments: there is no clock, no look at the terminal, and source files are read through a
// function that the caller gives. Addresses never appear, so that equal executions have equal reports.
package report
