package api

import (
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

// cypher answers POST /cypher: the body is that of /graphql, the query being
// Cypher and the variables its parameters.
func (a *API) cypherQuery(c *gin.Context) {
	req, bad := a.readBody(c)
	if bad != nil {
		a.refuse(c, bad.status, bad.code, bad.message)
		return
	}
	result, err := a.cypher(c.Request.Context(), req.Query, req.Variables)
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
		a.log.Error("cypher", "error", err)
		a.refuse(c, http.StatusInternalServerError, schema.Internal, "The answer cannot be written as JSON.")
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/json; charset=utf-8", body)
}
