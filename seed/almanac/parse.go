package almanac

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// partner is a partner and its share as a text gives them. why, where not "",
// says why it gives no share that can be kept.
type partner struct {
	name  string
	share float64 // 0 to 1
	text  string  // the share in per cent, as written
	rank  int     // place in the list, from 1
	why   string
}

// partners is what a text on trade says: partners in its own order and the
// year of the data, 0 where it gives none.
type partners struct {
	year int
	list []partner
}

var (
	yearAt   = regexp.MustCompile(`\(\s*(\d{4})\s*(?:est\.?|e)?\s*\)`)
	yearLike = regexp.MustCompile(`\([^()]*\d`)
	bound    = regexp.MustCompile(`(?i)(?:[<>≤≥~]|\b(?:less than|more than|over|under|below|above|up to|at least|at most|about|around|nearly|almost|approximately|roughly|circa|ca\.))$`)
)

// parsePartners reads "China 86.3% (2017)". A text without shares, with an
// unclear year or with words behind the year is an error; a partner whose share
// is no plain number stands in the list with the reason.
func parsePartners(text string) (partners, error) {
	var p partners
	body := text
	switch m := yearAt.FindAllStringSubmatchIndex(text, 3); {
	case len(m) > 1:
		return p, errors.New("the text gives more than one year")
	case len(m) == 1:
		p.year, _ = strconv.Atoi(text[m[0][2]:m[0][3]])
		body = text[:m[0][0]]
		behind := strings.Trim(text[m[0][1]:], " ;.,")
		if behind != "" && !strings.HasPrefix(strings.ToLower(behind), "note") {
			return p, errors.New("words stand behind the year")
		}
		if p.year < 1900 || p.year > 2100 {
			return p, errors.New("the year is not one of trade statistics")
		}
	case yearLike.MatchString(text):
		return p, errors.New("the year of the data cannot be read")
	}

	// A comma is part of a name where no share stands before it: "Bahamas, The 6%".
	pending := ""
	shares := 0
	for piece := range strings.FieldsFuncSeq(body, func(r rune) bool { return r == ',' || r == ';' }) {
		piece = strings.TrimSpace(piece)
		if piece == "" {
			continue
		}
		if pending != "" {
			piece = pending + ", " + piece
			pending = ""
		}
		if !strings.ContainsFunc(piece, unicode.IsDigit) && !strings.Contains(piece, "%") {
			pending = piece
			continue
		}
		x := parseShare(piece)
		x.rank = len(p.list) + 1
		if x.why == "" {
			shares++
		}
		p.list = append(p.list, x)
	}
	if pending != "" {
		p.list = append(p.list, partner{name: pending, rank: len(p.list) + 1, why: "no share is given"})
	}
	if shares == 0 {
		return p, errors.New("the text gives no shares")
	}
	return p, nil
}

// parseShare reads "South Africa 8.7%". Repeated per cent signs and "est." are
// taken as slips and marks; anything but one plain number is a reason.
func parseShare(s string) partner {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "est."))
	x := partner{name: s}
	bad := func(why string) partner {
		x.name, x.why = s, why
		return x
	}
	head := strings.TrimRight(s, "% ")
	if head == s || !strings.Contains(s[len(head):], "%") {
		return bad("the share does not end in a per cent sign")
	}
	name := strings.TrimRightFunc(head, func(r rune) bool { return r >= '0' && r <= '9' || r == '.' })
	x.text = head[len(name):]
	clean := strings.TrimSpace(name)
	switch {
	case x.text == "" && (strings.HasSuffix(clean, " NA") || clean == "NA"):
		return bad("the share is not available")
	case x.text == "":
		return bad("no share is given")
	case bound.MatchString(clean):
		return bad("a bound or an estimate in words, not a share")
	case strings.ContainsFunc(clean, unicode.IsDigit) || strings.HasSuffix(clean, "-") || strings.HasSuffix(clean, "–"):
		return bad("more than one number stands there, not a share")
	case clean == "" || clean == name:
		return bad("no name stands before the share")
	case strings.Count(x.text, ".") > 1 || x.text[0] == '.' || strings.HasSuffix(x.text, ".") || len(x.text) > 12:
		return bad("the share is no number")
	}
	// Through the decimal text, so that 86.3% is the number nearest to 0.863.
	v, err := strconv.ParseFloat(x.text+"e-2", 64)
	if err != nil {
		return bad("the share is no number")
	}
	if v > 1 {
		return bad("the share is more than all")
	}
	x.name, x.share = clean, v
	return x
}
