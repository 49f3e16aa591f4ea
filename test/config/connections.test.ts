import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { connection, mistakesIn, read, tokens } from './setup.ts'

const withUrl = (url: string) =>
  `connections:\n${connection().replace('https://rudder.acme.net/rudder', JSON.stringify(url))}`

test.each([
  ['http://rudder.acme.net', 'would send tokens in clear to rudder.acme.net'],
  ['http://127.0.0.1.evil.net', 'would send tokens in clear'],
  ['http://localhost.evil.net', 'would send tokens in clear'],
  ['http://notlocalhost', 'would send tokens in clear to notlocalhost'],
  ['http://localhost.', 'would send tokens in clear to localhost.'],
  ['http://x127.0.0.1', 'is not a URL'],
  ['https://ana:pa55word@acme.net', 'has a user or password in it'],
  ['https://acme.net/?token=pa55word', 'has a query or a fragment'],
  ['https://acme.net/#pa55word', 'has a query or a fragment'],
  ['ftp://acme.net', 'is not a URL'],
  ['https:acme.net', 'is not a URL'],
  ['https://', 'is not a URL'],
  ['https://acme.net/a\nb', 'is not a URL'],
  ['https://acme.net\\@evil.net', 'is not a URL'],
  ['', 'is not a URL'],
])('the URL %j is refused', (url, text) => {
  const message = mistakesIn(withUrl(url))
  expect(message).toContain(`coxswain.yml:3: connections.rudder/prod.url ${text}`)
  expect(message).not.toContain('pa55word')
})

test.each([
  ['https://rudder.acme.net/rudder/', 'https://rudder.acme.net/rudder'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost/rudder', 'http://localhost/rudder'],
  ['http://[::1]:9000/x', 'http://[::1]:9000/x'],
])('the URL %s is taken', (url, taken) => {
  expect(read(withUrl(url)).connections[0]?.url).toBe(taken)
})

test('a connection as the rest of the program sees it', () => {
  const more = `    web: https://rudder.acme.net/rudder/
    default: true
    channels: [C0123]
    tls: { pin: sha256//${'A'.repeat(43)}= }
    proxy: http://proxy:3128
`
  const [one] = read(`connections:\n${connection(more)}`).connections
  expect(one).toMatchObject({
    id: 'rudder/prod',
    system: 'rudder',
    name: 'prod',
    url: 'https://rudder.acme.net/rudder',
    web: 'https://rudder.acme.net/rudder',
    isDefault: true,
    channels: ['C0123'],
    tls: { pin: `sha256//${'A'.repeat(43)}=`, insecure: false },
    proxy: 'http://proxy:3128',
  })
  expect(one?.tokens[0]).toMatchObject({ name: 'reader', scopes: ['rudder:*:read'] })
  expect(one?.tokens[0]?.secret.reveal()).toBe(tokens.RUDDER_READ_TOKEN)
})

test('numbers in only are texts afterwards', () => {
  const yaml = `connections:\n${connection('', 'redash/main', 'redash:queries:*')}        only: { queryId: [12, "13"] }\n`
  expect(read(yaml).connections[0]?.tokens[0]?.only).toEqual({ queryId: ['12', '13'] })
})

test('a token limited by only cannot be the one that the system itself needs', () => {
  const message = mistakesIn(`connections:\n${connection()}        only: { ruleId: [a] }\n`)
  expect(message).toContain('connections.rudder/prod.tokens have none for rudder:info:read')
  expect(mistakesIn('connections:\n  rudder/prod: { url: "https://a.net" }\n')).toContain(
    'have none for rudder:info:read',
  )
})

test('one default for a system, one connection for a channel, names of tokens once', () => {
  const two = `connections:\n${connection('    channels: [C0123]\n')}${connection('    channels: [C0123]\n', 'rudder/staging')}`
  expect(mistakesIn(two)).toContain('has rudder/prod (line 4) as its default already')
  const twice = `connections:\n${connection()}      - { name: reader, secret: "env:RUDDER_WRITE_TOKEN", scopes: ["rudder:rules:write"] }\n`
  expect(mistakesIn(twice)).toContain('is the name of another token too (line 5)')
  const fine = `connections:\n${connection('    default: true\n')}${connection('    default: true\n', 'redash/main', 'redash:*:read')}`
  expect(read(fine).connections.map(({ isDefault }) => isDefault)).toEqual([true, true])
})

test('cox is no system that can be connected, and names of channels are no ids', () => {
  expect(mistakesIn(`connections:\n${connection('', 'cox/x', 'cox:help:read')}`)).toContain('is of no known system')
  expect(mistakesIn(`connections:\n${connection('    channels: ["#ops"]\n')}`)).toContain('must be the id of a channel')
})

test('a proxy with a password is not written in the file', () => {
  const message = mistakesIn(`connections:\n${connection('    proxy: http://me:pa55word@proxy:3128\n')}`)
  expect(message).toContain('put a proxy with a password in HTTPS_PROXY')
  expect(message).not.toContain('pa55word')
})

test('any certificate at all is a warning', () => {
  expect(read(`connections:\n${connection('    tls: { insecure: true }\n')}`).warnings.join()).toContain(
    'rudder/prod takes any certificate',
  )
})

test('a file without a certificate is refused, and a private key in it is not kept', () => {
  const yaml = `connections:\n${connection('    tls: { ca: "file:ca.pem" }\n')}`
  const empty = mistakesIn(yaml, tokens, { 'ca.pem': '-----BEGIN PRIVATE KEY-----\nabc\n' })
  expect(empty).toContain('holds no certificate')
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  expect(mistakesIn(yaml, tokens, { 'ca.pem': broken })).toContain('holds a broken certificate')
  const good = `${rootCertificates[0]}\n${rootCertificates[1]}\n-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n`
  const ca = read(yaml, tokens, { 'ca.pem': good }).connections[0]?.tls?.ca
  expect(ca?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  expect(ca).not.toContain('PRIVATE')
})

test('two connections to one server are a warning, unless the settings say what they are', () => {
  const warned = (first: string, second: string, id = 'rudder/staging', scopes?: string) =>
    read(`connections:\n${connection(first)}${connection(second, id, scopes)}`).warnings
  expect(warned('', '')).toEqual([
    'rudder/prod and rudder/staging count as one server (the same host and port): a lock on one stops the other, and nobody approves their own change through the other. Remove one of them, or say with “server:” in both which server each one is.',
  ])
  expect(warned('    server: main\n', '    server: main\n')).toEqual([])
  expect(warned('    server: main\n', '    server: other\n')).toEqual([])
  expect(warned('', '', 'redash/main', 'redash:*:read')).toEqual([])
  const pin = `    tls: { pin: "sha256//${'A'.repeat(43)}=" }\n`
  const elsewhere = (yaml: string) =>
    yaml.replace('https://rudder.acme.net/rudder\n', 'https://other.acme.net/rudder\n')
  const pinned = `connections:\n${connection(pin)}${elsewhere(connection(pin, 'rudder/staging'))}`
  expect(read(pinned).warnings.join()).toContain('(the same tls.pin)')
  expect(mistakesIn(`connections:\n${connection('    server: "a b"\n')}`)).toContain('must be one word')
})
