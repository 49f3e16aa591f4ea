import { expect, test } from 'vitest'
import { keysCheck } from '../../src/run/doctor/keys.ts'
import { putKey } from '../../src/store/personal-keys.ts'
import { createSealer } from '../../src/vault/seal.ts'
import { Secret } from '../../src/vault/secret.ts'
import { mainlySqlite } from '../store/engines.ts'
import { testWorld } from '../world.ts'

mainlySqlite((engine) => {
  test('keys that can’t be opened are counted, with what to do; without keys nothing is said', async () => {
    const { ids } = testWorld()
    const sealer = (key: string) => createSealer(new Secret(() => key), ids.bytes)
    const store = await engine.open()
    const found = async (key: string | undefined) =>
      keysCheck(async () => store, key === undefined ? undefined : sealer(key)).run(new AbortController().signal)
    expect(await found('now')).toEqual([])
    for (const [person, key] of [
      ['ana', 'now'],
      ['marc', 'before'],
    ] as const) {
      const owner = { person, connection: 'redash/prod' }
      const row = {
        ...owner,
        sealed: sealer(key).seal(new Secret(() => 'secret'), owner),
        account: person,
        created_at: 0,
      }
      await store.transaction((tx) => putKey(tx, row))
    }
    expect(await found('now')).toMatchObject([{ level: 'warning', says: expect.stringMatching(/^1 of 2 can't/) }])
    expect(await found(undefined)).toMatchObject([{ says: expect.stringMatching(/^2 of 2 can't/) }])
    await store.db.deleteFrom('personal_keys').where('person', '=', 'marc').execute()
    expect(await found('now')).toMatchObject([{ level: 'ok' }])
    expect(await keysCheck(async () => undefined, undefined).run(new AbortController().signal)).toEqual([])
  })
})
