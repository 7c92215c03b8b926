import{B as e,H as t,M as n,T as r,U as i,V as a,Y as o,Z as s,a as c,f as l,h as u,i as d,m as f,p,v as m,w as h}from"./index-zeyDqqkj.js";import{r as g}from"./figure-fjZw-dgM.js";var _={name:`Thing`,text:`query Thing($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Person {
      name
      names
      born
      died
      tenures {
        country {
          id
          name
        }
        office
        leads
        since
        until
        lastSeen
        entry
        exit
        remark
        note
        sources {
          ...From
        }
      }
      mergedWith {
        id
        name
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Agreement {
      name
      kind
      signed
      since
      until
      obligations
      status
      parties {
        who {
          id
          kind
          name
        }
        role
        since
        until
        sources {
          ...From
        }
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Event {
      title
      kind
      since
      until
      names
      outcome
      participants {
        who {
          id
          kind
          name
        }
        role
        outcome
        initiator
        remark
        sources {
          ...From
        }
      }
      places {
        id
        name
      }
      warnings
      sources {
        ...From
      }
    }
    ... on Organisation {
      name
      names
      kind
      since
      until
      warnings
      sources {
        ...From
      }
    }
    ... on Place {
      name
      names
      kind
      status
      warnings
      sources {
        ...From
      }
    }
    ... on Claim {
      text
      predicate
      since
      until
      claimStatus: status
      warnings
      sources {
        ...From
      }
    }
    ... on TopicNode {
      topic {
        id
        name
      }
      definition
    }
    ... on Source {
      name
      importName
      kind
      citation
      url
      licence
      version
      since
      until
      loaded
      records
    }
  }
  statements(of: $id, first: 100) {
    totalCount
    nodes {
      relation
      text
      since
      until
      firstSeen
      lastSeen
      isWithdrawn
      withdrawn
      note
      ref
      other {
        id
        kind
        name
      }
      sources {
        ...From
      }
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
}`};function v(){let{search:t}=o(a),n=new URLSearchParams(t).get(`id`)??``,r=e(_,n?{id:n}:null);return n?m(s,{children:[r.error&&m(f,{children:`Not on record`}),m(d,{asking:r,children:e=>e.node?m(x,{n:e.node,d:e}):m(s,{children:[m(f,{children:`Not on record`}),m(c,{children:[`There is nothing with the id `,n,` in the store. It may come with a dataset that is `,m(`a`,{href:`sources`,children:`not loaded`}),`.`]})]})})]}):m(s,{children:[m(f,{children:`Nothing chosen`}),m(c,{children:[`The address names no id. `,m(`a`,{href:`./`,children:`Search for a person, an agreement or an event`}),`.`]})]})}var y=e=>m(`dl`,{class:`facts`,children:e.filter(([,e])=>e!=null&&e!==``&&e!==!1&&!(Array.isArray(e)&&e.length===0)).map(([e,t])=>m(s,{children:[m(`dt`,{children:e},e),m(`dd`,{children:t})]}))}),b=e=>e.length>0&&e.map((e,t)=>m(`span`,{children:[t>0&&`, `,m(p,{of:e})]},e.id));function x(e){let{n:a,d:o}=e,d=a.__typename,v=`title`in a?a.title:`name`in a?a.name:d===`TopicNode`?a.topic.name:d===`Claim`?a.text:a.id;return m(s,{children:[m(f,{sub:`${d===`TopicNode`?`Topic`:d}, ${a.id}`,children:v??a.id}),`warnings`in a&&m(u,{of:a.warnings}),a.__typename===`Person`&&m(s,{children:[y([[`Other names`,a.names.join(`, `)],[`Born`,r(a.born)],[`Died`,r(a.died)],[`Also on record as`,b(a.mergedWith)]]),m(`h2`,{children:[`Posts (`,a.tenures.length,`)`]}),a.tenures.length===0&&m(c,{children:`No post is on record.`}),m(`ul`,{class:`list`,children:a.tenures.map((e,t)=>m(`li`,{children:[m(`time`,{children:n(e.since,e.until,e.lastSeen)}),e.leads?m(`b`,{children:e.office}):e.office,`, `,m(p,{of:e.country}),` `,m(`small`,{children:[[e.entry&&`came: ${e.entry}`,e.exit&&`went: ${e.exit}`,e.remark,e.note].filter(Boolean).join(`; `),` `,m(l,{of:e.sources,short:!0})]})]},t))})]}),a.__typename===`Agreement`&&m(s,{children:[y([[`Kind`,a.kind],[`Signed`,r(a.signed)],[`In force`,n(a.since,a.until)],[`Status`,a.status],[`Obligations`,a.obligations.join(`, `).replaceAll(`_`,`-`)]]),m(`h2`,{children:`Parties`}),m(`ul`,{class:`list`,children:a.parties.map((e,t)=>m(`li`,{children:[m(p,{of:e.who}),` `,m(`small`,{children:[e.role,e.since||e.until?`, ${n(e.since,e.until)}`:``,` `,m(l,{of:e.sources,short:!0})]})]},t))}),new Set(a.parties.map(e=>e.who.id)).size===2&&m(`p`,{children:m(`a`,{href:t(`pair`,{a:a.parties[0].who.id.slice(8),b:a.parties.find(e=>e.who.id!==a.parties[0].who.id).who.id.slice(8)}),children:`How the two vote, and all else between them`})})]}),a.__typename===`Event`&&m(s,{children:[y([[`Kind`,a.kind],[`When`,n(a.since,a.until??a.since)],[`Outcome`,a.outcome],[`Also called`,a.names.join(`, `)],[`Where`,b(a.places)]]),m(`h2`,{children:`Who took part`}),m(`ul`,{class:`list`,children:a.participants.map((e,t)=>m(`li`,{children:[m(p,{of:e.who}),` `,m(`small`,{children:[[e.role,e.outcome,e.initiator&&`began it`,e.remark].filter(Boolean).join(`, `),` `,m(l,{of:e.sources,short:!0})]})]},t))})]}),a.__typename===`Organisation`&&y([[`Kind`,a.kind],[`Other names`,a.names.join(`, `)],[`Time`,a.since||a.until?n(a.since,a.until):``]]),a.__typename===`Place`&&y([[`Kind`,a.kind],[`Status`,a.status],[`Other names`,a.names.join(`, `)]]),a.__typename===`Claim`&&y([[`Kind of claim`,a.predicate],[`Period claimed`,n(a.since,a.until)],[`Status`,a.claimStatus]]),a.__typename===`TopicNode`&&m(s,{children:[y([[`What belongs to it`,a.definition]]),m(`p`,{children:m(`a`,{href:t(`rollcalls`,{topic:[a.topic.id]}),children:`Its roll calls`})})]}),a.__typename===`Source`&&y([[`Import name`,a.importName],[`Kind`,a.kind],[`Loaded`,a.loaded??`no`],[`Records`,h(a.records)],[`Covers`,a.since||a.until?n(a.since,a.until):``],[`Version`,a.version],[`Licence`,a.licence],[`Citation`,a.citation],[`Found at`,a.url&&m(`a`,{href:a.url,rel:`noreferrer noopener`,children:a.url})]]),`sources`in a&&a.sources.length>0&&m(`p`,{class:`under`,children:[`Sources: `,m(l,{of:a.sources})]}),o.statements.totalCount>0&&m(g,{id:`statements`,title:`What each source says`,plain:!0,note:o.statements.totalCount>o.statements.nodes.length?`Showing ${o.statements.nodes.length} of ${h(o.statements.totalCount)} statements.`:void 0,answer:o.statements,query:{doc:_,vars:{id:a.id}},table:{columns:[`statement`,`relation`,`since`,`until`,`record`,`withdrawn`,`source`],rows:o.statements.nodes.map(e=>[e.text,e.relation,e.since,e.until,e.ref,e.isWithdrawn?e.withdrawn??`yes`:``,e.sources.map(e=>e.importName||e.name).join(`; `)])},children:m(`ul`,{class:`list`,children:o.statements.nodes.map((e,t)=>m(`li`,{children:[e.isWithdrawn?m(`s`,{children:e.text}):e.text,e.isWithdrawn&&` (taken back${e.withdrawn?`, ${r(e.withdrawn)}`:``})`,` `,m(`small`,{children:[e.note?`${e.note}; `:``,e.ref?`record ${e.ref}; `:``,m(l,{of:e.sources,short:!0})]}),e.other.id!==a.id&&m(s,{children:[` `,m(`a`,{href:i(e.other.id),"aria-label":`${e.other.name}: its page`,children:`→`})]})]},t))})})]})}export{v as default};