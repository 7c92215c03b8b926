import{B as e,H as t,J as n,M as r,T as i,U as a,V as o,X as s,a as c,f as l,h as u,i as d,m as f,p,v as m,w as h}from"./index-JmZHfrui.js";import{r as g}from"./figure-0UZVQBXi.js";var _={name:`Thing`,text:`query Thing($id: ID!) {
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
}`};function v(){let{search:t}=n(o),r=new URLSearchParams(t).get(`id`)??``,i=e(_,r?{id:r}:null);return r?m(d,{asking:i,children:e=>e.node?m(x,{n:e.node,d:e}):m(s,{children:[m(f,{children:`Not on record`}),m(c,{children:[`There is nothing with the id `,r,` in the store. It may come with a dataset that is `,m(`a`,{href:`sources`,children:`not loaded`}),`.`]})]})}):m(s,{children:[m(f,{children:`Nothing chosen`}),m(c,{children:[`The address names no id. `,m(`a`,{href:`./`,children:`Search for a person, an agreement or an event`}),`.`]})]})}var y=e=>m(`dl`,{class:`facts`,children:e.filter(([,e])=>e!=null&&e!==``&&e!==!1&&!(Array.isArray(e)&&e.length===0)).map(([e,t])=>m(s,{children:[m(`dt`,{children:e},e),m(`dd`,{children:t})]}))}),b=e=>e.length>0&&e.map((e,t)=>m(`span`,{children:[t>0&&`, `,m(p,{of:e})]},e.id));function x(e){let{n,d:o}=e,d=n.__typename,v=`title`in n?n.title:`name`in n?n.name:d===`TopicNode`?n.topic.name:d===`Claim`?n.text:n.id;return m(s,{children:[m(f,{sub:`${d===`TopicNode`?`Topic`:d}, ${n.id}`,children:v??n.id}),`warnings`in n&&m(u,{of:n.warnings}),n.__typename===`Person`&&m(s,{children:[y([[`Other names`,n.names.join(`, `)],[`Born`,i(n.born)],[`Died`,i(n.died)],[`Also on record as`,b(n.mergedWith)]]),m(`h2`,{children:[`Posts (`,n.tenures.length,`)`]}),n.tenures.length===0&&m(c,{children:`No post is on record.`}),m(`ul`,{class:`list`,children:n.tenures.map((e,t)=>m(`li`,{children:[m(`time`,{children:r(e.since,e.until,e.lastSeen)}),e.leads?m(`b`,{children:e.office}):e.office,`, `,m(p,{of:e.country}),` `,m(`small`,{children:[[e.entry&&`came: ${e.entry}`,e.exit&&`went: ${e.exit}`,e.remark,e.note].filter(Boolean).join(`; `),` `,m(l,{of:e.sources,short:!0})]})]},t))})]}),n.__typename===`Agreement`&&m(s,{children:[y([[`Kind`,n.kind],[`Signed`,i(n.signed)],[`In force`,r(n.since,n.until)],[`Status`,n.status],[`Obligations`,n.obligations.join(`, `).replaceAll(`_`,`-`)]]),m(`h2`,{children:`Parties`}),m(`ul`,{class:`list`,children:n.parties.map((e,t)=>m(`li`,{children:[m(p,{of:e.who}),` `,m(`small`,{children:[e.role,e.since||e.until?`, ${r(e.since,e.until)}`:``,` `,m(l,{of:e.sources,short:!0})]})]},t))}),new Set(n.parties.map(e=>e.who.id)).size===2&&m(`p`,{children:m(`a`,{href:t(`pair`,{a:n.parties[0].who.id.slice(8),b:n.parties.find(e=>e.who.id!==n.parties[0].who.id).who.id.slice(8)}),children:`How the two vote, and all else between them`})})]}),n.__typename===`Event`&&m(s,{children:[y([[`Kind`,n.kind],[`When`,r(n.since,n.until??n.since)],[`Outcome`,n.outcome],[`Also called`,n.names.join(`, `)],[`Where`,b(n.places)]]),m(`h2`,{children:`Who took part`}),m(`ul`,{class:`list`,children:n.participants.map((e,t)=>m(`li`,{children:[m(p,{of:e.who}),` `,m(`small`,{children:[[e.role,e.outcome,e.initiator&&`began it`,e.remark].filter(Boolean).join(`, `),` `,m(l,{of:e.sources,short:!0})]})]},t))})]}),n.__typename===`Organisation`&&y([[`Kind`,n.kind],[`Other names`,n.names.join(`, `)],[`Time`,n.since||n.until?r(n.since,n.until):``]]),n.__typename===`Place`&&y([[`Kind`,n.kind],[`Status`,n.status],[`Other names`,n.names.join(`, `)]]),n.__typename===`Claim`&&y([[`Kind of claim`,n.predicate],[`Period claimed`,r(n.since,n.until)],[`Status`,n.claimStatus]]),n.__typename===`TopicNode`&&m(s,{children:[y([[`What belongs to it`,n.definition]]),m(`p`,{children:m(`a`,{href:t(`rollcalls`,{topic:[n.topic.id]}),children:`Its roll calls`})})]}),n.__typename===`Source`&&y([[`Import name`,n.importName],[`Kind`,n.kind],[`Loaded`,n.loaded??`no`],[`Records`,h(n.records)],[`Covers`,n.since||n.until?r(n.since,n.until):``],[`Version`,n.version],[`Licence`,n.licence],[`Citation`,n.citation],[`Found at`,n.url&&m(`a`,{href:n.url,rel:`noreferrer noopener`,children:n.url})]]),`sources`in n&&n.sources.length>0&&m(`p`,{class:`under`,children:[`Sources: `,m(l,{of:n.sources})]}),o.statements.totalCount>0&&m(g,{id:`statements`,title:`What each source says`,plain:!0,note:o.statements.totalCount>o.statements.nodes.length?`Showing ${o.statements.nodes.length} of ${h(o.statements.totalCount)} statements.`:void 0,answer:o.statements,query:{doc:_,vars:{id:n.id}},table:{columns:[`statement`,`relation`,`since`,`until`,`record`,`withdrawn`,`source`],rows:o.statements.nodes.map(e=>[e.text,e.relation,e.since,e.until,e.ref,e.isWithdrawn?e.withdrawn??`yes`:``,e.sources.map(e=>e.importName||e.name).join(`; `)])},children:m(`ul`,{class:`list`,children:o.statements.nodes.map((e,t)=>m(`li`,{children:[e.isWithdrawn?m(`s`,{children:e.text}):e.text,e.isWithdrawn&&` (taken back${e.withdrawn?`, ${i(e.withdrawn)}`:``})`,` `,m(`small`,{children:[e.note?`${e.note}; `:``,e.ref?`record ${e.ref}; `:``,m(l,{of:e.sources,short:!0})]}),e.other.id!==n.id&&m(s,{children:[` `,m(`a`,{href:a(e.other.id),"aria-label":`${e.other.name}: its page`,children:`→`})]})]},t))})})]})}export{v as default};