import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { buildRequest } from '../../../src/systems/request.ts'
import type { System } from '../../../src/systems/system.ts'
import { runs } from '../../runs.ts'
import { operationsOf } from './connected.ts'
import { filled } from './matching.ts'

const base = 'https://system.example/some/api'

/** Throws unless the address is the template's, segment by segment, with these very values in it. */
export const matches = (operation: Operation, input: Readonly<Record<string, string>>): void => {
  const url = new URL(buildRequest(base, operation, input).url)
  expect([url.origin, url.hash, url.username]).toEqual(['https://system.example', '', ''])
  const segments = url.pathname.split('/').slice(1)
  expect(segments.slice(0, 2)).toEqual(['some', 'api'])
  expect(segments.slice(2).map(decodeURIComponent)).toEqual(filled(operation, input))
  // However often somebody on the way decodes it, no separator and no climbing comes out.
  for (let text = url.pathname, i = 0; i < 3; i += 1) {
    expect(text.split('/')).toHaveLength(segments.length + 1)
    expect(text.split('/').some((part) => part === '.' || part === '..')).toBe(false)
    expect(text).not.toMatch(/[\\?#\r\n\0]/)
    text = decodeURIComponent(text)
  }
}

const nasty = fc.constantFrom(
  ...['.', '..', '/', '\\', '%', '%2e', '%2f', '%5c', '%25', '?', '#', '\r', '\n', '\0', '\t', '&', '=', ';', '@', ':'],
  ...[
    '．',
    '\u2024',
    '\uff0f',
    '\u2215',
    '\ufeff',
    '\u202e',
    '\ud83d',
    '\udea2',
    'a',
    'B',
    '7',
    ' ',
    '+',
    '-',
    'é',
    '🚢',
  ],
)
const text = fc.oneof(
  fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const namesIn = ({ endpoint }: Operation) => [...endpoint.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '')

/** Builds requests of these operations with any text at all: refused, or one segment as it was given. */
export const anyText = (operations: readonly Operation[], numRuns: number): void => {
  const counts = { refused: 0, built: 0 }
  fc.assert(
    fc.property(fc.constantFrom(...operations), text, text, (operation, one, other) => {
      const input = Object.fromEntries(namesIn(operation).map((name, i) => [name, i === 0 ? one : other]))
      try {
        buildRequest(base, operation, input)
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
        counts.refused += 1
        return
      }
      matches(operation, input)
      counts.built += 1
    }),
    { numRuns },
  )
  console.log(`${counts.built} built, ${counts.refused} refused`)
  expect(Math.min(counts.built, counts.refused)).toBeGreaterThan(numRuns / 10)
}

/** Whatever a path parameter is given, the request is refused or it is the one that was declared. */
export const pathContract = (system: System): void => {
  const withPath = Object.values(operationsOf(system))
    .filter(({ endpoint }) => endpoint.includes('{'))
    .map((operation): Operation => ({ ...operation, shape: {} }))

  describe.skipIf(withPath.length === 0)(
    'any text as a path parameter: refused, or one segment as it was given',
    () => {
      test('of every operation that has one', () => anyText(withPath, runs(1_000, 5_000)))
    },
  )
}
