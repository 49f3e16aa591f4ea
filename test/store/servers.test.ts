import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { keepTold, type ReportedServer, serversKnown } from '../../src/store/servers.ts'
import { eachEngine } from './engines.ts'

const told = (connection: string, more: Partial<ReportedServer> = {}): ReportedServer => ({
  connection,
  url: `https://${connection.split('/')[1]}.net`,
  name: null,
  instance: undefined,
  key: undefined,
  ...more,
})
const instances = async (store: Store) =>
  Object.fromEntries((await serversKnown(store.db)).map(({ connection, instance }) => [connection, instance]))

eachEngine((engine) => {
  test('keeps what is said, and by whom and when; what is not said again stays', async () => {
    const store = await engine.open()
    await keepTold(store, told('rudder/a', { instance: 'one' }), 1)
    await keepTold(store, told('rudder/a', { key: 'k', name: 'main' }), 2)
    await keepTold(store, told('rudder/a', { instance: 'one', key: 'k', name: 'main' }), 3)
    expect(await serversKnown(store.db)).toEqual([
      {
        connection: 'rudder/a',
        url: 'https://a.net',
        name: 'main',
        instance: 'one',
        instance_at: 1,
        key: 'k',
        key_at: 2,
      },
    ])
    await keepTold(store, told('rudder/a', { url: 'https://elsewhere.net', instance: 'two' }), 4)
    expect(await serversKnown(store.db)).toHaveLength(2)
  })

  test('whoever had the former id of a server follows it until asked itself', async () => {
    const store = await engine.open()
    for (const [id, instance] of [
      ['rudder/a', 'x'],
      ['rudder/b', 'x'],
      ['rudder/c', 'other'],
      ['redash/a', 'x'],
    ] as const)
      await keepTold(store, told(id, { instance }), 1)
    await keepTold(store, told('rudder/a', { instance: 'y' }), 2)
    await keepTold(store, told('rudder/a', { instance: 'z' }), 3)
    expect(await instances(store)).toEqual({ 'rudder/a': 'z', 'rudder/b': 'z', 'rudder/c': 'other', 'redash/a': 'x' })
    // It is another server after all: that says nothing of the one that was reinstalled or replaced.
    await keepTold(store, told('rudder/b', { instance: 'x' }), 4)
    expect(await instances(store)).toMatchObject({ 'rudder/a': 'z', 'rudder/b': 'x' })
  })

  test('what was only taken over counts as asked once the connection says the same', async () => {
    const store = await engine.open()
    for (const id of ['rudder/a', 'rudder/b']) await keepTold(store, told(id, { key: 'x' }), 1)
    await keepTold(store, told('rudder/a', { key: 'y' }), 2)
    await keepTold(store, told('rudder/b', { key: 'y' }), 3)
    expect((await serversKnown(store.db)).map(({ key, key_at }) => [key, key_at])).toEqual([
      ['y', 2],
      ['y', 3],
    ])
    await keepTold(store, told('rudder/b', { key: 'z' }), 4)
    expect((await serversKnown(store.db)).map(({ key }) => key)).toEqual(['z', 'z'])
  })
})
