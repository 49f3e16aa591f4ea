import { z } from 'zod'
import { type Api, type Call, read, write } from '../../src/systems/operation.ts'
import type { rudder } from '../../src/systems/rudder/index.ts'
import type { Rule } from '../../src/systems/rudder/shapes/rule.ts'
import { Permit } from '../../src/vault/permit.ts'

// What the declaration of an operation, its call and an approval may not say; see `compile.test.ts`.

type Operations = (typeof rudder)['operations']
declare const api: Api<Operations, 'rudder:rules:read'>
declare const update: Call<Operations['updateRule']>

// This is how it is right.
read('rudder:rules:read', 'GET /rules/{ruleId}', { output: z.unknown() })
write('rudder:requests:approve', 'POST /changeRequests/{id}/accept', {})
const right: Promise<Rule> = api.rule({ ruleId: 'r' })
right.catch(() => {})
update({ ruleId: 'r', query: { reason: 'because' }, body: { enabled: true } })

const rows = read('redash:results:read', 'GET /results', {
  each: { at: 'query_result.data.rows', item: z.object({ a: z.number() }), rest: z.object({ runtime: z.number() }) },
})
declare const results: Call<typeof rows>
declare const nodes: Call<Operations['nodes']>
const runtime: number = results().rest().runtime
String(runtime)
for await (const { a } of results()) a.toFixed()

// @ts-expect-error 2339 nothing beside the list was declared
nodes({ query: { include: 'minimal' } }).rest
// @ts-expect-error 2345 the scope of a write on an operation that reads
read('rudder:rules:write', 'GET /rules', {})
// @ts-expect-error 2345 the scope of a read on an operation that writes
write('rudder:rules:read', 'POST /rules', {})
// @ts-expect-error 2345 an action that no scope has
read('rudder:rules:look', 'GET /rules', {})
// @ts-expect-error 2345 a method that is none
read('rudder:rules:read', 'FETCH /rules', {})
// @ts-expect-error 2345 a path that does not begin with /
read('rudder:rules:read', 'GET rules', {})
// @ts-expect-error 2322 no such thing in a shape: `sensitive` is misspelt
read('rudder:rules:read', 'GET /rules', { output: z.unknown(), sensitve: true })

// @ts-expect-error 2339 a write is in no api of reads
api.updateRule
// @ts-expect-error 2353 a key that the body does not have
update({ ruleId: 'r', body: { policyMode: 'audit' } })
// @ts-expect-error 2322 a body of the wrong type
update({ ruleId: 'r', body: { enabled: 1 } })
// @ts-expect-error 2345 no path parameter
update({ body: { enabled: false } })

const claim = { proposal: 'p', connection: 'rudder/prod', scope: 's', digest: 'd', until: 0 }
// @ts-expect-error 2345 an approval is made with a symbol that is not to be had
new Permit(Symbol('approval'), claim)
// @ts-expect-error 2739 what looks like an approval is none
const forged: Permit = {}
Permit.spend(forged, claim, 0)
