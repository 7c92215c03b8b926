package schema

import (
	"fmt"
	"sync"
	"testing"
)

// graphql-go fills tables at first use without a lock: names of enum values
// when a literal is checked, possible types when a fragment on an interface is
// met. An executor that many goroutines use from its first request on must have
// them all. The race detector is the judge.
func TestFirstUseByMany(t *testing.T) {
	for range 5 {
		x, err := New(&fake{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				q := fmt.Sprintf(`{ a%d: node(id: "country/RUS") { ... on Node { id } ... on Country { name } } `+
					`rollCalls(where: {body: [SECURITY_COUNCIL], kinds: [WHOLE], outcomes: [VETOED]}, first: 1) { totalCount } }`, i)
				if r := x.Execute(t.Context(), Request{Query: q}); !r.Executed {
					t.Errorf("%s: %s", q, r.Body)
				}
			})
		}
		wg.Wait()
	}
}
