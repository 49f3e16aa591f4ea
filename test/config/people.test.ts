import { expect, test } from 'vitest'
import { connection, mistakesIn, read } from './setup.ts'

const group = (lines: string, identity = 'identity: { domains: [acme.net] }') =>
  `groups:\n  - name: operators\n${lines}${identity}\nconnections:\n${connection()}`

test('groups, approvals and identity as the policy takes them', () => {
  const yaml = `${group('    api_scopes: ["rudder:*:read"]\n    includes: "*"\n    connections: [rudder/prod]\n')}
approvals:
  - { scopes: ["rudder:*:*"], people: 2, when: { nodes: 50 } }
`
  const { groups, approvals, identity } = read(yaml)
  expect(groups).toEqual([
    { name: 'operators', api_scopes: ['rudder:*:read'], includes: '*', excludes: [], connections: ['rudder/prod'] },
  ])
  expect(approvals).toEqual([{ scopes: ['rudder:*:*'], people: 2, when: { reach: 50 } }])
  expect(identity).toEqual({ domains: ['acme.net'], people: {}, logins: {}, plusAddressesDiffer: [], guests: false })
})

test.each([
  ['    api_scopes: ["*"]\n    includes: [cli:root]\n', 'a bare * would give everything'],
  ['    api_scopes: ["*:*:*"]\n    includes: [cli:root]\n', 'must be <system>:<resource>:<action>'],
  [
    '    api_scopes: ["redsh:*:read"]\n    includes: [cli:root]\n',
    'no system is called redsh; allowed: rudder, redash, cox. Did you mean redash?',
  ],
  ['    api_scopes: ["rudder:*:run"]\n    includes: [cli:root]\n', 'rudder:*:run covers no scope'],
  ['    api_scopes: []\n    includes: [cli:root]\n', 'groups[0].api_scopes is empty'],
  ['    includes: [cli:root]\n', 'groups[0].api_scopes is missing; it must be a list'],
  ['    api_scopes: ["rudder:*:read"]\n', 'groups[0].includes is missing; it must be a list or "*"'],
  ['    api_scopes: ["rudder:*:read"]\n    includes: []\n', 'groups[0].includes is empty'],
  [
    '    api_scopes: ["rudder:*:read"]\n    includes: everybody\n',
    'groups[0].includes is a text; it must be a list or "*"',
  ],
  ['    api_scopes: ["rudder:*:read"]\n    includes: ["*"]\n', 'write includes: "*"'],
  ['    api_scopes: ["rudder:*:read"]\n    includes: [Ana@EVIL.net]\n', '"Ana@EVIL.net" would match nobody'],
  ['    api_scopes: ["rudder:*:read"]\n    includes: [ａna@acme.net]\n', 'must be an e-mail or the id'],
  ['    api_scopes: ["rudder:*:read"]\n    includes: [cli:root]\n    exclude: [a]\n', 'Did you mean excludes?'],
])('a group %j is refused', (lines, text) => {
  expect(mistakesIn(group(lines))).toContain(text)
})

test('"*" without domains would match nobody', () => {
  const yaml = group('    api_scopes: ["rudder:*:read"]\n    includes: "*"\n', '')
  expect(mistakesIn(yaml)).toContain('"*" is everybody of identity.domains, and it has none')
})

test('the scopes of the bot itself can be given, sensitive ones by name', () => {
  const yaml = group('    api_scopes: ["cox:*:read", "rudder:secrets:read"]\n    includes: [cli:root]\n', '')
  expect(read(yaml).groups).toHaveLength(1)
})

test.each([
  ['{ scopes: ["rudder:rules:write"], people: 0 }', 'approvals[0].people must be at least 1'],
  ['{ scopes: ["rudder:rules:write"], people: 11 }', 'approvals[0].people must be at most 10'],
  ['{ scopes: ["rudder:rules:write"], people: 1.5 }', 'is a number with a fraction; it must be a whole number'],
  ['{ scopes: ["rudder:rules:write"], people: "2" }', 'approvals[0].people is a text'],
  ['{ scopes: ["rudder:rules:read"], people: 2 }', 'rudder:rules:read is not a scope that writes'],
  ['{ scopes: ["rudder:*:read"], people: 2 }', 'rudder:*:read covers no scope that writes'],
  ['{ scopes: ["rudder:*:write"], people: 2, connections: [rudder/prd] }', 'Did you mean rudder/prod?'],
  ['{ scopes: ["rudder:*:write"], people: 2, when: { tags: [] } }', 'approvals[0].when.tags is empty'],
])('an approval %s is refused', (rule, text) => {
  expect(mistakesIn(`approvals:\n  - ${rule}\nconnections:\n${connection()}`)).toContain(text)
})

const both = `connections:
${connection()}${connection('', 'redash/main', 'redash:*:read')}`
const entry = (text: string) => `approvals:\n  - { people: 2, ${text} }\n${both}`

test.each([
  ['scopes: ["rudder:*:write"], when: { reach: 50 }', { reach: 50 }],
  ['scopes: ["rudder:*:write"], when: { nodes: 50, tags: [a=b] }', { reach: 50, tags: ['a=b'] }],
  ['scopes: ["redash:*:write"], when: { queries: 3 }', { reach: 3 }],
  ['scopes: ["rudder:*:write", "redash:*:write"], when: { reach: 50 }', { reach: 50 }],
  ['scopes: ["rudder:*:write", "redash:*:write"], connections: [redash/main], when: { queries: 3 }', { reach: 3 }],
  ['scopes: ["rudder:*:write", "cox:lock:write"], when: { nodes: 50 }', { reach: 50 }],
])('the reach is called so, or by what the one system counts: %s', (text, when) => {
  expect(read(entry(text)).approvals).toMatchObject([{ when }])
})

test.each([
  [
    'scopes: ["redash:*:write"], when: { nodes: 50 }',
    'approvals[0].when.nodes is what rudder counts, and the entry is about redash; write reach: 50',
  ],
  [
    'scopes: ["rudder:*:write", "redash:*:write"], when: { nodes: 50 }',
    'approvals[0].when.nodes is what rudder counts, and the entry is also about redash; write reach: 50',
  ],
  [
    'scopes: ["rudder:*:write", "redash:*:write"], connections: [rudder/prod], when: { queries: 3 }',
    'approvals[0].when.queries is what redash counts, and the entry is about rudder; write reach: 3',
  ],
  [
    'scopes: ["rudder:*:write"], when: { nodes: 50, reach: 60 }',
    'approvals[0].when.nodes is the reach, which is set too; leave one of the two out',
  ],
  [
    'scopes: ["rudder:*:write"], when: { node: 50 }',
    'approvals[0].when.node is not a setting; allowed: reach, tags, nodes, queries. Did you mean nodes?',
  ],
  ['scopes: ["rudder:*:write"], when: { nodes: 0 }', 'approvals[0].when.nodes must be at least 1'],
  ['scopes: ["rudder:*:write"], when: {}', 'approvals[0].when must have reach or tags, or be left out'],
])('an approval %s is refused with what to write', (text, said) => {
  expect(mistakesIn(entry(text))).toContain(said)
})

test('an account belongs to one person', () => {
  const people = (text: string) => mistakesIn(`identity:\n  domains: [acme.net]\n  people: ${text}\n`)
  expect(people('{ a@acme.net: [x@acme.net], b@acme.net: [X@acme.net] }')).toContain(
    'is an account of a@acme.net already',
  )
  expect(people('{ a@acme.net: [B@acme.net], b@acme.net: [x@acme.net] }')).toContain('is a person too')
  expect(people('{ a@evil.net: [cli:root] }')).toContain('evil.net is not in identity.domains')
  expect(people('{ ana: [cli:root] }')).toContain('must be an e-mail')
})

test('a login belongs to one person, of a system that there is', () => {
  const logins = (text: string) => mistakesIn(`identity:\n  logins: ${text}\n`)
  const { identity } = read('identity:\n  logins: { rudder: { amartin: ana@acme.net, zoe: zoe@contractor.net } }\n')
  expect(identity.logins).toEqual({ rudder: { amartin: 'ana@acme.net', zoe: 'zoe@contractor.net' } })
  expect(logins('{ ruder: { amartin: ana@acme.net } }')).toContain('Did you mean rudder?')
  expect(logins('{ rudder/prod: { amartin: ana@acme.net } }')).toContain('"rudder/prod"')
  expect(logins('{ rudder: { amartin: ana@acme.net, AMartin: zoe@acme.net } }')).toContain('is listed already')
  expect(logins('{ rudder: { amartin: ana } }')).toContain('must be an e-mail')
  expect(logins('{ rudder: { "": ana@acme.net } }')).not.toBe('')
})

test('plus addresses can only differ in a domain that counts', () => {
  const differ = (domain: string) =>
    `identity:\n  domains: [acme.net]\n  plusAddressesDiffer: [${domain}]\nconnections:\n${connection()}`
  expect(read(differ('acme.net')).identity.plusAddressesDiffer).toEqual(['acme.net'])
  expect(mistakesIn(differ('acme.org'))).toContain(
    'identity.plusAddressesDiffer[0] "acme.org" is not in identity.domains; it has acme.net',
  )
})

test('approvals that look at tags want a token that can read them, wherever they count', () => {
  const warned = (approval: string, scopes: string, more = '') =>
    read(`connections:\n${connection('', 'rudder/prod', scopes)}${more}approvals:\n  - { people: 2, ${approval} }\n`)
      .warnings
  const onTags = 'scopes: ["rudder:*:write"], when: { tags: [a=b] }'
  const some = 'rudder:info:read", "rudder:rules:read'
  expect(warned(onTags, some)).toEqual([
    "rudder/prod has no token for rudder:secrets:read, and approvals: looks at tags there. Tags that can't be read count as a match, so more changes need the approvals of that entry. Give a token of rudder/prod that scope.",
  ])
  expect(warned(onTags, 'rudder:*:read')).toEqual([])
  const bound =
    '      - { name: one, secret: "env:RUDDER_WRITE_TOKEN", scopes: ["rudder:secrets:read"], only: { ruleId: [a] } }\n'
  expect(warned(onTags, some, bound)).toHaveLength(1)
  expect(warned('scopes: ["rudder:*:write"], when: { nodes: 50 }', some)).toEqual([])
  expect(warned('scopes: ["redash:*:write"], when: { tags: [a=b] }', some)).toEqual([])
})

test('the days that things are kept: defaults for each, and no less than what they are needed for', () => {
  const yaml = `connections:\n${connection()}`
  expect(read(yaml).retention).toEqual({ proposals: 365, votes: 365, runs: 30, tables: 7, refusals: 90, keys: 90 })
  const some = read(`${yaml}retention: { proposals: 90, runs: 7 }\n`).retention
  expect(some).toEqual({ proposals: 90, votes: 365, runs: 7, tables: 7, refusals: 90, keys: 90 })
  expect(mistakesIn(`${yaml}retention: { proposals: 6 }\n`)).toContain('retention.proposals')
  expect(mistakesIn(`${yaml}retention: { votes: 1.5 }\n`)).toContain('retention.votes')
})
