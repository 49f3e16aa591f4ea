import { expect, test } from 'vitest'
import { connect } from '../../src/systems/connection.ts'
import type { TokenSource } from '../../src/vault/lease.ts'
import { Secret } from '../../src/vault/secret.ts'
import { tokenSource } from '../../src/vault/tokens.ts'
import { widgets } from '../core/widgets.ts'
import { testWorld } from '../world.ts'
import { serving, transportTo } from './calling.ts'

const { widgets: list, switchWidget } = widgets.operations
const id = 'widgets/main'

/** A connection where some people have keys of their own; each answer tells which key asked for it. */
const connected = async (keys: Readonly<Record<string, string>>) => {
  const asked: string[] = []
  const { url } = await serving((request, response) => {
    const key = String(request.headers.authorization).replace('Bearer ', '')
    asked.push(`${request.method} ${request.url} ${key}`)
    // Not the key itself: that is hidden in every answer.
    const widget = { id: 'w1', name: key.slice(4), isOn: true, reach: 1 }
    response.setHeader('content-type', 'application/json').end(JSON.stringify([widget]))
  })
  const bot = tokenSource([{ name: 'all', secret: new Secret(() => 'the-bot'), scopes: ['widgets:*:*'] }], [])
  const held = new Map(Object.entries(keys))
  const lookups: string[] = []
  const tokens: TokenSource = {
    ...bot,
    own: async (person) => {
      lookups.push(person)
      const key = held.get(person)
      if (key === undefined) return undefined
      return {
        lease: async ({ scope, endpoint }) => {
          return { token: 'own', secret: new Secret(() => key), identity: { person }, scope, endpoint }
        },
      }
    },
  }
  const connection = connect(widgets, { id, url, briefMs: 5_000 }, tokens, transportTo(url, testWorld()), testWorld())
  const nameFor = async (line: ReturnType<typeof connection.for>) => {
    const [first] = (await line.call(list)) as { readonly name: string }[]
    return first?.name
  }
  return { connection, nameFor, asked, held, lookups }
}

const reading = (person: string) => ({ person, brief: true, own: true }) as const

test('reads of somebody with a key carry it, those of others a token of the bot, and the connection says which', async () => {
  const { connection, nameFor, asked } = await connected({ ana: 'key-of-ana' })
  const [ana, marc] = [connection.for(reading('ana')), connection.for(reading('marc'))]
  expect(await Promise.all([nameFor(ana), nameFor(marc)])).toEqual(['of-ana', 'bot'])
  expect(await Promise.all([ana.isPersonal(), marc.isPersonal(), connection.isPersonal()])).toEqual([
    true,
    false,
    false,
  ])
  expect(asked.filter((one) => one.includes('/hello'))).toEqual(['GET /rudder/hello the-bot'])
})

test('no answer that was read with a key is given to anybody else, at once or later', async () => {
  const { connection, nameFor, asked } = await connected({ ana: 'key-of-ana', rita: 'key-of-rita' })
  const people = ['ana', 'rita', 'marc', 'ana', 'rita', 'marc']
  const names = await Promise.all(people.map((who) => nameFor(connection.for(reading(who)))))
  expect(names).toEqual(['of-ana', 'of-rita', 'bot', 'of-ana', 'of-rita', 'bot'])
  const reads = asked.filter((one) => one.includes('/widgets'))
  expect(reads.sort()).toEqual([
    'GET /rudder/widgets key-of-ana',
    'GET /rudder/widgets key-of-rita',
    'GET /rudder/widgets the-bot',
  ])
})

test('what a proposal, a confirmation and the bot itself read is read with the bot’s tokens', async () => {
  const { connection, nameFor, lookups } = await connected({ ana: 'key-of-ana' })
  expect(await nameFor(connection.for({ person: 'ana' }))).toBe('bot')
  expect(await nameFor(connection.for({ person: 'ana', confirms: true }))).toBe('bot')
  expect(await nameFor(connection)).toBe('bot')
  await expect(connection.for(reading('ana')).write(switchWidget, { widgetId: 'w1' }, undefined)).rejects.toThrow()
  expect(lookups).toEqual([])
})

test('a line keeps to the key that it began with', async () => {
  const { connection, nameFor, held } = await connected({})
  const line = connection.for(reading('ana'))
  expect(await line.isPersonal()).toBe(false)
  held.set('ana', 'key-of-ana')
  expect(await nameFor(line)).toBe('bot')
  expect(await nameFor(connection.for(reading('ana')))).toBe('of-ana')
})
