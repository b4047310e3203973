// Package exec makes executions: it runs a scenario on a fresh object under the controlled scheduler and notes what the callers saw.
//
// An execution goes through phases, each of which ends at a quiescence, the moment at which nothing can run:
//
//  1. the constructor and the prefix, in one task;
//  2. the tasks of the scenario;
//  3. each operation of the epilogue, which probe the state that is left;
//  4. rescues: while calls are stuck, operations that by the model must free some of them;
//  5. if all calls have returned, Subject.Finally, which lets go what they have left running;
//  6. the drain: background tasks run until they have ended or wait, and all timers fire.
//
// A call that is pending at a quiescence is stuck there; the history says so, and the model decides whether rightly.
package exec
