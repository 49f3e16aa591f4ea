import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Claim, issuePermit, Permit } from '../../src/vault/permit.ts'
import { forgeries } from './forged.ts'

const claim: Claim = {
  proposal: '0PROPOSAL',
  connection: 'rudder/prod',
  scope: 'rudder:rules:write',
  digest: 'abcdef0123456789'.repeat(4),
  until: 1_000,
}
const make = (...given: unknown[]) => Reflect.construct(Permit, given)

test('a real one is good for exactly its call, once', () => {
  const permit = issuePermit(claim)
  expect(Permit.spend(permit, claim, 999)).toBeUndefined()
  expect(Permit.spend(permit, claim, 999)).toBe('the permit is spent')
})

test('it ends at its time, to the millisecond', () => {
  expect(Permit.spend(issuePermit(claim), claim, 999)).toBeUndefined()
  expect(Permit.spend(issuePermit(claim), claim, 1_000)).toBe('the permit has ended')
})

test.for(Object.entries(forgeries))('not good: %s', ([, forge]) => {
  expect(Permit.spend(forge(claim), claim, 999)).toMatch(/permit/)
})

test.for(['connection', 'scope', 'digest'] as const)('an attempt with another %s spends it', (part) => {
  const permit = issuePermit(claim)
  expect(Permit.spend(permit, { ...claim, [part]: 'other' }, 1)).toMatch(/^the permit is for another /)
  expect(Permit.spend(permit, claim, 1)).toBe('the permit is spent')
})

describe('nobody else makes one', () => {
  const symbols = [Symbol('permit'), Symbol.for('permit'), undefined, 'permit', {}, Permit]
  test.for(symbols)('new Permit with a key that is not the key', (key) => {
    expect(() => make(key, claim)).toThrow('only made by a claim')
  })

  test('nor a class that extends it', () => {
    class Own extends Permit {}
    expect(() => Reflect.construct(Own, [Symbol('permit'), claim])).toThrow('only made by a claim')
    expect(() => Reflect.construct(Object, [], Permit)).not.toThrow()
    expect(Permit.spend(Reflect.construct(Object, [], Permit), claim, 1)).toBe('no permit')
  })

  test('nor by calling the constructor that a real one shows', () => {
    const shown = issuePermit(claim).constructor
    expect(() => Reflect.construct(shown, [undefined, claim])).toThrow('only made by a claim')
    expect(() => Reflect.apply(shown, {}, [undefined, claim])).toThrow(TypeError)
  })

  test('and the key is not to be found on anything that is exported', async () => {
    const permit = issuePermit(claim)
    const exported = Object.values(await import('../../src/vault/permit.ts'))
    const things: object[] = [permit, Permit, Permit.prototype, issuePermit, ...exported]
    const found = things.flatMap((thing) => [
      ...Object.getOwnPropertySymbols(thing),
      ...Reflect.ownKeys(thing).flatMap((key) => {
        const { value } = Object.getOwnPropertyDescriptor(thing, key) ?? {}
        return typeof value === 'symbol' ? [value] : []
      }),
    ])
    expect(found).toEqual([])
  })
})

test('whoever has one cannot replace what checks it', () => {
  const shown = issuePermit(claim).constructor
  for (const use of ['wrong', 'spend']) expect(Reflect.set(shown, use, () => undefined)).toBe(false)
  expect(Reflect.defineProperty(Permit, 'spend', { value: () => undefined })).toBe(false)
  expect([Object.isFrozen(Permit), Object.isFrozen(Permit.prototype)]).toEqual([true, true])
  expect(Permit.spend({}, claim, 1)).toBe('no permit')
})

describe('what is inside is neither seen nor changed', () => {
  test('there is nothing to see', () => {
    const permit = issuePermit(claim)
    expect(Reflect.ownKeys(permit)).toEqual([])
    expect(JSON.stringify(permit)).toBe('{}')
    expect(inspect(permit, { showHidden: true, depth: 9 })).not.toContain(claim.digest)
  })

  test('it takes no property and no other prototype', () => {
    const permit = issuePermit(claim)
    expect(Object.isFrozen(permit)).toBe(true)
    expect(() => Object.assign(permit, { until: 2 })).toThrow(TypeError)
    expect(() => Object.setPrototypeOf(permit, {})).toThrow(TypeError)
  })

  test('a claim that is changed afterwards changes nothing', () => {
    const mine = { ...claim }
    const permit = issuePermit(mine)
    Object.assign(mine, { connection: 'rudder/other', digest: '0'.repeat(64), until: Number.MAX_SAFE_INTEGER })
    expect(Permit.spend(permit, mine, 1)).toMatch(/another connection|another call/)
    expect(Permit.spend(issuePermit(claim), claim, 1)).toBeUndefined()
  })
})
