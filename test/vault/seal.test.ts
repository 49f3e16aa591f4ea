import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSealer, type Owner } from '../../src/vault/seal.ts'
import { Secret } from '../../src/vault/secret.ts'
import { runs } from '../runs.ts'

const sealer = (key = 'k'.repeat(32)) => createSealer(new Secret(() => key), randomBytes)
const ana: Owner = { person: 'slack:T1/UANA', connection: 'redash/prod' }
const opened = (value: ReturnType<ReturnType<typeof sealer>['open']>) =>
  typeof value === 'string' ? `not opened: ${value}` : value.reveal()

test('what is sealed opens for its owner, whatever it is, and shows nothing before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const sealed = sealer().seal(new Secret(() => value), ana)
      expect(opened(sealer().open(sealed, ana))).toBe(value)
    }),
    { numRuns: runs(50, 500) },
  )
  const key = 'a-key-of-somebody'
  const sealed = sealer().seal(new Secret(() => key), ana)
  expect(sealed).not.toContain(key)
  expect(sealer().seal(new Secret(() => key), ana)).not.toBe(sealed)
  expect(inspect(sealer().open(sealed, ana))).not.toContain(key)
})

test.for([
  ['another person', { ...ana, person: 'slack:T1/UMARC' }],
  ['the same account in another workspace', { ...ana, person: 'slack:T2/UANA' }],
  ['another connection', { ...ana, connection: 'redash/staging' }],
  ['parts that read alike together', { person: 'slack:T1/UANAredash', connection: '/prod' }],
] as const)('copied to the row of %s it does not open', ([, owner]) => {
  expect(opened(sealer().open(sealer().seal(new Secret(() => 'secret'), ana), owner))).toBe('not opened: altered')
})

test('with another sealing key it says so, and a key that is followed counts as it is now', () => {
  const sealed = sealer().seal(new Secret(() => 'secret'), ana)
  expect(opened(sealer('x'.repeat(32)).open(sealed, ana))).toBe('not opened: other key')
  let key = 'k'.repeat(32)
  const following = createSealer(new Secret(() => key), randomBytes)
  expect(opened(following.open(sealed, ana))).toBe('secret')
  key = 'y'.repeat(32)
  expect(opened(following.open(sealed, ana))).toBe('not opened: other key')
})

test('any change of it is noticed', () => {
  const sealed = sealer().seal(new Secret(() => 'secret'), ana)
  const parts = sealed.split('.')
  for (const part of [2, 3, 4]) {
    const bytes = Buffer.from(parts[part] ?? '', 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const text = parts.with(part, changed.toString('base64url')).join('.')
      expect(opened(sealer().open(text, ana))).toBe('not opened: altered')
    }
  }
  for (const text of ['', '1', '1....', `${sealed}.`, `2${sealed.slice(1)}`, sealed.replaceAll('.', ' ')])
    expect(opened(sealer().open(text, ana))).toBe('not opened: altered')
})
