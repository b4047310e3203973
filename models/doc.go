// Package models says what concurrent objects may do: it holds sequential
// specifications as pure values, in which blocking is part of the
// specification.
//
// # Terms
//
// A model has a state and operations. An operation either returns at once or
// waits; a waiting call is granted when it may go on, and the grant is what
// gives it its effect and its result. A call is stuck rightly if the model
// says that it waits. A call with a context or a time-out may be cut short:
// it then leaves the line, which may let others go.
//
// # Two tiers
//
// Guards, for nine cases in ten: an operation waits until a condition on the
// state holds, and then takes effect.
//
//	latch := models.New(2, // the state: how many opens are missing
//		models.Do("Open", (*Latch).Open, func(missing int) int { return max(0, missing-1) }),
//		models.Await("Wait", (*Latch).Wait, func(missing int) bool { return missing == 0 }),
//		models.Get("Missing", (*Latch).Missing, func(missing int) int { return missing }),
//	)
//
// It is exact wherever a waiting call does not change what other calls do. In
// which order the waiting calls go is an option of the model: any (the
// default: each as soon as its condition holds, and newcomers may overtake),
// HeadOfLine, or FIFO.
//
// Grants, for hand-over, generations and waits in several phases: an operation
// acts on a Turn. It may Return, or Block, and it may Grant to calls that wait.
//
//	rendezvous := models.Grants(models.None{}, nil,
//		models.Act("Send", send, func(t *models.Turn[models.None], v int) {
//			if w, ok := t.First("Receive"); ok {
//				t.Grant(w, v)
//				t.Return(nil)
//			} else {
//				t.Block()
//			}
//		}),
//		…
//	)
//
// # How a method is called
//
// The verbs (Do, Get, Await, Ask, Change, Update, Wait, Take, Act) say what an
// operation means. A Method says how it is called: Func, Ret, Err, Ctx, Within
// and their kin, each named after a signature. So one contract serves the
// plain, the context and the time-out form of an operation.
//
// # Cancellation
//
// A call whose context is cancelled at the stamp c may, where it ends as
// cancelled: have had no effect at all, if it returned after c; or have waited
// and left the line after c; or, if the model is Prompt, have been granted and
// have given back after c. A call that timed out made one honest try first: it
// must have been waiting at some moment. A context that was done before the
// call must be refused (LateContext relaxes that).
//
// # Purity
//
// All functions of a model must be pure, and a state is never changed in
// place: search runs them many times, in many orders, on states that it keeps.
// Appending to a slice is safe, since states that are slices are clipped;
// writing to an element or a map is not.
package models
