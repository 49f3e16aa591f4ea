import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Where a section of the facts about Lens is tested, by a text of that file; or why nothing rests on it. */
type Where = readonly [file: string, as: string] | string

const facts: Readonly<Record<string, readonly Where[]>> = {
  '2.1 Lineage': [['captures.test.ts', 'Cube 0.35.81: of']],
  '2.2 Base path and headers': [
    ['requests.test.ts', 'the colon between workspace and name reaches the server as it is'],
    ['requests.test.ts', 'the key is sent as the setting says'],
    ['keys.test.ts', 'a key that is %s is not accepted'],
  ],
  '2.3 GET /v2/meta': [
    ['queries.test.ts', 'Ask about one of them at a time'],
    ['captures.test.ts', 'is parsed, or taken for what it is'],
  ],
  '2.4 POST /v2/load': [
    ['queries.test.ts', 'a question in words is the query of Lens'],
    ['queries.test.ts', 'is refused, and nothing is sent'],
    ['queries.test.ts', 'of the type %s by %s is shown as'],
    ['commands.test.ts', 'Lens last refreshed this at'],
  ],
  '2.5 POST /v2/sql': [['commands.test.ts', 'the SQL of a query is shown with its parameters apart, and not run']],
  '2.6 GraphQL': [
    ['queries.test.ts', 'Only queries can be sent, and this is a mutation'],
    ['commands.test.ts', 'GraphQL waits too, although it says so as an error'],
    ['keys.test.ts', 'GraphQL takes two API scopes'],
  ],
  '2.7 Continue wait': [
    ['waiting.test.ts', 'is asked for again at once, shown each time, and answered'],
    ['waiting.test.ts', 'that says so at once is not asked without a pause'],
    ['commands.test.ts', 'is given up after ten minutes'],
    ['requests.test.ts', 'an answer that Lens holds back longer than others may take is waited for'],
  ],
  '2.8 Errors': [
    ['captures.test.ts', 'each meaning and each exception is of a recorded answer'],
    ['secrecy.test.ts', 'no key and no path of the server is in anything that a call gives'],
    ['requests.test.ts', 'a query is sent once'],
  ],
  '2.9 user_groups.yml': [
    ['keys.test.ts', 'a key whose user group lacks a scope: which one, and where to add it'],
    ['commands.test.ts', 'a key whose user group lost a scope'],
  ],
  "2.10 Cube's contextToApiScopes": ['How Cube enforces scopes inside: what it answers is tested in 2.8 and 2.9.'],
}

const folder = import.meta.dirname
const listed = join(folder, '../../../../shared/facts/rill-lens.md')

test('every section has a test that there is, or a reason why nothing rests on it', () => {
  const missing = Object.entries(facts).flatMap(([section, all]) =>
    all.flatMap((where) => {
      if (typeof where === 'string') return where.length > 20 ? [] : [`${section}: no reason`]
      const [name, as] = where
      const file = join(folder, name)
      return existsSync(file) && readFileSync(file, 'utf8').includes(as) ? [] : [`${section}: ${name}, ${as}`]
    }),
  )
  expect(missing).toEqual([])
})

test.skipIf(!existsSync(listed))('no section is left out', () => {
  const sections = [...readFileSync(listed, 'utf8').matchAll(/^## (2\.\d+) /gm)].map(([, number]) => number)
  expect(sections.length).toBeGreaterThanOrEqual(10)
  expect(Object.keys(facts).map((name) => name.split(' ')[0])).toEqual(sections)
})
