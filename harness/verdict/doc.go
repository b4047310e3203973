// Package verdict judges histories: is there one order of the calls that the
// model allows, in which every call that was stuck is rightly waiting?
//
// # Terms
//
// A linearization gives each call one moment between its beginning and its end
// at which it takes effect. A call that waits has more than one: it enters, and
// later it is granted or its cancellation strikes. These moments are its
// phases. A history is legal if its phases have an order that respects the
// stamps and that the model allows with the results that were observed. All
// calls, the stuck ones included, and all quiescences have their place in one
// and the same order: a joint witness.
//
// # Judges
//
// Judge.Check is the fast one: a depth-first search over sets of phases that
// fit into one machine word, with a memory of the configurations from which it
// failed. Judge.Confirm asks porcupine the same question in another encoding,
// always in two phases; it is the judge of record, and the tests hold the fast
// one against it and against an enumeration of all orders.
//
// Judge.CheckLong judges histories of any length, recorded by anybody (see Read):
// by the monitors of package monitor where the object is known, and else by the
// search of Check made along the history. It never says more than is certain either.
//
// An answer is only given if it is certain. A history that is too long or a
// search that spends its budget gives Unknown, which is neither a pass nor a
// violation.
package verdict
