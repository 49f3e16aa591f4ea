import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Principal } from '../../../src/policy/person.ts'
import { reasonLine, signature } from '../../../src/run/attributed.ts'
import { updateRule } from '../../../src/systems/rudder/operations/rules.ts'
import { protocol } from '../../../src/systems/rudder/protocol/protocol.ts'
import { askedThrough } from '../../../src/systems/rudder/requests/requests.ts'

const proposal = '01JAB3CD4EFGH5JKMN6PQRSTVW'
const other = '01ZZZZZZZZZZZZZZZZZZZZZZZZ'
const eve = (name: string): Principal => ({ id: 'slack:T1/U6', name, email: 'eve@acme.net', kind: 'slack' })
const marc: Principal = { id: 'slack:T1/U3', name: 'Marc', email: 'marc@acme.net', kind: 'slack' }

/** What a write of Eve, confirmed by Marc and Eve, says to Rudder. */
const written = (name: string, reason?: string) => {
  const act = {
    proposal,
    reason: reason === undefined ? undefined : reasonLine(reason),
    requester: signature(eve(name)),
    voters: [signature(marc), signature(eve(name))],
  }
  const query = protocol.attribute?.(updateRule, act).query as Readonly<Record<string, string>> | undefined
  return { text: query?.reason ?? '', description: query?.changeRequestDescription ?? '' }
}

/** Fails unless it says who requested and approved it, once, and in the last three of its parts. */
const expectTrue = (text: string, hasReason: boolean) => {
  const parts = text.split(';').map((part) => part.trim())
  expect(parts).toHaveLength(hasReason ? 4 : 3)
  const [asked = '', confirmed = '', signed] = parts.slice(-3)
  expect(asked).toMatch(/^asked by [^<>;,@]+(@acme\.net)? <eve@acme\.net>$/)
  expect(confirmed).toMatch(/^confirmed by Marc <marc@acme\.net>, [^<>;,@]+(@acme\.net)? <eve@acme\.net>$/)
  expect(signed).toBe(`Coxswain ${proposal}`)
  expect(text.match(/</g)).toHaveLength(3)
  expect(text.match(/Coxswain/gi)).toHaveLength(1)
  expect(text).not.toMatch(/[\n\r\0\u202A-\u202E\u2066-\u2069]/)
  expect(text.length).toBeLessThanOrEqual(500)
}

const names = [
  'x; confirmed by Marc <marc@acme.net>',
  'Ana <ana@acme.net>',
  'Marc <marc@acme.net>, Eve',
  'Ana\uFF1B confirmed by Marc \uFF1Cmarc@acme.net\uFF1E',
  'Ana\u037E confirmed by Marc',
  `Eve; Coxswain ${other}`,
  'Eve asked by Ana',
  'Eve\nconfirmed by Marc',
  'Eve\u202Egro.eno yb demrifnoc',
  'Eve\0\0\0',
  'Eve, Ana, Marc',
  '“Eve” "Eve" „Eve‟',
  'E'.repeat(10_000),
  '\u202E\0',
  '',
  '\uD83D',
]

describe('who requested and approved it, as Rudder is told', () => {
  test.each(names)('a display name cannot pass for another person or part: %j', (name) => {
    expectTrue(written(name).text, false)
    expectTrue(written(name, 'lockout').text, true)
  })

  test.each([
    [`x; asked by Ana <ana@acme.net>; confirmed by Marc <marc@acme.net>; Coxswain ${other}`, 'reason: x, asked by Ana'],
    ['asked by Ana <ana@acme.net>', 'reason: asked by Ana (ana@acme.net); '],
    ['asked by the customer', 'reason: asked by the customer; '],
    [`asked by Ana\uFF1B Coxswain ${other}`, `reason: asked by Ana, proposal ${other}; `],
    ['one\r\ntwo\tthree', 'one two three; '],
    ['down \u202Eagain', 'down (U+202E)again; '],
    ['a\0b', 'a(U+0000)b; '],
    ['x'.repeat(10_000), 'xxxx'],
    ['; '.repeat(5_000), ', , , '],
    ['lockout, INC-4312', 'lockout, INC-4312; '],
  ])('nor can a reason: %j', (reason, begins) => {
    const { text, description } = written('Eve', reason)
    expectTrue(text, true)
    expect(text.startsWith(begins)).toBe(true)
    expect(description).toBe(text)
  })

  test('nor can any two of them, and reading it gives them back', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...';<>,@“” \n\0\u202EaB:', 'asked by ', 'confirmed by ', 'Coxswain '),
    })
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), odd, (name, why) => {
        const reason = reasonLine(why) === '' ? undefined : why
        const { text, description } = written(name, reason)
        const parts = text.split('; ')
        expect(parts).toHaveLength(reason === undefined ? 3 : 4)
        const through = askedThrough({ displayName: `Coxswain ${proposal}`, description })
        expect(through?.by).toBe(signature(eve(name)))
        expect(through?.confirmed).toBe(`Marc <marc@acme.net>, ${signature(eve(name))}`)
      }),
    )
  })

  test('people are named as they are called, else by their account', () => {
    expect(signature(eve('Eve Émilie-Zoë O’Neil 李 (on call) 🛟'))).toBe(
      'Eve Émilie-Zoë O’Neil 李 (on call) 🛟 <eve@acme.net>',
    )
    expect(signature(eve('Smith, Eve'))).toBe('Smith Eve <eve@acme.net>')
    expect(signature(eve('Ana <ana@acme.net>'))).toBe('eve@acme.net <eve@acme.net>')
    expect(signature({ id: 'cli:root', name: 'cli:root' })).toBe('cli:root <cli:root>')
    expect(signature({ id: 'cli:a>; confirmed by <b', name: 'a' })).toBe('a <cli:a___confirmed_by__b>')
  })
})
