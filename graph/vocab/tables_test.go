package vocab

import (
	"testing"

	"entente/graph"
)

// A withdrawn record keeps its properties under one relation, so a name must
// have one type throughout.
func TestOneTypePerPropertyName(t *testing.T) {
	types := map[string]graph.ValueType{}
	for _, r := range Relations {
		for name, d := range r.Props {
			if have, ok := types[name]; ok && have != d.Type {
				t.Errorf("%s.%s is %v, elsewhere %v", r.Kind, name, d.Type, have)
			}
			types[name] = d.Type
		}
	}
}
