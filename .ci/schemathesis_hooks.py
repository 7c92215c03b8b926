"""What an answer to a generated request must be. A generated name is an unknown
name, which is an error by design, so errors are looked at, not counted."""

import schemathesis

CODES = {
    "UNKNOWN_NAME", "AMBIGUOUS_NAME", "BAD_REQUEST", "NOT_FOUND", "TOO_COMPLEX",
    "TIMEOUT", "UNAVAILABLE", "UNAUTHENTICATED", "FORBIDDEN",
}
INSIDE = ("goroutine", ".go:", "runtime error", "SELECT ", "MATCH (", "bolt://", "neo4j://", "sqlite", "panic")


@schemathesis.check
def graphql_answer(ctx, response, case):
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    assert "data" in answer or "errors" in answer, "neither data nor errors"
    for error in answer.get("errors", []):
        code = error["extensions"]["code"]
        assert code in CODES, f"the code {code}: {error['message']}"
        # A message may quote what was asked.
        found = [word for word in INSIDE if word in error["message"] and word not in str(case.body)]
        assert not found, f"the message tells what is inside: {found}"
