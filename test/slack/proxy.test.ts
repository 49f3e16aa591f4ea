import { networkInterfaces } from 'node:os'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNetwork } from '../../src/slack/network.ts'
import { Secret } from '../../src/vault/secret.ts'
import { read } from '../config/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { startFront, startProxy } from '../proxy.ts'
import { serving } from '../systems/calling.ts'
import { certificate, openssl } from '../tls.ts'
import { type SceneOptions, startScene, type Way } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const names = ['slack.com', 'hooks.slack.com', 'wss-primary.slack.com', 'rudder.acme.example']
const login = { user: 'me', password: 'proxy-pa55word' }
const header = `Basic ${btoa(`${login.user}:${login.password}`)}`

const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 2))
}

const runsFor = openssl ? describe : describe.skip
runsFor('through a proxy', () => {
  const own = certificate({
    subject: '/CN=slack.com',
    san: names
      .map((name) => `DNS:${name}`)
      .concat('IP:127.0.0.1')
      .join(','),
  })
  const before = getCACertificates('default')
  beforeAll(() => setDefaultCACertificates([...before, own.cert]))
  afterAll(() => setDefaultCACertificates(before))

  /** A bot that reaches Slack and Rudder by their names, which only the proxy knows; not waited for. */
  const behind = async (
    stand: Parameters<typeof startScene>[0],
    { isSecure = false, answers = 200, ...more }: { isSecure?: boolean; answers?: number } & SceneOptions = {},
  ) => {
    const ports = { slack: Promise.withResolvers<number>(), rudder: Promise.withResolvers<number>() }
    const slackFront = await startFront(own, () => ports.slack.promise)
    const rudderFront = await startFront(own, () => ports.rudder.promise)
    const proxy = await startProxy(
      (target) =>
        /^rudder\.acme\.example:443$/.test(target)
          ? rudderFront
          : /slack\.com:443$/.test(target)
            ? slackFront
            : undefined,
      isSecure ? own : undefined,
    )
    proxy.answers = answers
    const url = new URL(proxy.url)
    Object.assign(url, { username: login.user, password: login.password })
    const logged: string[] = []
    const scene = await startScene(stand, {
      ...more,
      settings: (yaml) =>
        yaml.replace(/url: http:\/\/127\.0\.0\.1:(\d+)\/rudder/, (_, port) => {
          ports.rudder.resolve(Number(port))
          return 'url: https://rudder.acme.example/rudder'
        }),
      slack: {
        names: {
          hosts: names,
          hooks: 'https://hooks.slack.com',
          sockets: 'wss://wss-primary.slack.com',
        },
      },
      env: { HTTPS_PROXY: url.href, SLACK_API_URL: 'https://slack.com/api/', LOG_LEVEL: 'debug', ...more.env },
      own: { unready: true, log: (one) => void logged.push(one) },
    })
    ports.slack.resolve(Number(new URL(scene.slack.url).port))
    return { ...scene, proxy, logged }
  }

  onSqlite((engine) => {
    test.each<[Way, boolean]>([
      ['http', false],
      ['socket', false],
      ['socket', true],
    ])('the journey, Slack by %s, TLS to the proxy: %s', async (way, isSecure) => {
      const { bot, type, press, last, whispered, rule, proxy, logged } = await behind({ ...engine, way }, { isSecure })
      await until(bot.slack.isReady)
      await type('ana', 'ops', '/cox whoami')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('You are ana')
      await type('ana', 'ops', line)
      await press('marc', last('ops'), 'confirm')
      expect(rule('SSH hardening').enabled).toBe(false)
      const expected = names.filter((name) => way === 'socket' || !name.startsWith('wss')).map((name) => `${name}:443`)
      expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(expected))
      expect(new Set(proxy.asked.map(({ authorization }) => authorization))).toEqual(new Set([header]))
      expect(logged.join('\n')).not.toMatch(new RegExp(`${login.password}|${header.slice(6)}`))
    })

    test('one that falls: the socket is made anew, through it', async () => {
      const { bot, proxy, world, type, last } = await behind({ ...engine, way: 'socket' })
      await until(bot.slack.isReady)
      proxy.cut()
      await until(() => !bot.slack.isReady())
      await until(async () => {
        await world.advance(1_000)
        return bot.slack.isReady()
      })
      await type('ana', 'ops', '/rudder rules ssh')
      expect(last('ops').text).toContain('rules')
      expect(proxy.asked.filter(({ target }) => target === 'wss-primary.slack.com:443').length).toBeGreaterThan(1)
    })

    test.each([
      ['that refuses us', 407, undefined, 'the proxy answered 407'],
      ['that does not get there', 502, undefined, 'the proxy answered 502'],
      ['that is not there', 200, 'http://me:proxy-pa55word@127.0.0.1:1', 'the proxy cannot be reached (ECONNREFUSED)'],
    ])('one %s: that is said, and it starts as soon as it can', async (_, answers, url, why) => {
      const env = url === undefined ? {} : { HTTPS_PROXY: url }
      const { bot, proxy, logged, world } = await behind({ ...engine, way: 'socket' }, { answers, env })
      await until(() => bot.slack.waits() === `Slack has not answered yet: ${why}`)
      expect(logged.map((one) => JSON.parse(one))).toContainEqual(
        expect.objectContaining({ msg: 'slack.waiting', why }),
      )
      expect(logged.join('\n')).not.toMatch(/proxy-pa55word/)
      if (url !== undefined) return
      proxy.answers = 200
      await until(async () => {
        await world.advance(5_000)
        return bot.slack.isReady()
      })
    })
  })

  test('Slack’s certificate is checked at the end of the tunnel', async () => {
    const other = certificate({ subject: '/CN=evil.example', san: 'DNS:evil.example' })
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const front = await startFront(other, async () => Number(new URL(url).port))
    const proxy = await startProxy(() => front)
    const network = createNetwork(() => ({ proxy: proxy.url }))
    const failed = await network
      .fetch('https://slack.com/api/auth.test', { method: 'POST', body: 'token=x' })
      .catch(String)
    expect(failed).toContain('fetch failed')
    expect([proxy.asked.length, seen]).toEqual([1, []])
    await network.close()
  })
})

const address = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

test('what NO_PROXY lists, and this machine, is asked for directly', async () => {
  const { url } = await serving((_, response) => response.end('here'))
  const proxy = await startProxy(() => undefined)
  const { proxyTo } = read('identity: {}\n', { HTTPS_PROXY: proxy.url, NO_PROXY: `hooks.slack.com,${address}` })
  expect(proxyTo(new URL('https://slack.com/api/'))).toEqual({ proxy: proxy.url })
  for (const there of [
    'https://hooks.slack.com/x',
    'http://127.0.0.1:3999/',
    'ws://localhost:1/',
    `https://${address}/`,
  ])
    expect(proxyTo(new URL(there)), there).toEqual({})
  const network = createNetwork(proxyTo)
  expect(await (await network.fetch(url)).text()).toBe('here')
  expect(proxy.asked).toEqual([])
  await expect(network.fetch('http://elsewhere.example/')).rejects.toThrow('fetch failed')
  expect(proxy.asked).toEqual([{ target: 'elsewhere.example:80', authorization: undefined }])
  await network.close()
})

test('a form with a file goes out as one, though it is made of classes of Node’s own', async () => {
  const got: string[] = []
  const { url } = await serving(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push(`${request.headers['content-type']} ${body}`)
    response.end('{}')
  })
  const network = createNetwork(() => ({ proxyAuthorization: new Secret(() => 'unused') }))
  const form = new FormData()
  form.append('filename', new Blob(['a,b\n1,2']), 'rules.csv')
  await network.fetch(url, { method: 'POST', body: form, headers: { authorization: 'Bearer x' } })
  expect(got[0]).toMatch(/^multipart\/form-data; boundary=.*filename="rules\.csv".*a,b\n1,2/s)
  await network.close()
})
