import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { serversCheck } from '../../src/run/doctor/servers.ts'
import { Secret } from '../../src/vault/secret.ts'
import { connected } from '../contract/connected.ts'
import { testWorld } from '../world.ts'

const two = async (
  change: (one: Awaited<ReturnType<typeof startRudder>>, other: Awaited<ReturnType<typeof startRudder>>) => unknown,
  names: readonly [string?, string?] = [],
  options: Parameters<typeof startRudder>[0] = {},
  scopes: readonly string[] = ['rudder:*:read'],
) => {
  const locals = [await startRudder({ nodes: 2, ...options }), await startRudder({ nodes: 2, ...options })] as const
  for (const local of locals) onTestFinished(() => local.close())
  await change(...locals)
  const connections = locals.map((local, at) => {
    const tokens = [{ name: 'reader', secret: new Secret(() => local.tokens.read), scopes }]
    const server = names[at]
    return { ...connected(local.url, tokens), id: `rudder/${at === 0 ? 'one' : 'two'}` as const, server }
  })
  const found = await runChecks([serversCheck(connections, 'Rudder')], testWorld())
  expect(locals.flatMap((local) => local.writes())).toEqual([])
  return found.map(({ level, about, says }) => [level, about, says])
}
const same = (one: { state: { instanceId: string } }, other: { state: { instanceId: string } }) => {
  one.state.instanceId = 'abc'
  other.state.instanceId = 'abc'
}

test('different servers are fine', async () => {
  expect(await two(() => {})).toEqual([['ok', 'Rudder', 'Its connections lead to different servers.']])
})

test('the same id is a warning', async () => {
  expect(await two(same)).toEqual([
    [
      'warning',
      'rudder/one and rudder/two',
      'They count as one server (the same id of the server, abc): a lock on one stops the other, and nobody approves their own change through the other.',
    ],
  ])
})

test('not if the settings say that they are one; but if they say that they are two', async () => {
  expect(await two(same, ['main', 'main'])).toHaveLength(1)
  expect((await two(same, ['main', 'main']))[0]?.[0]).toBe('ok')
  expect(await two(() => {}, ['main'])).toMatchObject([['ok', 'Rudder', expect.any(String)]])
  expect((await two(same, ['main', 'other']))[0]?.[2]).toBe(
    'The settings say that they are different servers, and both say that they are abc.',
  )
})

test('a server that tells no id, or a token that may not read it, is compared by its address', async () => {
  expect((await two(same, [], { api: 20 }))[0]?.[0]).toBe('ok')
  expect((await two(same, [], {}, ['rudder:info:read']))[0]?.[0]).toBe('ok')
})

test('one that does not answer is named, with what that means', async () => {
  expect(await two((_, other) => other.close())).toEqual([
    ['warning', 'rudder/one and rudder/two', "I can't tell whether they are one server, as rudder/two didn't answer."],
  ])
})
