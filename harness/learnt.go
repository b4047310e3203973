package harness

import (
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/models"
)

// Learnt returns a model with the operations of m that demands only what construct's objects do when one task alone calls them. With the constructor
// that is to be checked, a type is its own specification; with another, two implementations are compared. about says in reports whose behaviour it
// is. Package models says what it demands and gives up: [models.Model.LearntFrom].
func Learnt[X any](m *models.Model[X], about string, construct func() X) *models.Model[X] {
	return m.LearntFrom(about, construct, exec.Serially())
}
