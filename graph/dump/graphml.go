package dump

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"entente/graph"
)

// WriteGraphML writes the graph as GraphML, for tools that draw. Nodes are n0,
// n1, … and edges e0, e1, … in canonical order; their kind is the data label,
// their id the data id. A property that has several types in different kinds
// has a key for each. Dates are text; a list of text is the text of a JSON
// array. XML cannot hold control characters: U+FFFD stands for each.
func WriteGraphML(ctx context.Context, r graph.Reader, out io.Writer, o Options) (Manifest, error) {
	w, err := collect(ctx, r, o)
	if err != nil {
		return Manifest{}, err
	}
	m := w.manifest()
	sum := sha256.New()
	x := &graphmlExport{out: bufio.NewWriterSize(io.MultiWriter(out, sum), 1<<18)}
	if err := x.write(ctx, w, o.schema(), m); err != nil {
		return m, err
	}
	if err := x.out.Flush(); err != nil {
		return m, fmt.Errorf("write the export: %w", err)
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return m, nil
}

// property is what a GraphML key stands for.
type property struct {
	name string
	typ  string // of GraphML
}

type graphmlExport struct {
	out *bufio.Writer
	b   bytes.Buffer
}

func (x *graphmlExport) write(ctx context.Context, w *whole, schema *graph.Schema, m Manifest) error {
	nodeTypes := make([]map[string]graph.ValueType, 0, len(m.Nodes))
	for k := range m.Nodes {
		nodeTypes = append(nodeTypes, schema.Kinds[k])
	}
	edgeTypes := make([]map[string]graph.ValueType, 0, len(m.Edges))
	for k := range m.Edges {
		edgeTypes = append(edgeTypes, schema.Relations[k].Props)
	}
	x.b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
		`xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	nodeKeys := x.keys("node", "np", nodeTypes, []property{{"label", "string"}, {"id", "string"}})
	edgeKeys := x.keys("edge", "ep", edgeTypes, []property{{"label", "string"}, {"id", "string"}, {"source", "string"}})
	x.b.WriteString(`<graph id="entente" edgedefault="directed">` + "\n")
	for i := range w.nodes {
		n := &w.nodes[i]
		fmt.Fprintf(&x.b, `<node id="n%d">`, i)
		x.data("node-label", string(n.Kind))
		x.data("node-id", n.ID)
		x.props(nodeKeys, n.Props)
		x.b.WriteString("</node>\n")
		if err := x.flush(ctx, i); err != nil {
			return err
		}
	}
	r := newReader()
	for i := range w.edges {
		e, err := w.edge(&w.edges[i], r)
		if err != nil {
			return err
		}
		fmt.Fprintf(&x.b, `<edge id="e%d" source="n%d" target="n%d">`, i, w.edges[i].from, w.edges[i].to)
		x.data("edge-label", string(e.Kind))
		if e.ID != "" {
			x.data("edge-id", e.ID)
		}
		x.data("edge-source", e.Source)
		x.props(edgeKeys, e.Props)
		x.b.WriteString("</edge>\n")
		if err := x.flush(ctx, i); err != nil {
			return err
		}
	}
	x.b.WriteString("</graph>\n</graphml>\n")
	return x.flush(ctx, 0)
}

// keys declares the properties and gives their ids.
func (x *graphmlExport) keys(domain, prefix string, types []map[string]graph.ValueType, own []property) map[property]string {
	for _, p := range own {
		fmt.Fprintf(&x.b, `<key id="%s-%s" for="%s" attr.name="%s" attr.type="%s"/>`+"\n", domain, p.name, domain, p.name, p.typ)
	}
	ids := map[property]string{}
	for _, t := range types {
		for name, typ := range t {
			ids[property{name, graphmlType(typ)}] = ""
		}
	}
	sorted := slices.SortedFunc(maps.Keys(ids), func(a, b property) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.typ, b.typ))
	})
	for i, p := range sorted {
		ids[p] = prefix + strconv.Itoa(i)
		fmt.Fprintf(&x.b, `<key id="%s" for="%s" attr.name="`, ids[p], domain)
		xml.EscapeText(&x.b, []byte(p.name))
		fmt.Fprintf(&x.b, `" attr.type="%s"/>`+"\n", p.typ)
	}
	return ids
}

func graphmlType(t graph.ValueType) string {
	switch t {
	case graph.Int:
		return "long"
	case graph.Float:
		return "double"
	case graph.Bool:
		return "boolean"
	}
	return "string"
}

func (x *graphmlExport) props(keys map[property]string, ps graph.Props) {
	for _, p := range ps {
		id := keys[property{p.Name, graphmlType(graph.TypeOf(p.Value))}]
		switch v := p.Value.(type) {
		case string:
			x.data(id, v)
		case int64:
			x.data(id, strconv.FormatInt(v, 10))
		case float64:
			x.data(id, string(appendFloat(nil, v)))
		case bool:
			x.data(id, strconv.FormatBool(v))
		case graph.Date:
			x.data(id, v.String())
		case []string:
			x.data(id, string(appendList(nil, v)))
		}
	}
}

func (x *graphmlExport) data(key, text string) {
	x.b.WriteString(`<data key="` + key + `">`)
	xml.EscapeText(&x.b, []byte(text)) // a bytes.Buffer takes everything
	x.b.WriteString(`</data>`)
}

func (x *graphmlExport) flush(ctx context.Context, i int) error {
	if i%pause == 0 && ctx.Err() != nil {
		return ctx.Err()
	}
	_, err := x.out.Write(x.b.Bytes())
	x.b.Reset()
	if err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}
