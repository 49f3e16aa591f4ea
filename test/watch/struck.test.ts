import { expect, test } from 'vitest'
import { type Struck, struckBy, struckWords } from '../../src/run/watching/struck.ts'

const hosts = (name: string, many: number) => Array.from({ length: many }, (_, n) => name.replace('#', `${n + 1}`))

const alarm = (items: readonly string[], { title = 'failing nodes', total = items.length } = {}) => ({
  which: { title, items, total },
})

const words = (...alarms: readonly Parameters<typeof struckBy>[1][]): string | undefined => {
  const struck = alarms.reduce<Struck | undefined>((before, one) => struckBy(before, one), undefined)
  return struck && struckWords(struck)
}

test('the hosts that the alerts of a storm name count once each', () => {
  const lyon = hosts('edge-#.lyon2.acme.net', 41)
  const paris = hosts('db-#.paris1.acme.net', 5)
  expect(words(alarm(lyon), alarm([...lyon.slice(0, 9), ...paris]))).toBe(
    '41 of 46 failing nodes are *.lyon2.acme.net.',
  )
  expect(words(alarm(lyon), {}, undefined)).toBe('All 41 failing nodes are edge-*.lyon2.acme.net.')
})

test('what is called differently is called hosts', () => {
  expect(words(alarm(hosts('a#.x.net', 3)), alarm(hosts('b#.x.net', 1), { title: 'node in error' }))).toBe(
    '3 of 4 hosts are a*.x.net.',
  )
})

test('if not all are known by name, no share is claimed', () => {
  expect(words(alarm(hosts('a#.x.net', 100), { total: 400 }))).toBe('At least 100 failing nodes are a*.x.net.')
  expect(words(alarm(hosts('a#.x.net', 150)), alarm(hosts('b#.x.net', 150)))).toBe(
    'At least 150 failing nodes are a*.x.net.',
  )
})

test('fewer than half, or than three, have nothing in common', () => {
  expect(words(alarm([...hosts('a#.x.net', 4), ...hosts('b#.y.net', 4), ...hosts('c#.z.net', 4)]))).toBeUndefined()
  expect(words(alarm(hosts('a#.x.net', 2)))).toBeUndefined()
  expect(words(undefined)).toBeUndefined()
})

test('what a name may contain is written out', () => {
  expect(words(alarm(hosts('a#.x\u202Enet', 3)))).toBe('All 3 failing nodes are a*.x⟨U+202E⟩net.')
})
