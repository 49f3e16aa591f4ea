import { describe, expect, test } from 'vitest'
import { RefusedError, SystemError } from '../../../src/errors.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { asking, handshakes, individual, rowsOf } from './asking.ts'

const { operations } = rill

const domains = async (line: Parameters<typeof rowsOf>[0]) =>
  (await rowsOf(line, 'top_domains')).map(({ domain }) => domain)

describe('whose rights', () => {
  test('two people get different rows for the same call, each with a token for their own e-mail', async () => {
    const { as, local } = await asking()
    expect(await domains(as('U1', individual('ana@acme.com')))).toEqual(['acme.com'])
    expect(await domains(as('U2', individual('bob@globex.com')))).toEqual(['globex.com'])
    expect(handshakes(local).map(({ body }) => JSON.parse(body))).toEqual([
      { user_email: 'ana@acme.com', ttl_seconds: 900 },
      { user_email: 'bob@globex.com', ttl_seconds: 900 },
    ])
    const calls = local.requests.filter(({ path }) => path.includes('/runtime/'))
    expect(calls.map(({ caller }) => caller)).toEqual(['ana@acme.com', 'bob@globex.com'])
  })

  test('the token of the settings is used for the handshake and for nothing else', async () => {
    const { connection, as, local } = await asking(
      {},
      { scopes: ['rill:credentials:run', 'rill:apis:run', 'rill:*:read'] },
    )
    // For nobody in particular, as a job or a proposal would read.
    for (const line of [connection, connection.for({ person: 'U1' }), connection.for({ person: 'U1', own: true })])
      await expect(rowsOf(line, 'top_domains')).rejects.toMatchObject({
        kind: 'auth',
        reason: 'no-token',
        unsent: true,
      })
    expect(local.requests).toEqual([])
    await rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    expect(local.requests.filter(({ caller }) => caller === 'svc-admin').map(({ path }) => path)).toEqual([
      expect.stringMatching(/\/credentials$/),
    ])
  })

  test('with attributes the settings decide, and nothing is left of what Rill knows of the user', async () => {
    const attributes = { region: { is: 'us' }, teams: 'groups' }
    const { as, local } = await asking({ attributes })
    await rowsOf(as('U1', individual('ana@acme.com', { groups: ['ops'] })), 'whoami')
    expect(JSON.parse(handshakes(local)[0]?.body ?? '')).toEqual({
      attributes: { region: 'us', teams: ['ops'], email: 'ana@acme.com', domain: 'acme.com', admin: false },
      ttl_seconds: 900,
    })
  })

  test('a changed Slack profile changes nothing', async () => {
    let title = 'analyst'
    const { as, local, world } = await asking({ attributes: { teams: 'groups' } })
    const ask = () =>
      rowsOf(
        as('U1', async () => individual('ana@acme.com', { profile: { title } })),
        'whoami',
      )
    const before = await ask()
    title = 'admin'
    await world.clock.sleep(5 * 60_000)
    expect(await ask()).toEqual(before)
    expect(handshakes(local)).toHaveLength(1)
    expect(JSON.stringify(local.requests)).not.toMatch(/analyst|"title"/)
  })

  test('with `trustProfileField` the title of the profile is sent, and another one is another token', async () => {
    let title: string | undefined = 'emea'
    const { as, local, world } = await asking({ attributes: { region: { profile: 'title' } }, trustProfileField: true })
    const ask = () =>
      rowsOf(
        as('U1', async () => individual('ana@acme.com', { profile: { title } })),
        'whoami',
      )
    expect(await ask()).toMatchObject([{ region: 'emea' }])
    title = 'us'
    await world.clock.sleep(5 * 60_000)
    expect(await ask()).toMatchObject([{ region: 'us' }])
    expect(handshakes(local)).toHaveLength(2)
    for (const [wrong, says] of [
      [undefined, /it has none/],
      ['', /it has none/],
      ["eu' OR '1'='1", /use it as plain text/],
      ['{{ .user.admin }}', /use it as plain text/],
    ] as const) {
      title = wrong
      await world.clock.sleep(5 * 60_000)
      local.requests.length = 0
      await expect(ask()).rejects.toThrow(says)
      expect(local.requests).toEqual([])
    }
  })

  test('without it a field of the profile is refused, also if the settings were not checked', async () => {
    const { as, local } = await asking({ attributes: { region: { profile: 'title' } } })
    const refused = rowsOf(as('U1', individual('ana@acme.com', { profile: { title: 'eu' } })), 'whoami')
    await expect(refused).rejects.toThrow(/trustProfileField/)
    expect(local.requests).toEqual([])
  })

  test('a local Rill is asked without a token, and nobody is looked up', async () => {
    const { connection, local } = await asking({ mode: 'local' }, { half: 'local' })
    expect(await domains(connection.for({ person: 'U1', own: true }))).toHaveLength(4)
    expect(local.requests.map(({ caller }) => caller)).toEqual(['nobody'])
  })
})

describe('who is refused before any request', () => {
  test.for<readonly [who: string, person: ReturnType<typeof individual>]>([
    ['somebody without a verified e-mail', individual(undefined)],
    ['a guest', individual('gus@acme.com', { isGuest: true })],
    ['an e-mail with an apostrophe', individual("pat.o'brien@acme.com")],
    ['a quoted e-mail', individual(`"x' or 1=1 or 'a'='"@acme.com`)],
    ['an e-mail with a wildcard', individual('a%@acme.com')],
    ['a name and an e-mail', individual('Ana <ana@acme.com>')],
    ['an e-mail with a template in it', individual('{{.user}}@acme.com')],
    ['an e-mail without a domain', individual('ana@acme')],
    ['letters that look alike', individual('ａna@acme.com')],
  ])('%s', async ([, person]) => {
    const { as, local } = await asking()
    await expect(rowsOf(as('U1', person), 'top_domains')).rejects.toThrow(RefusedError)
    await expect(rowsOf(as('U1', person), 'top_domains')).rejects.toThrow(/No request was sent\.$/)
    expect(local.requests).toEqual([])
  })

  test('an account that is gone, also with a token that would still be good', async () => {
    let isGone = false
    const { as, local, world } = await asking()
    const line = as('U1', async () => (isGone ? 'gone' : individual('ana@acme.com')))
    await rowsOf(line, 'top_domains')
    isGone = true
    await world.clock.sleep(5 * 60_000)
    local.requests.length = 0
    await expect(rowsOf(line, 'top_domains')).rejects.toThrow(RefusedError)
    expect(local.requests).toEqual([])
    isGone = false
    await rowsOf(line, 'top_domains')
    expect(handshakes(local)).toHaveLength(1)
  })

  test('anybody while Slack does not say who it is', async () => {
    const { as, local } = await asking()
    await expect(
      rowsOf(
        as('U1', async () => undefined),
        'top_domains',
      ),
    ).rejects.toThrow(/Slack does not say/)
    expect(local.requests).toEqual([])
  })
})

describe('a token that is not what was asked for is thrown away', () => {
  const isNone = 'Rill gave a token that is no token for a person, so I threw it away'
  test.for([
    ['somebody else', 'Rill gave a token that is for somebody else, so I threw it away'],
    ['service', isNone],
    ['admin', 'You are an admin in Rill and would see every row here, so I read nothing'],
    ['long', 'Rill gave a token that lives longer than 15 minutes, so I threw it away'],
    ['no attributes', isNone],
    ['other instance', 'Rill gave a token that is for another instance, so I threw it away'],
    ['more permissions', 'Rill gave a token that can do more than read, so I threw it away'],
    ['no token', isNone],
  ] as const)('%s', async ([mints, says]) => {
    const { as, local } = await asking()
    local.faults.mints = mints
    const refused = rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    await expect(refused).rejects.toThrow(RefusedError)
    await expect(refused).rejects.toThrow(says)
    expect(local.requests.filter(({ path }) => path.includes('/runtime/'))).toEqual([])
    local.faults.mints = false
    expect(await domains(as('U1', individual('ana@acme.com')))).toEqual(['acme.com'])
  })

  test('an admin of Rill reads only where the settings name the e-mail', async () => {
    const owner = individual('owner@corp.example')
    const refused = await asking()
    await expect(rowsOf(refused.as('U1', owner), 'top_domains')).rejects.toThrow(/admin in Rill/)
    const allowed = await asking({ admins: ['owner@corp.example'] })
    expect(await domains(allowed.as('U1', owner))).toHaveLength(4)
  })
})

describe('how long a token is kept', () => {
  test('50 calls of one person at the same time make one handshake; another person makes another', async () => {
    const { as, local } = await asking()
    const line = as('U1', individual('ana@acme.com'))
    await Promise.all(Array.from({ length: 50 }, () => rowsOf(line, 'top_domains')))
    expect(handshakes(local)).toHaveLength(1)
    await rowsOf(as('U2', individual('bob@globex.com')), 'top_domains')
    expect(handshakes(local)).toHaveLength(2)
  })

  test('it is made anew a minute before its end', async () => {
    const { as, local, world } = await asking()
    const ask = () => rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    await ask()
    await world.clock.sleep(13 * 60_000)
    await ask()
    expect(handshakes(local)).toHaveLength(1)
    await world.clock.sleep(60_000)
    await ask()
    expect(handshakes(local)).toHaveLength(2)
  })

  test('one that has come to its end at Rill is replaced once, and the read made again', async () => {
    const { as, local } = await asking()
    await rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    Object.assign(local.faults, {
      expired: true,
      times: 1,
      only: (_: string, path: string) => path.includes('/runtime/'),
    })
    expect(await domains(as('U1', individual('ana@acme.com')))).toEqual(['acme.com'])
    expect(handshakes(local)).toHaveLength(2)
    Object.assign(local.faults, { expired: true, times: undefined })
    await expect(rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')).rejects.toMatchObject({ kind: 'auth' })
    expect(handshakes(local)).toHaveLength(3)
  })

  test('one that Rill refuses is forgotten', async () => {
    const { as, local } = await asking()
    const ask = () => rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    await ask()
    Object.assign(local.faults, {
      refused: true,
      times: 1,
      only: (_: string, path: string) => path.includes('/runtime/'),
    })
    await expect(ask()).rejects.toThrow(SystemError)
    await ask()
    expect(handshakes(local)).toHaveLength(2)
  })

  test('another e-mail in Slack is another token; a name that somebody changes there is not', async () => {
    let email = 'ana@acme.com'
    const { as, local, world } = await asking()
    const ask = () => domains(as('U1', async () => individual(email)))
    expect(await ask()).toEqual(['acme.com'])
    email = 'ana@globex.com'
    await world.clock.sleep(5 * 60_000)
    expect(await ask()).toEqual(['globex.com'])
    await world.clock.sleep(5 * 60_000)
    expect(await ask()).toEqual(['globex.com'])
    expect(handshakes(local)).toHaveLength(2)
  })

  test('it is sent to the address of the connection only, whatever host the handshake names', async () => {
    const { as, local } = await asking()
    await rowsOf(as('U1', individual('ana@acme.com')), 'top_domains')
    expect(local.requests.map(({ path }) => path.replace(new URL(local.url).pathname, ''))).toEqual([
      '/credentials',
      '/runtime/api/top_domains',
    ])
  })
})

describe('an answer that is late', () => {
  test('right after a deployment a call is made once more after 3 seconds', async () => {
    for (const settling of ['missing', 'invalid'] as const) {
      const { as, local, world } = await asking()
      local.state.settling = [settling]
      expect(await domains(as('U1', individual('ana@acme.com')))).toEqual(['acme.com'])
      expect(world.waits.some((ms) => ms >= 3_000 && ms < 4_000)).toBe(true)
      local.state.settling = [settling, settling]
      await expect(rowsOf(as('U2', individual('bob@acme.com')), 'top_domains')).rejects.toThrow(SystemError)
      expect(local.state.settling).toEqual([])
    }
  })

  test('a call that nobody waits for is closed, which stops the query', async () => {
    const { as, local } = await asking()
    const over = new AbortController()
    const line = as('U1', individual('ana@acme.com'))
    const reading = Array.fromAsync(line.each(operations.callApi, { name: 'slow' }, over.signal))
    await expect.poll(() => local.requests.some(({ path }) => path.endsWith('/slow'))).toBe(true)
    over.abort(new Error('nobody waits'))
    await expect(reading).rejects.toThrow('nobody waits')
    await expect.poll(() => local.requests.at(-1)?.stopped).toBe(true)
  })
})
