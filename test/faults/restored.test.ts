import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { backup } from '../../src/store/backup.ts'
import { restore } from '../../src/store/restore.ts'
import { Secret } from '../../src/vault/secret.ts'
import { auditKey } from '../bot.ts'
import { buttons, said, startScene } from '../slack/scene.ts'
import { mainlyPostgres, optionsOf, type Settings } from '../store/engines.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** Its disk is gone: an empty database is at the same address. */
const lose = async ({ url, file = '' }: Settings): Promise<void> => {
  if (url === undefined) {
    for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
    return
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop schema public cascade')
  await client.query('create schema public')
  await client.end()
}

mainlyPostgres((engine) => {
  test('what was confirmed after the backup was taken is found out after the restore, and never written again', async () => {
    const scene = await startScene(engine, { env: { COXSWAIN_AUDIT_KEY: auditKey } })
    const { type, press, last, now, slack, rudder, bot, startReplica, pass, play, world, database } = scene
    await type('ana', 'ops', line)
    const proposal = last('ops')
    slack.faults.add({ method: 'chat.postMessage', how: 'limited', retryAfter: 3600 })
    await type('marc', 'ops', '/rudder rules ssh')
    const options = { ...optionsOf(database), world, auditKey: new Secret(() => auditKey) }
    const file = join(play.folder, 'a.backup')
    await backup(options, file)
    slack.faults.clear()
    await press('marc', proposal, 'confirm')
    expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
    expect(rudder.writes()).toHaveLength(1)

    await bot.stop()
    await lose(database)
    await restore(options, file)
    await startReplica()
    // Its own sweep may be at it already.
    for (let n = 0; n < 200 && !now(proposal).text.includes("isn't known by whom"); n++) {
      await pass(1)
      await rest(20)
    }
    expect(now(proposal).text).toContain("Rudder's reply was lost. It is disabled now, but it isn't known by whom.")
    expect(buttons(now(proposal))).toEqual([])
    await pass(25 * 60 * 60_000)
    expect(rudder.writes()).toHaveLength(1)
    const direct = slack.seen(slack.direct('marc'))
    expect(direct.map(said).join()).toContain('Slack did not say whether my message arrived there')
    expect(direct).toHaveLength(1)
  })
})
