import { expect, test } from 'vitest'
import { scopesInWords, systems } from '../../src/app.ts'
import { createPolicy } from '../../src/policy/policy.ts'
import { refusal } from '../../src/policy/why.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { ana, identity } from './setup.ts'

const all = systems.flatMap(({ operations }) =>
  Object.values(operations as Readonly<Record<string, Operation>>).map(({ scope }) => scope),
)
const known = [...new Set(all)].sort()

test('each scope of a system is said in words, and nothing else is', () => {
  expect(Object.keys(scopesInWords).sort()).toEqual(known)
})

test('a refusal reads as English, whatever the scope', () => {
  const policy = createPolicy({ groups: [], approvals: [], identity, sensitive: [], words: scopesInWords })
  const said = known.map((scope) => {
    const connection = `${scope.split(':')[0]}/prod`
    const decision = policy.decide(ana, { scopes: [scope], connection })
    return refusal(policy, decision, connection).replace(/ \(needs.*/, '')
  })
  expect(said).toMatchInlineSnapshot(`
    [
      "You may not query measures and dimensions on lens/prod",
      "You may not run GraphQL queries on lens/prod",
      "You may not list tables, measures and dimensions on lens/prod",
      "You may not see the SQL of a query on lens/prod",
      "You may not list alerts on redash/prod",
      "You may not read an alert on redash/prod",
      "You may not create dashboards on redash/prod",
      "You may not read dashboards on redash/prod",
      "You may not change or archive dashboards on redash/prod",
      "You may not read the options of parameters on redash/prod",
      "You may not follow runs on redash/prod",
      "You may not cancel runs on redash/prod",
      "You may not read what a key may do on redash/prod",
      "You may not read queries with their SQL on redash/prod",
      "You may not run queries on redash/prod",
      "You may not change or archive queries on redash/prod",
      "You may not create queries on redash/prod",
      "You may not read stored results on redash/prod",
      "You may not read the version of the server on redash/prod",
      "You may not list data sources on redash/prod",
      "You may not run queries with free text in their SQL on redash/prod",
      "You may not read whose key makes changes on redash/prod",
      "You may not list custom APIs on rill/prod",
      "You may not call custom APIs on rill/prod",
      "You may not make tokens for people on rill/prod",
      "You may not read what a token may do on rill/prod",
      "You may not query metrics views on rill/prod",
      "You may not list metrics views on rill/prod",
      "You may not run the agents of nodes on rudder/prod",
      "You may not change categories on rudder/prod",
      "You may not read compliance on rudder/prod",
      "You may not create, copy or delete directives on rudder/prod",
      "You may not read directives with their parameters on rudder/prod",
      "You may not have changes of directives checked on rudder/prod",
      "You may not change directives on rudder/prod",
      "You may not create, copy or delete groups on rudder/prod",
      "You may not read groups on rudder/prod",
      "You may not change or reload groups on rudder/prod",
      "You may not read which endpoints there are on rudder/prod",
      "You may not have techniques and methods read from files again on rudder/prod",
      "You may not accept or refuse nodes on rudder/prod",
      "You may not read nodes on rudder/prod",
      "You may not read global properties on rudder/prod",
      "You may not accept or decline change requests on rudder/prod",
      "You may not read change requests on rudder/prod",
      "You may not rename change requests on rudder/prod",
      "You may not create, copy or delete rules on rudder/prod",
      "You may not read rules on rudder/prod",
      "You may not change rules on rudder/prod",
      "You may not read settings on rudder/prod",
      "You may not read the state of the server on rudder/prod",
      "You may not read techniques and methods on rudder/prod",
      "You may not create, change or delete techniques on rudder/prod",
      "You may not read what a token may do on rudder/prod",
    ]
  `)
})
