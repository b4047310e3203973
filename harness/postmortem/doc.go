// Package postmortem is what a process that runs foreign code and a process that watches it need in common, so that the death of the
// first one is no loss to the second.
//
// The terms it uses:
//   - the subject's process makes executions; its parent, the watcher, outlives it;
//   - the journal is memory shared by both, in which the subject's process writes which execution it is about to make and, where that is
//     wanted, each decision of it. It stays as it was when that process ended;
//   - the cause is one phrase for why a process ended, and two deaths are the same if their causes are equal;
//   - the excerpt is the part of a process's last words that tells most.
package postmortem
