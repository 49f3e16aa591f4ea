import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiryIn } from '../../src/vault/jwt.ts'
import { Secret } from '../../src/vault/secret.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (payload: unknown) => `${part({ alg: 'HS256' })}.${part(payload)}.c2lnbmF0dXJl`
const expiry = (text: string) => expiryIn(new Secret(() => text))

test('a token that says when it expires', () => {
  expect(expiry(token({ sub: 'ana', exp: 1_796_083_200 }))).toBe(1_796_083_200_000)
})

test.each([
  ['an opaque key', 'dG9rZW5fYWRtaW5fTG9jYWxMZW5z'],
  ['a token without an end', token({ sub: 'ana' })],
  ['an end that is text', token({ exp: '1796083200' })],
  ['an end that is no second', token({ exp: 1.5 })],
  ['an end in milliseconds', token({ exp: 1_796_083_200_000 })],
  ['an end before there were tokens', token({ exp: -1 })],
  ['a payload that is a list', token([])],
  ['a payload that is nothing', token(null)],
  ['a payload that is no JSON', 'e30.bm90IGpzb24.c2ln'],
  ['nothing', ''],
])('%s says nothing', (_, text) => expect(expiry(text)).toBeUndefined())

test('a secret that can’t be read says nothing, and no text breaks it', () => {
  const gone = new Secret(() => {
    throw new Error('no such file')
  })
  expect(expiryIn(gone)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => expiry(text) === undefined))
  fc.assert(fc.property(fc.json(), (json) => expiry(`e30.${Buffer.from(json).toString('base64url')}.`) === undefined))
})
