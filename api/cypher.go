package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"entente/schema"
)

// CypherResult is the answer to a reader's own Cypher query: columns, rows, and
// whether there were more rows than may be given.
type CypherResult struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
	More    bool     `json:"more"`
}

// cypherCost is what a query of Cypher costs its client: nobody knows what it
// asks of the database.
const cypherCost = 20_000

// cypher answers POST /cypher: the body is that of /graphql, the query being
// Cypher and the variables its parameters.
func (a *API) cypherQuery(c *gin.Context) {
	if a.clients != nil {
		if wait, ok := a.clients.spend(client(c.Request, a.trusted), cypherCost); !ok {
			a.spent(c, wait)
			return
		}
	}
	var buf bytes.Buffer
	var b bodyOfRequest
	bad := a.readBody(c, &buf)
	if bad == nil {
		bad = parseBody(buf.Bytes(), &b)
	}
	if bad == nil && (b.Query == nil || *b.Query == "") {
		bad = badRequest("The request has no query.")
	}
	if bad != nil {
		a.refuse(c, bad.status, bad.code, bad.message)
		return
	}
	if !a.enter(c.Request.Context()) {
		c.Header("Retry-After", "1")
		a.refuse(c, http.StatusServiceUnavailable, schema.Unavailable, "The server is busy. Come again in a second.")
		return
	}
	defer a.leave()
	result, err := a.cypher(c.Request.Context(), *b.Query, b.Variables)
	var known *schema.Error
	switch {
	case err == nil:
	case errors.As(err, &known):
		status := http.StatusBadRequest
		if known.Code != schema.BadRequest {
			status = http.StatusServiceUnavailable
		}
		a.refuse(c, status, known.Code, known.Message)
		return
	default:
		id := schema.RequestID(c.Request.Context())
		a.log.Error("cypher", "error", err, "request", id)
		a.refuse(c, http.StatusInternalServerError, schema.Internal, "Internal error; its number is "+id+".")
		return
	}
	body, err := json.Marshal(result)
	if err != nil {
		a.log.Error("cypher", "error", err, "request", schema.RequestID(c.Request.Context()))
		a.refuse(c, http.StatusInternalServerError, schema.Internal, "The answer cannot be written as JSON.")
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/json; charset=utf-8", body)
}
