// Package campaign is the search: it draws scenarios, runs each under several schedules, has every history judged, and shrinks
// the first violation to a counterexample.
//
// A campaign is cut into shares. A share is a fixed part of the work that depends on the seed and its own number only, so that the
// outcome of a campaign is the same however many processes work on it: the violation with the smallest (share, index) is the one
// that counts.
package campaign
