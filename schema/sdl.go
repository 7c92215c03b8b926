package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"
)

// SDL prints the schema in GraphQL's own language: types by name, the fields in
// the order they are declared, each with its description. schema.graphql is
// this text.
func (x *Executor) SDL() string {
	var b strings.Builder
	names := make([]string, 0)
	for name := range x.schema.TypeMap() {
		if !strings.HasPrefix(name, "__") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	b.WriteString("# The GraphQL schema of Entente, printed from the code.\n")
	for _, name := range names {
		p := sdlPrinter{&b, x.build, name}
		switch t := x.schema.TypeMap()[name].(type) {
		case *graphql.Scalar:
			switch t {
			case graphql.Int, graphql.Float, graphql.String, graphql.Boolean, graphql.ID:
				continue
			}
			p.head(t, "scalar "+name)
			b.WriteByte('\n')
		case *graphql.Enum:
			p.head(t, "enum "+name+" {\n")
			docs := map[string]string{}
			for _, v := range t.Values() {
				docs[v.Name] = v.Description
			}
			for _, v := range p.build.order[name] {
				p.doc("  ", docs[v])
				fmt.Fprintf(&b, "  %s\n", v)
			}
			b.WriteString("}\n")
		case *graphql.InputObject:
			p.head(t, "input "+name+" {\n")
			for _, n := range p.build.order[name] {
				f := t.Fields()[n]
				p.doc("  ", f.Description())
				fmt.Fprintf(&b, "  %s: %v%s\n", n, f.Type, p.def(f.DefaultValue, f.Type))
			}
			b.WriteString("}\n")
		case *graphql.Interface:
			p.head(t, "interface "+name+" {\n")
			p.fields(t.Fields())
		case *graphql.Object:
			head := "type " + name
			var ifaces []string
			for _, i := range t.Interfaces() {
				ifaces = append(ifaces, i.Name())
			}
			if len(ifaces) > 0 {
				head += " implements " + strings.Join(ifaces, " & ")
			}
			p.head(t, head+" {\n")
			p.fields(t.Fields())
		}
	}
	return b.String()
}

type sdlPrinter struct {
	*strings.Builder
	build *builder
	name  string
}

func (p sdlPrinter) head(t graphql.Type, text string) {
	p.WriteByte('\n')
	p.doc("", t.Description())
	p.WriteString(text)
}

// doc writes a description: one line where it fits.
func (p sdlPrinter) doc(indent, text string) {
	if text == "" {
		return
	}
	text = strings.ReplaceAll(text, `"""`, `\"""`)
	if strings.HasSuffix(text, `"`) || strings.Contains(text, "\n") {
		fmt.Fprintf(p, "%s\"\"\"\n%s%s\n%s\"\"\"\n", indent, indent, strings.ReplaceAll(text, "\n", "\n"+indent), indent)
		return
	}
	fmt.Fprintf(p, "%s\"\"\"%s\"\"\"\n", indent, text)
}

func (p sdlPrinter) fields(fs graphql.FieldDefinitionMap) {
	for _, n := range p.build.order[p.name] {
		f := fs[n]
		p.doc("  ", f.Description)
		p.WriteString("  " + n)
		byName := map[string]*graphql.Argument{}
		for _, a := range f.Args {
			byName[a.Name()] = a
		}
		for i, an := range p.build.order[p.name+"."+n] {
			a := byName[an]
			if i == 0 {
				p.WriteString("(\n")
			}
			p.doc("    ", a.Description())
			fmt.Fprintf(p, "    %s: %v%s\n", an, a.Type, p.def(a.DefaultValue, a.Type))
		}
		if len(f.Args) > 0 {
			p.WriteString("  )")
		}
		fmt.Fprintf(p, ": %v\n", f.Type)
	}
	p.WriteString("}\n")
}

// def writes a default value behind an equals sign.
func (p sdlPrinter) def(v any, t graphql.Input) string {
	if v == nil {
		return ""
	}
	return " = " + defaultText(v, t)
}

// defaultText spells a default value in GraphQL.
func defaultText(v any, t graphql.Input) string {
	s, ok := v.(string)
	if !ok {
		return fmt.Sprint(v)
	}
	if e, ok := t.(*graphql.Enum); ok {
		for _, w := range e.Values() {
			if w.Value == v {
				return w.Name
			}
		}
	}
	return strconv.Quote(s)
}

// defaultValue resolves __InputValue.defaultValue. The library spells an enum's
// default as text, which clients then drop.
func defaultValue(p graphql.ResolveParams) (any, error) {
	switch in := p.Source.(type) {
	case *graphql.Argument:
		if in.DefaultValue != nil {
			return defaultText(in.DefaultValue, in.Type), nil
		}
	case *graphql.InputObjectField:
		if in.DefaultValue != nil {
			return defaultText(in.DefaultValue, in.Type), nil
		}
	}
	return nil, nil
}
