import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createRedactor } from '../../src/vault/secret.ts'
import { connection, folderWith, mistakesIn, read, readToken, systems } from './setup.ts'

const fromFile = `connections:\n${connection().replace('env:RUDDER_READ_TOKEN', 'file:token')}`
const fromEnv = `connections:\n${connection()}`

test('a file is read again when it changes, without the line end', () => {
  const folder = folderWith(fromFile, { token: 'first-token-value\n' })
  const secret = readConfig({ env: {}, systems, folder }).connections[0]?.tokens[0]?.secret
  expect(secret?.reveal()).toBe('first-token-value')
  writeFileSync(join(folder, 'token'), 'other-token-value\r\n')
  utimesSync(join(folder, 'token'), 1, 1)
  expect(secret?.reveal()).toBe('other-token-value')
  rmSync(join(folder, 'token'))
  expect(() => secret?.reveal()).toThrow()
})

test('a file that everybody can read is a warning', () => {
  const folder = folderWith(fromFile, { token: 'first-token-value\n' })
  expect(readConfig({ env: {}, systems, folder }).warnings).toEqual([])
  chmodSync(join(folder, 'token'), 0o644)
  expect(readConfig({ env: {}, systems, folder }).warnings).toEqual([
    'token can be read by everybody on this machine: chmod 600 token',
  ])
})

test.for([
  // A variable of another token, whether it is in the settings or only in the environment, would be the wrong secret.
  ['RUDDER_READ_TOKEN', 'RUDDER_WRITE_TOKEN', false],
  ['RUDDER_READER_TOKEN', 'RUDDER_WRITER_TOKEN', false],
  ['RUDDER_RO_TOKEN', 'RUDDER_RW_TOKEN', false],
  ['RUDDER_PROD1_TOKEN', 'RUDDER_PROD2_TOKEN', false],
  ['RUDDER_READ_TOKEN', 'RUDDER_PROD_READ_TOKEN', false],
  ['SLACK_BAT_TOKEN', 'SLACK_BOT_TOKEN', false],
  ['RUDDER_READ_TOKEN', 'RUDER_READ_TOKEN', true],
  ['RUDDER_READ_TOKEN', 'rudder_read_token', true],
] as const)('where %s is missing, %s is suggested: %s', ([missing, set, suggested]) => {
  const message = mistakesIn(fromEnv.replace('RUDDER_READ_TOKEN', missing), { [set]: readToken })
  expect(message).toContain(`${missing} is not in the environment or .env`)
  expect(message.includes(`Did you mean ${set}?`)).toBe(suggested)
})

test('the variable of another token of the settings is never suggested, however near', () => {
  const other = '      - { name: writer, secret: "env:RUDDER_REED_TOKEN", scopes: ["rudder:rules:write"] }\n'
  expect(mistakesIn(fromEnv + other, { RUDDER_REED_TOKEN: readToken })).not.toContain('Did you mean')
})

test('what no token can be is refused without its value', () => {
  const wrong = [
    mistakesIn(fromEnv, { RUDDER_READ_TOKEN: 'hunter2 hunter2' }),
    mistakesIn(fromEnv, { RUDDER_READ_TOKEN: 'hunter2\r\nX-Evil: 1' }),
    mistakesIn(fromEnv, { RUDDER_READ_TOKEN: 'hunt' }),
    mistakesIn(fromEnv, { RUDDER_READ_TOKEN: '' }),
    mistakesIn(fromFile, {}, { token: '\n' }),
    mistakesIn(fromFile, {}, { token: 'x'.repeat(70_000) }),
  ]
  for (const message of wrong) {
    expect(message).toContain('connections.rudder/prod.tokens[0].secret cannot be opened: ')
    expect(message).not.toContain('hunt')
  }
})

test('a folder is no secret', () => {
  const folder = folderWith(fromFile)
  mkdirSync(join(folder, 'token'))
  expect(() => readConfig({ env: {}, systems, folder })).toThrow('the file token cannot be read (not a file)')
})

test('no secret is in the config as text, and the redactor gets every one', () => {
  const env = {
    RUDDER_READ_TOKEN: readToken,
    DATABASE_URL: 'postgres://cox:db-pa55word@db/cox',
    COXSWAIN_AUDIT_KEY: 'audit-key-audit-key-audit-key-0123456789',
    HTTPS_PROXY: 'http://me:proxy-pa55word@proxy:3128',
  }
  const config = read(fromEnv, env)
  const hidden = [readToken, 'db-pa55word', env.COXSWAIN_AUDIT_KEY, 'proxy-pa55word', btoa('me:proxy-pa55word')]
  const printed = [
    JSON.stringify(config),
    inspect(config, { depth: null, showHidden: true, getters: true }),
    `${config.secrets}`,
  ]
  for (const text of printed) for (const value of hidden) expect(text).not.toContain(value)
  expect(config.connections[0]).toMatchObject({ proxy: 'http://proxy:3128' })
  expect(config.connections[0]?.proxyAuthorization?.reveal()).toBe(`Basic ${btoa('me:proxy-pa55word')}`)

  const redactor = createRedactor()
  for (const secret of config.secrets) redactor.add(secret)
  const said = `${readToken} db-pa55word ${env.DATABASE_URL} ${env.COXSWAIN_AUDIT_KEY} ${btoa('me:proxy-pa55word')}`
  expect(redactor.redact(said)).toBe(Array(5).fill('[redacted]').join(' '))
})
