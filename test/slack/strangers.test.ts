import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { onSqlite } from '../flow/sqlite.ts'
import { dial, statuses } from '../serve/wire.ts'
import { type Scene, startScene } from './scene.ts'

const form = 'Content-Type: application/x-www-form-urlencoded'
const zeros = `X-Slack-Signature: v0=${'0'.repeat(64)}`

const head = (...headers: readonly string[]) => ['POST /slack/events HTTP/1.1', 'Host: x', ...headers, '', '']
const stamp = ({ world }: Scene, movedBy = 0) =>
  `X-Slack-Request-Timestamp: ${Math.floor(world.clock.now() / 1000) + movedBy}`
const signed = (scene: Scene, body: string) => {
  const time = stamp(scene).split(' ')[1]
  const mac = createHmac('sha256', scene.slack.signingSecret).update(`v0:${time}:${body}`).digest('hex')
  return [stamp(scene), `X-Slack-Signature: v0=${mac}`]
}
const ask = async ({ bot }: Scene, parts: readonly string[], body = '') => {
  const line = await dial(bot.open?.url ?? '')
  line.write(parts.join('\r\n') + body)
  return { line, answer: await line.until(/\r\n\r\n/) }
}
const told = ({ world }: Scene) => world.lines.filter(({ event }) => event === 'dropped').map(({ fields }) => fields)

onSqlite((engine) => {
  test('strangers at the public listener are refused by the head of their request, before anything of its body is read', async () => {
    const scene = await startScene(engine)
    const length = 'Content-Length: 1000'
    const good = [stamp(scene), zeros]
    const cases: readonly [string, readonly string[], number, RegExp | undefined][] = [
      ['GET', ['GET /slack/events HTTP/1.1', 'Host: x', '', ''], 405, /\r\nallow: POST\r\n/i],
      ['HEAD', ['HEAD /slack/events HTTP/1.1', 'Host: x', '', ''], 405, /\r\nallow: POST\r\n/i],
      ['no length', head(form, ...good), 411, undefined],
      ['a length over 256 KiB', head(form, ...good, 'Content-Length: 262145'), 413, /connection: close/i],
      ['no type', head(length, ...good), 415, /\r\naccept: application\/x-www-form-urlencoded, application\/json\r\n/i],
      ['another type', head('Content-Type: text/plain', length, ...good), 415, undefined],
      ['compressed', head(form, length, ...good, 'Content-Encoding: gzip'), 415, /\r\naccept-encoding: identity\r\n/i],
      ['no time', head(form, length, zeros), 401, /\r\nwww-authenticate: Slack-Signature\r\n/i],
      ['an old time', head(form, length, stamp(scene, -301), zeros), 401, /connection: close/i],
      ['no signature', head(form, length, stamp(scene)), 401, undefined],
      ['no hash', head(form, length, stamp(scene), 'X-Slack-Signature: v0=0'), 401, undefined],
      ['no signature, and JSON', head('Content-Type: application/json', length), 401, undefined],
      ['no signature, and long', head(form, 'Content-Length: 1025'), 401, undefined],
      ['no signature, and it asks first', head(form, 'Content-Length: 9999', 'Expect: 100-continue'), 401, undefined],
    ]
    for (const [what, parts, status, holds] of cases) {
      const { answer } = await ask(scene, parts)
      expect(statuses(answer), what).toEqual([status])
      if (holds) expect(answer, what).toMatch(holds)
    }
    expect(scene.world.counted.filter(({ name }) => name === 'dropped')).toHaveLength(cases.length)
  })

  test('what is signed is taken in chunks too, and after `100 Continue`; a body that grows too large is not', async () => {
    const scene = await startScene(engine)
    const body = scene.slack.written('ana', 'ops', '/cox whoami')
    const asked = await ask(scene, head(form, `Content-Length: ${body.length}`, 'Expect: 100-continue', ...signed(scene, body))) // biome-ignore format: one a line
    expect(statuses(asked.answer)).toEqual([100])
    asked.line.write(body)
    expect(statuses(await asked.line.until(/ 200 /))).toEqual([100, 200])
    const other = scene.slack.written('ana', 'ops', '/cox whoami')
    const chunks = [other.length.toString(16), other, '0', '', '']
    const chunked = await ask(scene, head(form, 'Transfer-Encoding: chunked', ...signed(scene, other)), chunks.join('\r\n')) // biome-ignore format: one a line
    expect(statuses(chunked.answer)).toEqual([200])
    const large = ['40001', 'x'.repeat(0x40001), '0', '', ''].join('\r\n')
    const grown = await ask(scene, head(form, 'Transfer-Encoding: chunked', ...signed(scene, other)), large)
    expect(statuses(grown.answer)).toEqual([413])
    await scene.settle()
    expect(scene.slack.calls.filter(({ method }) => method === 'response')).toHaveLength(2)
  })

  test('a look at the certificate is answered, and nothing is done; no other unsigned form is', async () => {
    const scene = await startScene(engine)
    const calls = scene.slack.calls.length
    expect(await scene.slack.checkCertificate()).toMatchObject({ status: 200, answer: '' })
    for (const body of [
      'ssl_check=0',
      'ssl_check=11',
      'payload=%7B%22ssl_check%22%3A%221%22%7D',
      'command=%2Frudder',
    ]) {
      const { answer } = await ask(scene, head(form, `Content-Length: ${body.length}`), body)
      expect(statuses(answer), body).toEqual([401])
    }
    const body = 'ssl_check=1&command=%2Frudder&text=rules'
    expect(statuses((await ask(scene, head(form, `Content-Length: ${body.length}`), body)).answer)).toEqual([200])
    await scene.settle()
    expect(scene.slack.calls).toHaveLength(calls)
    expect(await scene.bot.app.context.store.db.selectFrom('runs').select('id').execute()).toEqual([])
  })

  test('strangers at the public listener are one line a minute in the log, with how many there were', async () => {
    const scene = await startScene(engine)
    const unsigned = head(form, 'Content-Length: 1000', stamp(scene))
    for (let n = 0; n < 30; n++) await ask(scene, unsigned)
    await ask(scene, head(form, 'Content-Length: 2000'))
    expect(told(scene)).toEqual([{ why: 'unsigned', count: 1, signature: 1 }])
    await scene.pass(59_000)
    expect(told(scene)).toHaveLength(1)
    await scene.pass(2_000)
    expect(told(scene).slice(1)).toEqual([{ why: 'unsigned', count: 30, signature: 29, time: 1 }])
    await scene.pass(120_000)
    expect(told(scene)).toHaveLength(2)
    await ask(scene, unsigned)
    await ask(scene, unsigned)
    await scene.bot.stop()
    expect(
      told(scene)
        .slice(2)
        .map(({ count }) => count),
    ).toEqual([1, 1])
  })

  test('who fills the listener does not keep Slack out', async () => {
    const scene = await startScene(engine)
    const unfinished = `${head(form, 'Content-Length: 255000', stamp(scene), zeros).join('\r\n')}${'x'.repeat(50_000)}`
    const lines = []
    for (let n = 0; n < 600; n++) {
      const line = await dial(scene.bot.open?.url ?? '')
      line.write(unfinished)
      lines.push(line)
    }
    expect((await scene.slack.type('ana', 'ops', '/rudder rules ssh'))?.status).toBe(200)
    await expect.poll(() => scene.slack.seen('ops').at(-1)?.text).toContain('rules')
    expect(lines.filter(({ socket }) => !socket.destroyed).length).toBeLessThan(500)
  })
})
