package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"entente/schema"
)

// Persisted is the documents a client may ask for by their SHA-256 alone, by
// that hash in lower-case hexadecimal.
type Persisted map[string]string

// ReadPersisted reads an allow-list: a JSON object from hash to document, a
// JSON list of documents, or the manifest that client tools write ({"operations":
// [{"id": hash, "body": document}]}). Each hash must be that of its document.
func ReadPersisted(r io.Reader) (Persisted, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxPersisted+1))
	if err != nil {
		return nil, fmt.Errorf("read the allow-list of documents: %w", err)
	}
	if len(text) > maxPersisted {
		return nil, fmt.Errorf("the allow-list of documents is longer than %d bytes", maxPersisted)
	}
	p := Persisted{}
	switch text = bytes.TrimSpace(text); {
	case len(text) > 0 && text[0] == '[':
		var list []string
		if err := decode(text, &list); err != nil {
			return nil, fmt.Errorf("the allow-list of documents is no JSON list of texts: %w", err)
		}
		for _, q := range list {
			p[hashOf(q)] = q
		}
		return p, nil
	default:
		var fields map[string]json.RawMessage
		if err := decode(text, &fields); err != nil {
			return nil, fmt.Errorf("the allow-list of documents is no JSON object or list: %w", err)
		}
		byHash := map[string]string{}
		if raw, ok := fields["operations"]; ok {
			var ops []struct{ ID, Body string }
			if err := json.Unmarshal(raw, &ops); err != nil {
				return nil, fmt.Errorf("the manifest's operations are no list of id and body: %w", err)
			}
			for _, o := range ops {
				byHash[o.ID] = o.Body
			}
		} else if err := decode(text, &byHash); err != nil {
			return nil, fmt.Errorf("the allow-list of documents must lead from hash to document: %w", err)
		}
		for id, q := range byHash {
			h := normalHash(id)
			if h != hashOf(q) {
				return nil, fmt.Errorf("the allow-list of documents: %q is not the SHA-256 of its document, which is %s", id, hashOf(q))
			}
			p[h] = q
		}
		return p, nil
	}
}

// maxPersisted bounds the file of an allow-list.
const maxPersisted = 16 << 20

func hashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

func normalHash(id string) string {
	return strings.ToLower(strings.TrimPrefix(id, "sha256:"))
}

// document finds the document a request means: its own, or one of the
// allow-list by documentId ("sha256:…") or by extensions.persistedQuery.
func (a *API) document(b *bodyOfRequest) (string, *refusal) {
	var hash string
	if b.DocumentID != nil {
		hash = normalHash(*b.DocumentID)
	}
	if p, ok := b.Extensions["persistedQuery"].(map[string]any); ok && hash == "" {
		text, ok := p["sha256Hash"].(string)
		if !ok {
			return "", badRequest("extensions.persistedQuery needs sha256Hash, the document's SHA-256 in hexadecimal.")
		}
		hash = normalHash(text)
	}
	asked := b.Query != nil && *b.Query != ""
	switch {
	case hash == "" && !asked:
		return "", badRequest("The request has no query.")
	case asked && hash != "" && hashOf(*b.Query) != hash:
		return "", badRequest("The hash is not the SHA-256 of the query that came with it.")
	case asked && !a.persistedOnly:
		return *b.Query, nil
	case hash == "":
		hash = hashOf(*b.Query)
	}
	if q, ok := a.persisted[hash]; ok {
		return q, nil
	}
	if asked {
		return "", &refusal{http.StatusForbidden, schema.Forbidden, "This server answers only the documents on its allow-list."}
	}
	return "", &refusal{http.StatusNotFound, schema.NotFound, "No document on this server's allow-list has this hash. Send the query itself, or have it put on the list."}
}
