import { expect, test } from 'vitest'
import { mistakesIn, nothing, read } from './setup.ts'

const yaml = `${nothing}heartbeat: env:HEARTBEAT\n`
const address = 'https://alive.acme.net/the-key-0123456789?from=bot'

test('the address of the heartbeat is a secret of the environment or of a file', () => {
  const config = read(yaml, { HEARTBEAT: address })
  expect(config.heartbeat?.reveal()).toBe(address)
  expect(config.secrets).toContain(config.heartbeat)
  expect(read(nothing, {}).heartbeat).toBeUndefined()
  expect(mistakesIn(`${nothing}heartbeat: ${address}\n`, {})).toContain('heartbeat must be env:NAME or file:path')
  expect(mistakesIn(yaml, {})).toContain('heartbeat cannot be opened: HEARTBEAT is not in the environment or .env')
})

test.each([
  'http://alive.acme.net/key-0123',
  'ftp://alive.acme.net/key-0123',
  'key-0123',
  'https://me:key-0123@acme.net/',
])('%s is not called, and not shown', (text) => {
  const said = mistakesIn(yaml, { HEARTBEAT: text })
  expect(said).toContain('heartbeat must lead to an address that begins with https://')
  expect(said).not.toContain('key-0123')
})
