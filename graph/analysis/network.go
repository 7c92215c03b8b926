package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// The networks of states.
const (
	NetworkAlliances  = "alliances"  // pledges held at a date
	NetworkAgreements = "agreements" // agreements in force at a date
	NetworkAlignment  = "alignment"  // votes of a period
)

// Networks are all kinds of network.
var Networks = []string{NetworkAlliances, NetworkAgreements, NetworkAlignment}

// NetworkNode is a state in a network.
type NetworkNode struct {
	Country     graph.Key
	Degree      int
	Weighted    float64
	Betweenness float64
	Eigenvector float64
	Community   int // 1 the largest
}

// NetworkLink is a link of a network, from the smaller id.
type NetworkLink struct {
	A, B   graph.Key
	Weight float64
	N      int // roll calls, or agreements in force; 0 for alliances
}

// Network is a network of states with what it says of each.
type Network struct {
	Kind        string
	At          graph.Date
	Definition  string
	Nodes       []NetworkNode // by weighted degree, then id
	Links       []NetworkLink // by weight, then ids
	NodeCount   int           // of the whole network, before first
	LinkCount   int
	Communities int
	Modularity  *float64
	Density     *float64 // links of all that could be
	Coverage    []string // what the sources cover, and what is not known
	NotKnown    []string // why links may be missing; empty where none can be
	Applied     *Applied // of votes, nil else
	Warnings    []string
	Sources     []string
}

const centralityWords = " Degree: links. Weighted degree: sum of their weights (Barrat et al. 2004). Betweenness: share of the pairs of other states whose shortest paths, in links, lead through the state (Freeman 1977; Brandes 2001). Eigenvector centrality: leading eigenvector of the weights, largest 1 (Bonacich 1972); in a network of several components only the heaviest has values above 0. Communities: Louvain method (Blondel et al. 2008) on the weights, ten fixed orders, the cut of the highest modularity (Newman 2004)."

// Network implements Questions.
func (s *Service) Network(ctx context.Context, kind string, at graph.Date, obligation string, f VoteFilter, first int) (*Network, error) {
	if first < 0 {
		return nil, badf("first cannot be negative")
	}
	kind = strings.ToLower(kind)
	n := &Network{Kind: kind, At: at}
	var err error
	switch kind {
	case NetworkAlliances:
		n.At = s.day(at)
		err = s.allianceNetwork(ctx, n, obligation)
	case NetworkAgreements:
		n.At = s.day(at)
		err = s.agreementNetwork(ctx, n)
	case NetworkAlignment:
		err = s.alignmentNetwork(ctx, n, f)
	default:
		err = badf("%q is no network; there are %s", kind, strings.Join(Networks, ", "))
	}
	if err != nil {
		return nil, err
	}
	n.Definition += centralityWords
	n.finish(first)
	return n, nil
}

// finish computes what the links say and orders the answer. Nodes are those
// already named, and all at the ends of links.
func (n *Network) finish(first int) {
	at := map[graph.Key]int{}
	var keys []graph.Key
	add := func(k graph.Key) {
		if _, ok := at[k]; !ok {
			at[k] = 0
			keys = append(keys, k)
		}
	}
	for _, x := range n.Nodes {
		add(x.Country)
	}
	for _, l := range n.Links {
		add(l.A)
		add(l.B)
	}
	slices.SortFunc(keys, graph.Key.Compare)
	for i, k := range keys {
		at[k] = i
	}
	links := make([]measure.Link, len(n.Links))
	for i, l := range n.Links {
		links[i] = measure.Link{A: at[l.A], B: at[l.B], Weight: l.Weight}
	}
	c := measure.Centralities(len(keys), links)
	groups, q := measure.Communities(len(keys), links)
	n.NodeCount, n.LinkCount = len(keys), len(links)
	if n.LinkCount > 0 {
		n.Modularity = &q
	}
	if k := len(keys); k > 1 {
		d := float64(len(links)) / (float64(k) * float64(k-1) / 2)
		n.Density = &d
	}
	n.Nodes = make([]NetworkNode, len(keys))
	for i, k := range keys {
		n.Nodes[i] = NetworkNode{k, c.Degree[i], c.Strength[i], c.Betweenness[i], c.Eigenvector[i], groups[i] + 1}
		n.Communities = max(n.Communities, groups[i]+1)
	}
	slices.SortStableFunc(n.Nodes, func(a, b NetworkNode) int {
		return cmp.Or(cmp.Compare(b.Weighted, a.Weighted), a.Country.Compare(b.Country))
	})
	slices.SortFunc(n.Links, func(a, b NetworkLink) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), a.A.Compare(b.A), a.B.Compare(b.B))
	})
	if first > 0 {
		n.Nodes = n.Nodes[:min(first, len(n.Nodes))]
	}
	if len(n.Links) > MaxRows {
		n.Links = n.Links[:MaxRows]
	}
	n.Sources = distinct(n.Sources)
}

func (n *Network) covered(cov *coverage, subject string) {
	for _, c := range cov.of(subject, n.At) {
		n.Coverage = append(n.Coverage, c.Sentence)
		if c.Answers {
			n.Sources = append(n.Sources, c.SourceIDs...)
		}
	}
	n.NotKnown = cov.notKnown(subject, n.At)
}

// pledgeWeights are the weights of section 5: the strongest pledge counts.
var pledgeWeights = map[string]float64{"defence": 3, "offence": 3, "neutrality": 2, "non_aggression": 2, "consultation": 1}

func (s *Service) allianceNetwork(ctx context.Context, n *Network, obligation string) error {
	obligation, err := checkObligation(obligation)
	if err != nil {
		return err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return err
	}
	n.covered(cov, OfAlliances)
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlliedWith}})
	if err != nil {
		return err
	}
	type pair struct{ a, b graph.Key }
	by := map[pair][]Alliance{}
	var order []pair
	for _, e := range es {
		al := allianceOf(e, e.From, cov.spell(e, n.At))
		if e.From == e.To || !owes(al.Obligations, obligation) {
			continue
		}
		k := pair{e.From, e.To}
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], al)
	}
	possible, lastKnown := 0, 0
	for _, k := range order {
		answer := s.allied(cov, by[k], n.At, k.a, k.b)
		switch answer.Held {
		case HeldNotKnown:
			// Pledges that ended on record are over, whatever no source covers.
			if slices.ContainsFunc(by[k], func(al Alliance) bool { return al.Held == HeldNotKnown }) {
				lastKnown++
			}
			continue
		case HeldPossible:
			possible++
		case HeldYes:
		default:
			continue
		}
		w := 0.
		for _, al := range by[k] {
			if al.Held != HeldYes && al.Held != HeldPossible {
				continue
			}
			for _, o := range al.Obligations {
				if obligation == "any" || o == obligation {
					w = max(w, pledgeWeights[o])
				}
			}
		}
		if obligation != "any" {
			w = 1
		}
		if w == 0 {
			w = 1
		}
		n.Links = append(n.Links, NetworkLink{A: k.a, B: k.b, Weight: w})
		n.Sources = append(n.Sources, answer.Sources...)
	}
	if obligation == "any" {
		n.Definition = fmt.Sprintf("States that held any pledge of alliance to each other at %s, either way; weight 3 for defence, 2 for neutrality or non-aggression, 1 for consultation alone, the strongest counts.", n.At)
	} else {
		n.Definition = fmt.Sprintf("States one of which at least owed the other a pledge of %s at %s; weight 1.", strings.ReplaceAll(obligation, "_", "-"), n.At)
	}
	if possible > 0 {
		n.Warnings = append(n.Warnings, fmt.Sprintf("%s only possibly held at %s, and counted all the same: the dates on record are too coarse.", count(possible, "link", "links"), n.At))
	}
	if lastKnown > 0 {
		n.Warnings = append(n.Warnings, fmt.Sprintf("%s left out: known to an earlier day only, and not known at %s.", count(lastKnown, "link is", "links are"), n.At))
	}
	return nil
}

func (s *Service) agreementNetwork(ctx context.Context, n *Network) error {
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return err
	}
	n.covered(cov, OfAgreements)
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}})
	if err != nil {
		return err
	}
	bound := map[graph.Key]map[string]map[graph.Key][]bond{} // agreement, source, party
	left := map[[3]string]graph.Date{}
	for _, e := range es {
		role := e.Props.String("role")
		if e.From.Kind != vocab.Country || role == "negotiating" {
			continue
		}
		if role == "withdrawing" && e.Props.Date("since").IsZero() {
			left[[3]string{e.To.ID, e.Source, e.From.ID}] = e.Props.Date("until")
		}
		if bound[e.To] == nil {
			bound[e.To] = map[string]map[graph.Key][]bond{}
		}
		if bound[e.To][e.Source] == nil {
			bound[e.To][e.Source] = map[graph.Key][]bond{}
		}
		bound[e.To][e.Source][e.From] = append(bound[e.To][e.Source][e.From], bondOf(e, cov.spell(e, n.At)))
	}
	type pair struct{ a, b graph.Key }
	weight, agreements := map[pair]float64{}, map[pair]int{}
	inforce, unknown, possible := 0, 0, 0
	nodes, err := graph.Collect(s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Agreement}, Props: []string{"since", "until", "signed", "status"}}))
	if err != nil {
		return fmt.Errorf("read agreements: %w", err)
	}
	// In one order, whatever the store's: sums of floats depend on it.
	slices.SortFunc(nodes, func(a, b graph.Node) int { return a.Key.Compare(b.Key) })
	for _, node := range nodes {
		in := map[graph.Key]bool{}
		notKnown, maybe := false, false
		for _, source := range sortedKeys(bound[node.Key]) {
			by := bound[node.Key][source]
			for party, spells := range by {
				if out, ok := left[[3]string{node.ID, source, party.ID}]; ok {
					for i := range spells {
						if v := &spells[i]; v.Until.IsZero() && (v.Since.IsZero() || !v.Since.After(out)) {
							v.Until = out
						}
					}
				}
				switch h, _ := inForce(node, by, []graph.Key{party}, n.At, cov.until(source)); h {
				case HeldYes:
					in[party] = true
				case HeldPossible:
					in[party], maybe = true, true
				case HeldNotKnown:
					notKnown = true
				}
			}
		}
		if notKnown {
			unknown++
		}
		if len(in) < 2 {
			continue
		}
		if maybe {
			possible++
		}
		inforce++
		var parties []graph.Key
		for k := range in {
			parties = append(parties, k)
		}
		slices.SortFunc(parties, graph.Key.Compare)
		for i, a := range parties {
			for _, b := range parties[i+1:] {
				weight[pair{a, b}] += 1 / float64(len(parties)-1)
				agreements[pair{a, b}]++
			}
		}
	}
	for k, w := range weight {
		n.Links = append(n.Links, NetworkLink{k.a, k.b, w, agreements[k]})
	}
	for _, by := range bound {
		for source := range by {
			n.Sources = append(n.Sources, source)
		}
	}
	slices.SortFunc(n.Links, func(a, b NetworkLink) int { return cmp.Or(a.A.Compare(b.A), a.B.Compare(b.B)) })
	n.Definition = fmt.Sprintf("States bound by one agreement in force at %s (%s on record); an agreement of k parties adds 1/(k - 1) to the weight of each of its pairs (M. E. J. Newman, Phys. Rev. E 64 (2001) 016132), so that it adds 1 to the weighted degree of each party.", n.At, count(inforce, "agreement", "agreements"))
	if possible > 0 {
		n.Warnings = append(n.Warnings, fmt.Sprintf("%s only possibly in force at %s, and counted all the same.", count(possible, "agreement was", "agreements were"), n.At))
	}
	if unknown > 0 {
		n.Warnings = append(n.Warnings, fmt.Sprintf("Of %s it is not known whether they bound all their parties at %s; those parties are left out of them.", count(unknown, "agreement", "agreements"), n.At))
	}
	return nil
}

// fewStates is fewer than the Assembly ever had.
const fewStates = 40

func (s *Service) alignmentNetwork(ctx context.Context, n *Network, f VoteFilter) error {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return err
	}
	if len(f.Body) == 0 {
		f.Body = []string{projection.GeneralAssembly.String()}
	}
	if !n.At.IsZero() {
		if !f.Since.IsZero() || !f.Until.IsZero() || len(f.Sessions) > 0 {
			return badf("give either at, which means the calendar year of that day, or a period in where")
		}
		y, _, _ := n.At.YMD()
		f.Since, f.Until = graph.Year(y), graph.Year(y)
	}
	sel, err := ask(p, f, nil)
	if err != nil {
		return err
	}
	n.Applied = &sel.applied
	n.Warnings = append(n.Warnings, sel.warnings...)
	n.Sources = sourcesOf(p, sel.Mask)
	type row struct {
		a, b int
		c    projection.Counts
	}
	var rows []row
	most := 0
	voted := map[int]bool{}
	p.AllPairsPresent(sel.Mask, nil, func(a, b int, c *projection.Counts) {
		if k := c.N(); k > 0 {
			rows = append(rows, row{a, b, *c})
			most = max(most, k)
			voted[a], voted[b] = true, true
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	least := max(measure.MinShare, (most+1)/2)
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.c.N() < least })
	mean := 0.
	for _, r := range rows {
		mean += float64(r.c.Same()) / float64(r.c.N())
	}
	if len(rows) > 0 {
		mean /= float64(len(rows))
	}
	for _, r := range rows {
		if w := float64(r.c.Same())/float64(r.c.N()) - mean; w > 1e-12 {
			n.Links = append(n.Links, NetworkLink{p.Countries()[r.a], p.Countries()[r.b], w, r.c.N()})
		}
	}
	for i, k := range p.Countries() {
		if voted[i] {
			n.Nodes = append(n.Nodes, NetworkNode{Country: k})
		}
	}
	n.Definition = fmt.Sprintf("States whose identical share lies above the mean of all pairs (%.4f, of %s pairs with at least %d roll calls in common: %d and half of the most); weight: the share less that mean.", mean, thousands(len(rows)), least, measure.MinShare)
	first, last := p.Span(sel.Mask)
	if sel.Mask.Count() == 0 {
		n.NotKnown = append(n.NotKnown, "no roll call of this kind is on record")
	} else {
		n.Coverage = append(n.Coverage, fmt.Sprintf("%s, %s", count(sel.Mask.Count(), "roll call", "roll calls"), span(first, last)))
	}
	if slices.Contains(sel.applied.Body, projection.GeneralAssembly.String()) && len(n.Nodes) > 0 && len(n.Nodes) < fewStates {
		n.Warnings = append(n.Warnings, fmt.Sprintf("The positions of %d states only are on record: import the Assembly's records to have all (entente import undl-ga FILE).", len(n.Nodes)))
	}
	if len(sel.applied.Body) > 1 {
		n.Warnings = append(n.Warnings, "Both bodies are in one count; the Council's members alone have its votes.")
	}
	return nil
}
