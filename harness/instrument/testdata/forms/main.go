// Command forms prints what every form of every rewritten construct does. Rewritten, it must print the same.
package main

import (
	"fmt"

	"example.com/forms/generic"
	"example.com/forms/gostmt"
	"example.com/forms/names"
	"example.com/forms/nesting"
	"example.com/forms/order"
	"example.com/forms/ranges"
	"example.com/forms/receive"
	"example.com/forms/selects"
	"example.com/forms/send"
)

func main() {
	for _, topic := range []struct {
		name string
		run  func()
	}{
		{"send", send.Run},
		{"receive", receive.Run},
		{"range", ranges.Run},
		{"select", selects.Run},
		{"go", gostmt.Run},
		{"names", names.Run},
		{"generic", generic.Run},
		{"nesting", nesting.Run},
		{"order", order.Run},
	} {
		fmt.Println("==", topic.name)
		topic.run()
	}
}
