import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { environment, readConfig } from '../../src/config.ts'
import { connection, folderWith, mistakesIn, mistakesOf, nothing, read, readToken, systems } from './setup.ts'

const yaml = `connections:\n${connection()}`
const key = 'audit-key-audit-key-audit-key-0123456789'

test('defaults', () => {
  const folder = folderWith(nothing)
  expect(readConfig({ env: {}, systems, folder })).toMatchObject({
    path: join(folder, 'coxswain.yml'),
    dataFolder: join(folder, '.coxswain'),
    store: { file: join(folder, '.coxswain', 'coxswain.db') },
    auditKeyFile: join(folder, '.coxswain', 'audit.key'),
    logLevel: 'info',
    warnings: [],
  })
})

test('.env is read, the real environment wins, and neither is changed', () => {
  const files = { '.env': `export RUDDER_READ_TOKEN="${readToken}"\nLOG_LEVEL=debug # loud\n\n# COMMENT\n` }
  const env = { LOG_LEVEL: 'warn' }
  const before = environment()
  const config = read(yaml, env, files)
  expect(config.connections[0]?.tokens[0]?.secret.reveal()).toBe(readToken)
  expect(config.logLevel).toBe('warn')
  expect(env).toEqual({ LOG_LEVEL: 'warn' })
  expect(environment()).toEqual(before)
})

test('an empty variable is not set', () => {
  expect(read(nothing, { LOG_LEVEL: '', COXSWAIN_CONFIG: '', DATABASE_URL: '' }).logLevel).toBe('info')
})

test('quotes over several lines are read, broken lines are named without their text', () => {
  const good = { '.env': `NOTE='one\ntwo=\nthree'\nRUDDER_READ_TOKEN=${readToken}\n` }
  expect(read(yaml, {}, good).connections).toHaveLength(1)
  const bad = mistakesIn(nothing, {}, { '.env': 'A=1\r\nhunter2\r\nLOG_LEVEL=loud\r\nB="never closed\r\nC=1\r\n' })
  expect(bad.split('\n').slice(1)).toEqual([
    '- .env:2: must be NAME=value, or a comment that begins with #',
    '- .env:3: LOG_LEVEL must be one of silent, error, warn, info, debug',
    '- .env:4: B: the quote " is never closed',
  ])
})

test('a .env that cannot be looked at is a mistake that says why', () => {
  const folder = folderWith(nothing)
  // Whoever may not enter the folder gets another code at the same place, but these tests may run as root.
  symlinkSync('.env', join(folder, '.env'))
  expect(mistakesOf(() => readConfig({ env: {}, systems, folder }))).toContain('.env: cannot be read (ELOOP)')
})

test('relative paths begin at the folder, secrets at the settings file', () => {
  const folder = folderWith(undefined, { 'other.yml': 'groups: []\n' })
  const config = readConfig({ env: { COXSWAIN_CONFIG: 'other.yml', COXSWAIN_DATA: 'data' }, systems, folder })
  expect(config).toMatchObject({ path: join(folder, 'other.yml'), dataFolder: join(folder, 'data') })
})

test('PostgreSQL needs a URL of its own and the audit key', () => {
  const url = 'postgres://cox:pa55word@db/cox'
  expect(read(nothing, { DATABASE_URL: url, COXSWAIN_AUDIT_KEY: key }).store.url?.reveal()).toBe(url)
  expect(mistakesIn(nothing, { DATABASE_URL: url })).toContain(
    'COXSWAIN_AUDIT_KEY is missing, and needed with DATABASE_URL',
  )
  expect(mistakesIn(nothing, { DATABASE_URL: url, COXSWAIN_AUDIT_KEY: '' })).toContain(
    'COXSWAIN_AUDIT_KEY is empty, and',
  )
  expect(mistakesIn(nothing, { DATABASE_URL: url, COXSWAIN_AUDIT_KEY: 'short' })).toContain(
    'must have at least 32 characters',
  )
  const wrong = mistakesIn(nothing, { DATABASE_URL: 'mysql://cox:pa55word@db', COXSWAIN_AUDIT_KEY: key })
  expect(wrong).toContain('DATABASE_URL is no URL of PostgreSQL')
  expect(wrong).not.toContain('pa55word')
})

test('both may be files', () => {
  const files = { url: 'postgresql://db/cox\n', key: `${key}\n` }
  const config = read(nothing, { DATABASE_URL: 'file:url', COXSWAIN_AUDIT_KEY: 'file:key' }, files)
  expect([config.store.url?.reveal(), config.auditKey?.reveal()]).toEqual(['postgresql://db/cox', key])
})

test.each([
  [{ HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
  [{ https_proxy: 'http://q:1', HTTPS_PROXY: 'http://p:1' }, 'http://q:1'],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'acme.net' }, undefined],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.ACME.net,other' }, undefined],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x *.acme.net' }, undefined],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'rudder.acme.net:443' }, undefined],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'rudder.acme.net:8443' }, 'http://p:1'],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'er.acme.net' }, 'http://p:1'],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
  // A name is not looked up, so no range of addresses fits it.
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '0.0.0.0/0' }, 'http://p:1'],
])('the proxy with %j is %s', (env, proxy) => {
  expect(read(yaml, { RUDDER_READ_TOKEN: readToken, ...env }).connections[0]?.proxy).toBe(proxy)
})

test('this machine is never called through the proxy, and a bad proxy is named without its value', () => {
  const local = yaml.replace('https://rudder.acme.net', 'http://127.0.0.1:8080')
  const env = { RUDDER_READ_TOKEN: readToken, HTTPS_PROXY: 'http://p:1' }
  expect(read(local, env).connections[0]?.proxy).toBeUndefined()
  const message = mistakesOf(() => read(yaml, { ...env, HTTPS_PROXY: 'socks5://me:pa55word@p' }))
  expect(message).toContain('environment: HTTPS_PROXY is not a URL; it must be http://host:port')
  expect(message).not.toContain('pa55word')
})

test.each([
  ['10.0.0.0/8', '10.1.2.3', undefined],
  ['x,10.0.0.0/8', '10.255.255.255', undefined],
  ['10.0.0.0/8', '11.0.0.1', 'http://p:1'],
  ['192.168.4.0/22', '192.168.7.9', undefined],
  ['192.168.4.0/22', '192.168.8.1', 'http://p:1'],
  ['10.1.2.3/32', '10.1.2.3', undefined],
  ['fd00::/8', '[fd12::1]', undefined],
  ['fd00::/8', '[fe80::1]', 'http://p:1'],
  ['FD00::/8', '[fd12::1]', undefined],
])('NO_PROXY with the range %s and the address %s: the proxy is %s', (range, host, proxy) => {
  const text = yaml.replace('rudder.acme.net', host)
  const env = { RUDDER_READ_TOKEN: readToken, HTTPS_PROXY: 'http://p:1', NO_PROXY: range }
  const { connections, proxyTo } = read(text, env)
  expect(connections[0]?.proxy).toBe(proxy)
  expect(proxyTo(new URL(`https://${host}/`)).proxy).toBe(proxy)
})

test('an entry of NO_PROXY that matches nothing is warned about once, without its value', () => {
  const warned = (NO_PROXY: string) =>
    read(yaml, { RUDDER_READ_TOKEN: readToken, NO_PROXY }).warnings.filter((one) => one.startsWith('NO_PROXY'))
  const one = [expect.stringContaining('an entry that matches nothing')]
  for (const entry of ['10.0.0.0/33', 'fd00::/129', '10.0/8', 'acme.net/8', 'http://acme.net', '10.*', 'a/b,c/d'])
    expect(warned(entry), entry).toEqual(one)
  expect(warned('acme.net, .acme.net *.acme.net,10.0.0.1,10.0.0.0/8,[::1],::1,fd00::/8,host:8080,*')).toEqual([])
  expect(warned('http://secret.acme.net').join('')).not.toContain('secret')
})

test('names of the operator’s listener are read as a list, and what is none is named', () => {
  expect(read(nothing, { OPS_NAMES: 'Bot.acme.net, bot-2.acme.net' }).listen.opsNames).toEqual([
    'bot.acme.net',
    'bot-2.acme.net',
  ])
  expect(read(nothing, {}).listen.opsNames).toEqual([])
  expect(mistakesIn(nothing, { OPS_NAMES: 'http://bot.acme.net:9090' })).toContain('OPS_NAMES must be names of hosts')
})
