import { startLocalSlack } from 'local-slack'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCall } from '../../src/slack/call.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { createSockets } from '../../src/slack/sockets.ts'
import { type OpenSocket, takeTicket } from '../../src/slack/ticket.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'

const commands = [{ command: '/rudder', description: '', hint: '', completions: [] }]
const times = { helloMs: 20_000, beatMs: 30, closeMs: 100, lingerMs: 60_000 }

/** A local Slack, and the sockets of a bot to it; a wait takes no time, and how long it was is in `slept`. */
const open = async ({
  begin = true,
  token = '',
  helloMs = times.helloMs,
}: {
  begin?: boolean
  token?: string
  helloMs?: number
} = {}) => {
  const world = testWorld()
  const slack = await startLocalSlack({ commands, scopes: [], now: world.clock.now })
  const network = createNetwork(() => ({}))
  const slept: number[] = []
  const taken: unknown[] = []
  const clock = {
    now: world.clock.now,
    sleep: async (ms: number) => {
      slept.push(ms)
      await world.advance(ms)
    },
  }
  const secret = new Secret(() => token || slack.appToken)
  const sockets = createSockets({
    call: createCall<OpenSocket>({ token: secret, apiUrl: slack.apiUrl, network }, world),
    apiUrl: slack.apiUrl,
    network,
    clock,
    ids: world.ids,
    log: world.log,
    times: { ...times, helloMs },
    take: ({ payload }, ack) => {
      taken.push(payload)
      ack({ text: 'heard' })
    },
  })
  slack.deliverTo('sockets')
  const stopping = new AbortController()
  const run = () => {
    const ended = sockets.run(stopping.signal)
    ended.catch(() => {})
    return ended
  }
  onTestFinished(async () => {
    stopping.abort()
    await sockets.close()
    await network.close()
    await slack.close()
  })
  /** Until something is so. */
  const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  /** How many have been opened so far. */
  const opened = () => world.lines.filter(({ fields }) => fields.state === 'open').length
  const scene = {
    opened,
    world,
    slack,
    sockets,
    slept,
    taken,
    run,
    until,
    type: () => slack.type('ana', 'ops', '/rudder x'),
  }
  if (begin) {
    run()
    await until(sockets.isOpen)
  }
  return scene
}

/** The same after a time in which a socket has proved itself. */
const openLong = async () => {
  const scene = await open()
  await scene.world.advance(60_000)
  return scene
}

describe('a socket', () => {
  test('takes what Slack hands over, and answers on it; closed, it takes no more', async () => {
    const { slack, sockets, taken, type, until } = await open()
    expect(await type()).toMatchObject({ status: 200, answer: '{"text":"heard"}' })
    expect(taken).toEqual([expect.objectContaining({ command: '/rudder', text: 'x', api_app_id: slack.ids.app })])
    await sockets.close()
    expect(sockets.isOpen()).toBe(false)
    await until(() => slack.sockets.count() === 0)
    expect(await type()).toMatchObject({ status: 0, failed: 'dispatch_failed' })
  })

  test('is replaced where Slack asks for it, and until it is gone both take all: no delivery is lost', async () => {
    const { slack, sockets, slept, taken, type, opened, until } = await openLong()
    for (const [at, reason] of ['warning', 'refresh_requested'].entries()) {
      slack.sockets.ask(reason)
      while (opened() < at + 2) expect((await type())?.status).toBe(200)
      for (let n = 0; n < 4; n++) expect((await type())?.status).toBe(200)
      expect([slack.sockets.count(), sockets.isOpen()]).toEqual([2, true])
      slack.sockets.finish()
      await until(() => slack.sockets.count() === 1)
      expect((await type())?.status).toBe(200)
    }
    // The first had lived for long, so there was nothing to wait for.
    expect(slept[0]).toBe(0)
    expect(taken).toHaveLength(slack.deliveries.length)
  })

  test('that Slack asks to replace and does not close is closed when it was replaced again', async () => {
    const { slack, opened, until } = await open()
    for (const many of [2, 3, 4]) {
      slack.sockets.ask('refresh_requested')
      await until(() => opened() === many)
    }
    await until(() => slack.sockets.count() === 2)
  })

  test('that is cut off is replaced', async () => {
    const { slack, sockets, slept, type, until, world } = await openLong()
    slack.sockets.drop()
    // It may be back before anybody looks.
    await until(() => slept.length === 1)
    expect(world.lines.filter(({ fields }) => fields.state === 'wanted')).toMatchObject([
      { fields: { why: 'it was cut off' } },
    ])
    await until(sockets.isOpen)
    expect((await type())?.status).toBe(200)
    expect(slept).toEqual([0])
  })

  test('on which nobody answers any more is replaced, though nothing was closed', async () => {
    const { slack, type, until } = await openLong()
    slack.sockets.freeze()
    await until(() => slack.sockets.tickets().length === 2 && slack.sockets.count() === 2)
    slack.sockets.drop()
    await until(() => slack.sockets.tickets().length === 3 && slack.sockets.count() === 1)
    expect((await type())?.status).toBe(200)
  })

  test('that is not greeted is given up', async () => {
    const { slack, sockets, run, until } = await open({ begin: false, helloMs: 300 })
    slack.sockets.faults.silent = true
    run()
    await until(() => sockets.why() !== undefined)
    expect(sockets.why()).toBe('no hello within 300 ms')
    slack.sockets.faults.silent = false
    await until(sockets.isOpen)
  })

  test('to a Slack that has enough of them waits', async () => {
    const { slack, sockets, slept, until, world } = await open()
    slack.sockets.ask('too_many_websockets')
    await until(() => slept.length === 1)
    expect(world.lines.filter(({ fields }) => fields.state === 'wanted')).toMatchObject([
      { fields: { why: 'too_many_websockets' } },
    ])
    await until(sockets.isOpen)
  })
})

describe('a storm', () => {
  test('of forty sockets that fall at once: each wait longer, none over half a minute, and it ends by itself', async () => {
    const { slack, slept, type, until, world } = await open()
    slack.sockets.faults.falls = 40
    slack.sockets.drop()
    await until(() => slack.sockets.faults.falls === 0)
    await until(async () => (await type())?.status === 200)
    expect(slept.length).toBeGreaterThanOrEqual(40)
    for (const [at, ms] of slept.slice(0, 40).entries()) {
      const most = Math.min(30_000, 1_000 * 2 ** at)
      expect([ms >= most / 2, ms <= most], `${at}: ${ms}`).toEqual([true, true])
    }
    // No two replicas come back in step.
    expect(new Set(slept.slice(6, 40)).size).toBeGreaterThan(10)
    expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('of requests for another: there is always one, and each is longer waited for', async () => {
    const { slack, sockets, slept, opened, until } = await open()
    for (let many = 2; many <= 9; many++) {
      slack.sockets.ask('refresh_requested')
      await until(() => opened() === many)
      expect(sockets.isOpen()).toBe(true)
    }
    for (const [at, ms] of slept.entries()) expect(ms).toBeGreaterThanOrEqual(Math.min(15_000, 500 * 2 ** at))
  })
})

describe('where Slack gives no socket', () => {
  test.each([
    ['limited', { how: 'limited', retryAfter: 90 }, 'Slack allows no more sockets just now', 90_000],
    ['down', { how: 'down' }, 'HTTP 503', 500],
    ['broken', { how: 'error', error: 'internal_error' }, 'internal_error', 500],
    ['refused', { how: 'error', error: 'invalid_auth' }, 'invalid_auth', 500],
    ['cut off', { how: 'dropped' }, 'UND_ERR_SOCKET', 500],
  ] as const)('%s: it is asked again, as long as it takes', async (_, fault, why, least) => {
    const { slack, sockets, slept, world, until } = await openLong()
    slack.faults.add({ method: 'apps.connections.open', ...fault, times: 7 })
    slack.sockets.drop()
    await until(() => slept.length === 8)
    await until(sockets.isOpen)
    expect(world.lines.filter(({ fields }) => fields.why === why && fields.state === 'wanted')).toHaveLength(7)
    for (const ms of slept.slice(1)) expect(ms).toBeGreaterThanOrEqual(least)
    expect(slept).toHaveLength(8)
  })

  test.each([
    ['invalid_auth', 'Slack does not accept SLACK_APP_TOKEN (invalid_auth)'],
    ['not_allowed_token_type', 'Socket Mode must be switched on there'],
    ['missing_scope', 'SLACK_APP_TOKEN lacks the scope connections:write'],
  ])('%s, at the start: it ends with what to do', async (error, text) => {
    const { slack, run } = await open({ begin: false })
    slack.faults.add({ method: 'apps.connections.open', how: 'error', error })
    await expect(run()).rejects.toThrow(text)
  })

  test('for a token that is none of its own', async () => {
    const { run } = await open({ begin: false, token: 'xapp-1-of-another-app' })
    await expect(run()).rejects.toThrow('(invalid_auth)')
  })

  test('because Socket Mode was switched off: that is said, and it comes back when it is on again', async () => {
    const { slack, sockets, slept, world, until } = await openLong()
    slack.sockets.ask('link_disabled')
    slack.sockets.drop()
    await until(() => slept.length === 1)
    const why = 'Socket Mode is switched off on the page of the Slack app'
    const said = world.lines.filter(({ fields }) => fields.state === 'wanted').map(({ fields }) => fields)
    expect(said).toMatchObject([{ why, waitMs: 30_000 }])
    await until(sockets.isOpen)
  })
})

test.each([
  ['wss://wss-primary.slack.com/link/?ticket=x', 'https://slack.com/api/', true],
  ['wss://wss-backup.slack-gov.com/link/', 'https://slack-gov.com/api/', true],
  ['ws://127.0.0.1:4000/link/', 'http://127.0.0.1:3999/api/', true],
  ['ws://wss-primary.slack.com/link/', 'https://slack.com/api/', false],
  ['https://wss-primary.slack.com/link/', 'https://slack.com/api/', false],
  ['wss://wss-primary.slack.com.evil.net/', 'https://slack.com/api/', false],
  ['wss://evilslack.com/', 'https://slack.com/api/', false],
  ['wss://me@wss-primary.slack.com/', 'https://slack.com/api/', false],
  ['wss://wss-primary.slack-gov.com/', 'https://slack.com/api/', false],
  ['ws://127.0.0.1:4000/link/', 'https://slack.com/api/', false],
  ['wss://wss-primary.slack.com/', 'http://127.0.0.1:3999/api/', false],
  ['nowhere', 'https://slack.com/api/', false],
  [7, 'https://slack.com/api/', false],
])('an address %s of the Slack at %s is taken: %s', async (url, apiUrl, isTaken) => {
  const ticket = await takeTicket(async () => ({ how: 'sent', data: { url } }), apiUrl)
  expect('url' in ticket).toBe(isTaken)
  if (!isTaken) expect(JSON.stringify(ticket)).toBe('{"why":"Slack gave an address that is not its own"}')
})
