import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Approval, type Claim, mintApproval } from '../../src/vault/approval.ts'
import { forgeries } from './forged.ts'

const claim: Claim = {
  proposal: '0PROPOSAL',
  connection: 'rudder/prod',
  scope: 'rudder:rules:write',
  digest: 'abcdef0123456789'.repeat(4),
  until: 1_000,
}
const make = (...given: unknown[]) => Reflect.construct(Approval, given)

test('a real one is good for exactly its call, once', () => {
  const approval = mintApproval(claim)
  expect(Approval.spend(approval, claim, 999)).toBeUndefined()
  expect(Approval.spend(approval, claim, 999)).toBe('the approval is spent')
})

test('it ends at its time, to the millisecond', () => {
  expect(Approval.spend(mintApproval(claim), claim, 999)).toBeUndefined()
  expect(Approval.spend(mintApproval(claim), claim, 1_000)).toBe('the approval has ended')
})

test.for(Object.entries(forgeries))('not good: %s', ([, forge]) => {
  expect(Approval.spend(forge(claim), claim, 999)).toMatch(/approval/)
})

test.for(['connection', 'scope', 'digest'] as const)('an attempt with another %s spends it', (part) => {
  const approval = mintApproval(claim)
  expect(Approval.spend(approval, { ...claim, [part]: 'other' }, 1)).toMatch(/^the approval is for another /)
  expect(Approval.spend(approval, claim, 1)).toBe('the approval is spent')
})

describe('nobody else makes one', () => {
  const symbols = [Symbol('approval'), Symbol.for('approval'), undefined, 'approval', {}, Approval]
  test.for(symbols)('new Approval with a key that is not the key', (key) => {
    expect(() => make(key, claim)).toThrow('only made by a claim')
  })

  test('nor a class that extends it', () => {
    class Own extends Approval {}
    expect(() => Reflect.construct(Own, [Symbol('approval'), claim])).toThrow('only made by a claim')
    expect(() => Reflect.construct(Object, [], Approval)).not.toThrow()
    expect(Approval.spend(Reflect.construct(Object, [], Approval), claim, 1)).toBe('no approval')
  })

  test('nor by calling the constructor that a real one shows', () => {
    const shown = mintApproval(claim).constructor
    expect(() => Reflect.construct(shown, [undefined, claim])).toThrow('only made by a claim')
    expect(() => Reflect.apply(shown, {}, [undefined, claim])).toThrow(TypeError)
  })

  test('and the key is not to be found on anything that is exported', async () => {
    const approval = mintApproval(claim)
    const exported = Object.values(await import('../../src/vault/approval.ts'))
    const things: object[] = [approval, Approval, Approval.prototype, mintApproval, ...exported]
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

describe('what is inside is neither seen nor changed', () => {
  test('there is nothing to see', () => {
    const approval = mintApproval(claim)
    expect(Reflect.ownKeys(approval)).toEqual([])
    expect(JSON.stringify(approval)).toBe('{}')
    expect(inspect(approval, { showHidden: true, depth: 9 })).not.toContain(claim.digest)
  })

  test('it takes no property and no other prototype', () => {
    const approval = mintApproval(claim)
    expect(Object.isFrozen(approval)).toBe(true)
    expect(() => Object.assign(approval, { until: 2 })).toThrow(TypeError)
    expect(() => Object.setPrototypeOf(approval, {})).toThrow(TypeError)
  })

  test('a claim that is changed afterwards changes nothing', () => {
    const mine = { ...claim }
    const approval = mintApproval(mine)
    Object.assign(mine, { connection: 'rudder/other', digest: '0'.repeat(64), until: Number.MAX_SAFE_INTEGER })
    expect(Approval.spend(approval, mine, 1)).toMatch(/another connection|another call/)
    expect(Approval.spend(mintApproval(claim), claim, 1)).toBeUndefined()
  })
})
