import { expect, test } from 'vitest'
import {
  byName,
  callNames,
  dateWords,
  eachAlike,
  firstOf,
  grouped,
  holding,
  hostList,
  hostWords,
  inOrder,
  mentions,
  mostly,
  queryWords,
} from '../../../src/systems/rudder/index.ts'

const many = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name.replaceAll('#', `${at + 1}`)}`)

const hosts = (names: readonly string[]) => names.map((name) => ({ name }))

test('a few hosts are named, in the order of their numbers', () => {
  expect(hostWords(hosts([]))).toBe('')
  expect(hostWords(hosts(['web-10.a.net', 'web-9.a.net']))).toBe('web-9, web-10 (.a.net)')
  expect(hostWords(hosts(['web-9.a.net', 'web-9.b.net']))).toBe('web-9.a.net, web-9.b.net')
})

test('more are counted by what they end in, the most first, and odd ones are named', () => {
  expect(hostWords(hosts([...many('edge-#.lyon2.net', 41), ...many('db-#.fra1.net', 5), 'x.mtl1.net']))).toBe(
    '41 *.lyon2.net, 5 *.fra1.net, x.mtl1.net',
  )
  expect(hostWords(hosts(many('n#.d#.net', 20)))).toMatch(/^n1\.d1\.net, .* and 14 more$/)
})

test('where all end alike, they are told apart by how they begin', () => {
  expect(hostWords(hosts([...many('jump-#.paris1.net', 3), ...many('web-#.paris1.net', 16)]))).toBe(
    '16 web-*.paris1.net, 3 jump-*.paris1.net',
  )
  expect(grouped(hosts(many('node#', 9)))).toEqual([{ like: 'node*', hosts: hosts(many('node#', 9)) }])
})

test('of 20,000 groups the first are found without putting the rest in order', () => {
  const nodes = Array.from({ length: 20_000 }, (_, at) => ({
    name: `srv.customer${(at * 7_919) % 20_000}.example.net`,
  }))
  let looks = 0
  const groups = grouped(nodes).map(({ like, hosts }) => ({
    hosts,
    get like() {
      looks += 1
      return like
    },
  }))
  expect(groups).toHaveLength(20_000)
  expect(eachAlike(groups).take(2).toArray()).toEqual(hosts(['srv.customer0.example.net', 'srv.customer1.example.net']))
  const { items, total } = hostList('Where', groups)
  expect({ first: items[1], shown: items.length, total }).toEqual({
    first: { name: 'srv.customer1.example.net', text: '1 node' },
    shown: 8,
    total: 20_000,
  })
  expect(mostly(groups)).toBe('')
  // Each of both looks at a few names for every group; sorting them would be thirty.
  expect(looks).toBeLessThan(8 * groups.length)
})

test('the first nodes are those of the largest groups, each once', () => {
  const groups = grouped(hosts([...many('a#.one.net', 2), 'b.two.net', ...many('c#.many.net', 3)]))
  const first = eachAlike(groups)
    .take(4)
    .map(({ name }) => name)
  expect(first.toArray()).toEqual([...['c1.many.net', 'c2.many.net', 'c3.many.net', 'a1.one.net']])
  expect(eachAlike(groups).toArray()).toHaveLength(6)
  expect(mostly(groups)).toBe('')
  expect(mostly(grouped(hosts([...many('a#.one.net', 4), ...many('b#.two.net', 4)])))).toBe(', 4 of them *.one.net')
  expect(mostly(grouped(hosts(many('a#.one.net', 9))))).toBe(', all of them a*.one.net')
})

const where = (comparator: string, value?: string, objectType = 'node', attribute = 'osName') => ({
  objectType,
  attribute,
  comparator,
  ...(value !== undefined && { value }),
})

test('a query in words', () => {
  expect(queryWords(undefined)).toBe('no query')
  expect(queryWords({ composition: 'or', where: [where('eq', 'Debian'), where('eq', 'Ubuntu')] })).toBe(
    'nodes whose osName is Debian or osName is Ubuntu',
  )
  expect(queryWords({ select: 'nodeAndPolicyServer', transform: 'invert', where: [where('exists')] })).toBe(
    'nodes and policy servers for which it is not so that osName exists',
  )
})

test.each(['serializedNodeProperty', 'environmentVariable'])('of a %s only the name is said', (type) => {
  const asked = (value: string, how = 'eq') => queryWords({ where: [where(how, value, type, 'name.value')] })
  expect(asked('env=secret')).toBe(`nodes whose ${type} name.value is env=…`)
  expect(asked('secret')).toBe(`nodes whose ${type} name.value is …`)
  expect(asked('env', 'hasKey')).toBe(`nodes whose ${type} name.value has the key env`)
})

test('a target that is named anywhere is named, and to what end', () => {
  expect(mentions(['special:all', { or: [{ and: ['group:a'] }] }], 'group:a')).toBe('included')
  expect(mentions([{ include: { or: ['group:a'] }, exclude: { or: ['group:b'] } }], 'group:b')).toBe('excluded')
  expect(mentions(['group:ab'], 'group:a')).toBeUndefined()
})

test('moments are told in one zone', () => {
  expect(dateWords('2025-01-05T21:53:20+01:00')).toBe('2025-01-05 20:53 UTC')
  expect([dateWords('yesterday'), dateWords(undefined)]).toEqual(['yesterday', undefined])
})

test('the calls of a technique, those of a block after its name', () => {
  expect(
    callNames([
      { component: 'A', method: 'm' },
      { component: 'B', calls: [{ component: 'C', method: 'n' }] },
    ]),
  ).toEqual(['A (m)', 'B › C (n)'])
})

test('the first of many are found without putting the rest in order, and as sorting would', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `edge-${(at * 7_919) % 20_000}.lyon2.net`)
  let compared = 0
  const counting = (a: string, b: string) => {
    compared += 1
    return byName(a, b)
  }
  const first = firstOf(names, 8, counting)
  expect(first).toEqual([...names].sort(byName).slice(0, 8))
  expect(first[7]).toBe('edge-7.lyon2.net')
  expect(compared).toBeLessThan(2 * names.length)
  expect(firstOf(['b', 'a'], 3, byName)).toEqual(['a', 'b'])
  expect(firstOf([], 3, byName)).toEqual([])
})

test('all of many come in the order in which sorting would put them, the first before the rest is in order', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `edge-${(at * 7_919) % 10_000}.lyon2.net`)
  const numbered = names.map((name, at) => ({ name, at }))
  let compared = 0
  const order = (a: { readonly name: string }, b: { readonly name: string }) => {
    compared += 1
    return byName(a.name, b.name)
  }
  expect(inOrder(numbered, order).take(2).toArray()).toMatchObject([
    { name: 'edge-0.lyon2.net', at: 0 },
    { at: 10_000 },
  ])
  expect(compared).toBeLessThan(3 * names.length)
  expect([...inOrder(numbered, order)]).toEqual(numbered.toSorted(order))
  expect([...inOrder([], byName)]).toEqual([])
})

test('a name holds all words, and between the pieces of one with a star anything', () => {
  const held = (text: string | undefined) =>
    ['web-1.paris1.net', 'web-2.fra1.net', 'db-1.paris1.net'].filter(holding(text))
  expect(held(undefined)).toHaveLength(3)
  expect(held('PARIS1 web')).toEqual(['web-1.paris1.net'])
  expect(held('web-*.net')).toHaveLength(2)
  expect(held('*-1*paris')).toEqual(['web-1.paris1.net', 'db-1.paris1.net'])
  expect(held('paris*web')).toEqual([])
  expect(held('*')).toHaveLength(3)
  expect(holding(`${'a*'.repeat(2_000)}b`)('a'.repeat(60))).toBe(false)
})
