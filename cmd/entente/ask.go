package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"entente/graph/analysis"
	"entente/schema"
)

// ask runs a GraphQL query in-process, exactly as the server does. With asJSON
// it prints the answer as GraphQL gives it; else it reads the data into answer
// and calls show.
func ask(ctx context.Context, store *storeOptions, io stdio, query string, vars map[string]any, asJSON bool, answer any, show func()) error {
	service, s, err := store.service(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	defer service.Close()

	resp, err := execute(ctx, service, io, query, vars)
	if err != nil {
		return err
	}
	if asJSON {
		var b bytes.Buffer
		if err := json.Indent(&b, resp.Body, "", "  "); err != nil {
			return fmt.Errorf("the answer is not JSON: %w", err)
		}
		b.WriteByte('\n')
		if _, err := b.WriteTo(io.out); err != nil {
			return fmt.Errorf("write the answer: %w", err)
		}
	}
	if len(resp.Errors) > 0 {
		return answerError(resp.Errors[0])
	}
	if asJSON {
		return nil
	}
	var body struct{ Data json.RawMessage }
	if err := json.Unmarshal(resp.Body, &body); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if err := json.Unmarshal(body.Data, answer); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	show()
	return nil
}

func execute(ctx context.Context, service *analysis.Service, io stdio, query string, vars map[string]any) (*schema.Response, error) {
	x, err := schema.New(service, schema.Options{Logger: slog.New(slog.NewTextHandler(io.err, nil)), Limits: generous()})
	if err != nil {
		return nil, err
	}
	values, err := asJSONValues(vars)
	if err != nil {
		return nil, err
	}
	return x.Execute(ctx, schema.Request{Query: query, Variables: values}), nil
}

// asJSONValues gives variables the form they have when they come over HTTP.
func asJSONValues(vars map[string]any) (map[string]any, error) {
	raw, err := json.Marshal(vars)
	if err != nil {
		return nil, fmt.Errorf("write the query's variables: %w", err)
	}
	out := map[string]any{}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("read the query's variables: %w", err)
	}
	return out, nil
}

// generous gives the limits of the command line: at one's own terminal a
// question may be long and take its time.
func generous() schema.Limits {
	var l schema.Limits
	for _, d := range schema.LimitTable() {
		switch d.Name {
		case "query-timeout", "max-cost", "max-list", "max-tokens":
			d.Set(&l, d.Max)
		}
	}
	return l
}

// answerError makes the error of a command from the first error of an answer,
// with the candidates for a name that was not understood.
func answerError(e schema.Error) error {
	code := exitFailed
	text := e.Message
	switch e.Code {
	case schema.UnknownName, schema.AmbiguousName:
		code = exitName
		text += candidateLines(e)
	case schema.BadRequest, schema.TooComplex:
		code = exitUsage
	}
	return &exitError{code, errors.New(text)}
}

func candidateLines(e schema.Error) string {
	text := ""
	for _, c := range e.Candidates {
		text += fmt.Sprintf("\n  %s (%s)", c.Name, c.ID)
		if c.Why != "" {
			text += ": " + c.Why
		}
	}
	return text
}
