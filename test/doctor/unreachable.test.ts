import { createServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer as createTcp } from 'node:net'
import { expect, test } from 'vitest'
import { connectionCheck } from '../../src/run/doctor/connection.ts'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { connected, everything } from '../contract/connected.ts'
import { startProxy } from '../proxy.ts'
import { listening } from '../systems/calling.ts'
import { type Certificate, certificate, openssl } from '../tls.ts'
import { testWorld } from '../world.ts'

/** What the check says first is wrong with a connection. */
const told = async (url: string, settings: Parameters<typeof connected>[2] = {}) => {
  const world = testWorld({})
  const check = connectionCheck(connected(url, [everything('a-token-0123456789')], settings), world.clock)
  const wrong = (await runChecks([check], world)).filter(({ level }) => level === 'wrong')
  return wrong[0]?.says
}

const plain = async () => listening(createServer((_, response) => response.end('{}')))
const secure = async ({ key, cert }: Certificate) =>
  listening(createHttps({ key, cert }, (_, response) => response.end('{}')))
const closed = 'https://127.0.0.1:1/rudder'
const who = 'Rudder (test) cannot be reached:'

test('DNS, a closed port, an address that does not answer', async () => {
  expect(await told('https://rudder.invalid/rudder')).toMatch(
    /^Rudder \(test\) cannot be reached: its host name can't be resolved \((ENOTFOUND|EAI_AGAIN)\); check the name in url: and the DNS of the machine that the bot runs on\.$/,
  )
  expect(await told(closed)).toBe(`${who} nothing listens on its port; check that it is up, and the port in url:.`)
  const silent = await listening(createTcp((socket) => socket.on('error', () => {})))
  expect(await told(`https://127.0.0.1:${silent}/rudder`, { limits: { connectMs: 50 } })).toBe(
    'Rudder (test) did not accept a connection in time; check the address and port in url:, any firewall, and that it is up.',
  )
  expect(await told(`http://127.0.0.1:${silent}/rudder`, { limits: { totalMs: 100 } })).toMatch(
    /did not answer in time/,
  )
})

test('http on a port of TLS, and https on a port of none', async () => {
  expect(await told(`https://127.0.0.1:${await plain()}/rudder`)).toBe(
    `${who} its port does not speak TLS, and url: begins with https://; use the port of https in url:.`,
  )
  if (!openssl) return
  const inClear = `${who} its port speaks TLS, and url: begins with http://; write https:// in url:.`
  const mine = certificate()
  expect(await told(`http://127.0.0.1:${await secure(mine)}/rudder`)).toBe(inClear)
  // Other servers answer in clear, with a page.
  const page = 'HTTP/1.1 400 Bad Request\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>plain HTTP'
  const tls = await secure(mine)
  const apache = createTcp((socket) =>
    socket
      .on('error', () => {})
      .once('data', (first) => {
        if (first[0] !== 0x16) return void socket.end(page)
        const onward = connect(tls, '127.0.0.1', () => onward.write(first))
        onward.on('error', () => socket.destroy())
        onward.pipe(socket).pipe(onward)
      }),
  )
  expect(await told(`http://127.0.0.1:${await listening(apache)}/rudder`)).toBe(inClear)
})

test('a system that hangs up, or answers 400, and speaks no TLS is not told to', async () => {
  const rude = await listening(createTcp((socket) => socket.on('error', () => {}).once('data', () => socket.destroy())))
  expect(await told(`http://127.0.0.1:${rude}/rudder`)).toMatch(/cannot be reached\. Check that it is up/)
  const bad = createServer((_, response) => response.writeHead(400, { 'content-type': 'text/html' }).end('no'))
  expect(await told(`http://127.0.0.1:${await listening(bad)}/rudder`)).not.toContain('TLS')
})

test.skipIf(!openssl)('a certificate that nobody knows, that has expired, that is for another name', async () => {
  const names = { subject: '/CN=localhost', san: 'DNS:localhost' }
  const [mine, old] = [certificate(names), certificate({ ...names, expired: true })]
  const at = await secure(mine)
  expect(await told(`https://localhost:${at}/rudder`)).toBe(
    `${who} its certificate is not signed by an authority that the bot trusts (DEPTH_ZERO_SELF_SIGNED_CERT); set tls.ca or tls.pin of the connection.`,
  )
  expect(await told(`https://127.0.0.1:${at}/rudder`, { tls: { ca: mine.cert } })).toBe(
    `${who} its certificate is for another host name; use the name of the certificate in url:, or set tls.pin of the connection.`,
  )
  expect(await told(`https://localhost:${await secure(old)}/rudder`, { tls: { ca: old.cert } })).toBe(
    `${who} its certificate has expired; renew it on the server, or correct the clock of the bot's machine.`,
  )
})

test('a proxy that is not there, and one that refuses', async () => {
  expect(await told('https://rudder.example/rudder', { proxy: 'http://127.0.0.1:1' })).toBe(
    `${who} the proxy cannot be reached (ECONNREFUSED); check proxy: of the connection, or HTTPS_PROXY and NO_PROXY.`,
  )
  const proxy = await startProxy(() => undefined)
  expect(await told('https://rudder.example/rudder', { proxy: proxy.url })).toBe(
    `${who} the proxy answered 502; check the user and password in HTTPS_PROXY, and whether the proxy may connect to it.`,
  )
})
