import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ref } from '../../src/command/finder.ts'
import { parseLine } from '../../src/command/parse.ts'
import { exactly, resolve } from '../../src/command/resolve.ts'
import { quotedName } from '../../src/command/typed.ts'
import { UserError } from '../../src/errors.ts'
import { runs } from '../runs.ts'
import { sample } from './sample.ts'

const refs: readonly Ref[] = [
  { id: '1', name: 'SSH hardening' },
  { id: '2', name: 'SSH banner' },
  { id: '3', name: 'ssh hardening, old' },
  { id: '4', name: 'NTP client' },
  { id: '5', name: 'Twin' },
  { id: '6', name: 'Twin' },
  { id: '7', name: 'Größe' },
]
const refused = (what: string, text: string, list: readonly Ref[], show?: string): UserError => {
  try {
    resolve(what, text, list, { list: show })
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`“${text}” was resolved`)
}

test.each([
  ['2', '2'],
  ['SSH hardening', '1'],
  ['ssh HARDENING', '1'],
  ['ntp', '4'],
  ['NTP   client', '4'],
  ['Gro\u0308ße', '7'],
  ['größe', '7'],
  ['Twin (6)', '6'],
])('%s is object %s', (text, id) => {
  expect(resolve('rule', text, refs).id).toBe(id)
})

describe('what is not clear', () => {
  test('a prefix of several', () => {
    const error = refused('rule', 'ssh', refs)
    expect(error.message).toBe('“ssh” could be 3 rules: choose one of those below.')
    expect(error.candidates).toEqual(['SSH hardening', 'SSH banner', 'ssh hardening, old'])
  })
  test('a prefix of many', () => {
    const many = Array.from({ length: 1_200 }, (_, i) => ({ id: `id${i}`, name: `web-${i}` }))
    const error = refused('node', 'web', many)
    expect(error.message).toBe('“web” could be 1,200 nodes: type more of the name; 5 of them are below.')
    expect(error.candidates).toHaveLength(5)
  })
  test('two with one name', () => {
    expect(refused('rule', 'twin', refs).candidates).toEqual(['Twin (5)', 'Twin (6)'])
  })
  test('a slip, and words that are in the name', () => {
    expect(refused('rule', 'NPT client', refs).candidates).toEqual(['NTP client'])
    expect(refused('rule', 'hardening', refs).candidates).toEqual(['SSH hardening', 'ssh hardening, old'])
    expect(refused('rule', 'NPT client', refs, 'rudder rules').message).toBe(
      'No rule is called “NPT client”. Did you mean “NTP client”? “/rudder rules” lists them.',
    )
  })
  test('words that several names hold', () => {
    expect(refused('rule', 'hardening', refs).message).toBe('“hardening” could be 2 rules: choose one of those below.')
  })
  test('nothing like it', () => {
    expect(refused('rule', 'xyzzy', refs, 'rudder rules').message).toBe(
      'No rule is called “xyzzy” or anything like it. “/rudder rules” lists them.',
    )
    expect(refused('rule', 'xyzzy', []).candidates).toEqual([])
    expect(() => resolve('node', 'xyzzy', refs, { unlisted: 'Deleted nodes are not listed.' })).toThrow(
      'No node is called “xyzzy” or anything like it. Deleted nodes are not listed.',
    )
  })
  test('names that no line can hold are offered by id', () => {
    const odd = [
      { id: 'a', name: 'Odd\u202Egnp' },
      { id: 'b', name: 'Odd\nline' },
      { id: 'c', name: `Odd ${'x'.repeat(300)}` },
      { id: 'd', name: 'Odd ../x' },
    ]
    expect(refused('rule', 'odd', odd).candidates).toEqual(['a', 'b', 'c', 'd'])
  })
})

test('exactly is true for a whole name or an id, not for the beginning of a name', () => {
  expect(['SSH hardening', 'ssh banner', '4', 'Twin'].map((text) => exactly(text, refs))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['SSH', 'SSH hardening on staging', ''].map((text) => exactly(text, refs))).toEqual([false, false, false])
})

const words = fc.constantFrom(
  'SSH',
  'ssh',
  'hardening',
  'old',
  'on',
  'staging',
  'because',
  'here',
  'show',
  '"x"',
  "it's",
  '—',
  '(1)',
  '🚢',
  '規則',
  '\u200b',
  '..',
)
const name = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 4 }).map((w) => w.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 15 }),
)
const lists = fc.uniqueArray(
  fc.record({ id: fc.oneof(fc.uuid(), fc.integer({ min: 1, max: 30 }).map(String)), name }),
  { selector: (ref) => ref.id, maxLength: 25 },
)

test('an id and a name of its own always mean their object; every candidate that is offered resolves', () => {
  fc.assert(
    fc.property(lists, name, (list, typed) => {
      for (const ref of list) {
        expect(resolve('rule', ref.id, list)).toBe(ref)
        const own = list.filter((other) => other.name === ref.name || other.id === ref.name).length === 1
        if (own && ref.name.trim() === ref.name && ref.name !== '') expect(resolve('rule', ref.name, list)).toBe(ref)
      }
      try {
        expect(list).toContain(resolve('rule', typed, list))
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        const offered = error.candidates.map((candidate) => resolve('rule', candidate, list))
        expect(new Set(offered).size).toBe(error.candidates.length)
      }
    }),
    { numRuns: runs(400, 2_000) },
  )
})

test('a name that can be typed is read back from a line as it is, and so is every candidate', async () => {
  const commands = await sample()
  const known = { connections: ['rudder/staging'] }
  const back = (text: string) => {
    const parsed = parseLine(commands, `rudder rule disable ${text} because x`, known)
    expect(parsed.reason).toBe('x')
    expect(parsed.onIfNoObject).toBeUndefined()
    return parsed.args.rule
  }
  fc.assert(
    fc.property(lists, name, (list, typed) => {
      let candidates: readonly string[] = []
      try {
        resolve('rule', typed, list)
      } catch (error) {
        if (error instanceof UserError) candidates = error.candidates
      }
      for (const candidate of candidates) expect(back(quotedName(candidate) ?? '')).toBe(candidate)
    }),
    { numRuns: runs(400, 2_000) },
  )
})

test('20,000 objects are enough for an answer or a sentence', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => ({ id: `id-${i}`, name: `web-${i}.lyon2.acme.example.net` }))
  for (const text of [
    'web-19999.lyon2.acme.example.net',
    'web',
    'wbe-777.lyon2.acme.example.net',
    'acme lyon2',
    'xyzzy',
  ]) {
    const found = () => resolve('node', text, many)
    if (text === 'web-19999.lyon2.acme.example.net') expect(found()).toMatchObject({ id: 'id-19999' })
    else expect(found).toThrow(UserError)
  }
})
