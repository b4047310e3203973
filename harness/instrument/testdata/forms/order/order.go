package order

import "fmt"

func say(s string) string { fmt.Print(s, " "); return s }

func ch(s string) chan string {
	say("ch-" + s)
	c := make(chan string, 1)
	return c
}

func full(s string) chan string {
	c := ch(s)
	c <- s
	return c
}

// Run prints the order in which operands are evaluated.
func Run() {
	ch("a") <- say("b")
	m := map[string]string{}
	m[<-full("key")] = <-full("value")
	m[say("x")], m[say("y")] = <-full("p"), <-full("q")
	fmt.Println(len(m))
	var nothing chan string
	none := func(s string) chan string { say(s); return nothing }
	target := func(s string) map[string]string { say(s); return m }
	select {
	case target("t1")[say("k1")] = <-none("r1"):
	case none("s1") <- say("v1"):
	case target("t2")[say("k2")] = <-full("r2"):
	case none("s2") <- say("v2"):
	}
	fmt.Println(m["k2"])
	fmt.Println(say("1"), <-full("2"), say("3"), <-full("4"))
	for target("loop")[say("k")] = range closedAfter(say("v")) {
		fmt.Print("body ")
	}
	fmt.Println()
}

func closedAfter(s string) chan string {
	c := make(chan string, 1)
	c <- s
	close(c)
	return c
}
