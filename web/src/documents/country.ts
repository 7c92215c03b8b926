// Written by scripts/documents.mjs from country.graphql; do not edit.
import type { Doc } from '../api';

export type CountryPageResult = { country: { id: string; name: string; iso3: string | null; since: string | null; until: string | null; codes: ({ system: string; value: string; since: string | null; until: string | null })[]; names: ({ text: string; lang: string | null; kind: string | null; since: string | null; until: string | null })[]; predecessors: ({ id: string; name: string })[]; successors: ({ id: string; name: string })[] } | null; officeHolders: { at: string; offices: ({ name: string; leads: boolean; status: 'HELD' | 'POSSIBLE' | 'LAST_KNOWN' | 'UNDECIDED' | 'EMPTY'; note: string | null; holders: ({ person: { id: string; name: string }; since: string | null; until: string | null; lastSeen: string | null; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] })[] })[]; notKnown: (string)[]; warnings: (string)[] }; allies: { at: string; sentence: string; allies: ({ country: { id: string; name: string }; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null; obligations: (string)[] })[]; lastKnown: ({ country: { id: string; name: string }; held: 'YES' | 'NO' | 'POSSIBLE' | 'NOT_KNOWN'; note: string | null; obligations: (string)[] })[]; notKnown: (string)[]; sources: ({ id: string; importName: string; name: string; kind: string | null; version: string | null; citation: string | null; url: string | null; licence: string | null; loaded: string | null })[] } };
export type CountryPageVars = { name: string; at?: string | null };
export const CountryPage: Doc<CountryPageResult, CountryPageVars> = { name: 'CountryPage', text: `query CountryPage($name: String!, $at: Date) {
  country(name: $name, at: $at) {
    id
    name
    iso3
    since
    until
    codes {
      system
      value
      since
      until
    }
    names {
      text
      lang
      kind
      since
      until
    }
    predecessors {
      id
      name
    }
    successors {
      id
      name
    }
  }
  officeHolders(country: $name, at: $at) {
    at
    offices {
      name
      leads
      status
      note
      holders {
        person {
          id
          name
        }
        since
        until
        lastSeen
        sources {
          ...From
        }
      }
    }
    notKnown
    warnings
  }
  allies(of: $name, at: $at) {
    at
    sentence
    allies {
      country {
        id
        name
      }
      held
      note
      obligations
    }
    lastKnown {
      country {
        id
        name
      }
      held
      note
      obligations
    }
    notKnown
    sources {
      ...From
    }
  }
}

fragment From on Source {
  id
  importName
  name
  kind
  version
  citation
  url
  licence
  loaded
}` };
