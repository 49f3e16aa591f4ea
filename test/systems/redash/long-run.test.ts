import { setTimeout } from 'node:timers/promises'
import { keys } from 'local-redash'
import { describe, expect, test } from 'vitest'
import { buttons, said } from '../../slack/scene.ts'
import { longScene } from './long.ts'

describe('a run that takes long', () => {
  test('shows that it is queued or running and for how long, with Cancel; then the rows', async () => {
    const { start, until, now, settle } = await longScene()
    const message = await start()
    expect(said(message)).toMatch(/“Slow query \(20 s\)” is running in Redash(?:: \d s)? …/)
    expect(buttons(message)).toEqual(['stop'])
    await until(message, '“Slow query (20 s)”: 1 row')
    await settle()
    expect(buttons(now(message))).not.toContain('stop')
  })

  test('survives a restart of the bot: it is taken up in its message, and its outcome is shown once', async () => {
    const { start, until, now, settle, bot, startReplica, slack, runs } = await longScene()
    const message = await start()
    await bot.stop()
    expect(said(now(message))).toContain('is running in Redash')
    const next = await startReplica()
    await next.jobs.tick()
    await until(message, '“Slow query (20 s)”: 1 row')
    await settle()
    expect(runs()).toHaveLength(1)
    expect(slack.seen('ops').filter((one) => said(one).includes('“Slow query (20 s)”'))).toHaveLength(1)
    expect(slack.seen('ops', 'ana').some((one) => /got lost|being stopped/.test(said(one)))).toBe(false)
  })

  test('whoever lost the right in the meantime is told so, and shown no rows', async () => {
    const { start, until, now, settle, bot, startReplica, slack } = await longScene()
    const message = await start()
    await bot.stop()
    slack.change('ana', { email: 'nobody@acme.example' })
    const next = await startReplica()
    await next.jobs.tick()
    await until(message, 'run queries')
    await settle()
    expect(said(now(message))).not.toContain('1 row')
  })

  test('it goes on with the access that it began with, also if its person gave a key of their own since', async () => {
    const env = { COXSWAIN_SEALING_KEY: 'a sealing key for a run that takes long' }
    const { start, until, now, bot, startReplica, redash, slack, whispered } = await longScene({ env })
    const message = await start()
    const told = async (text: string) => {
      for (let n = 0; n < 100; n += 1) {
        const last = whispered('ana', 'ops').at(-1)
        if (last && said(last).includes(text)) return last
        await setTimeout(50)
      }
      throw new Error(`nobody said ${text}`)
    }
    await slack.type('ana', 'ops', '/cox connect redash/prod')
    await slack.press('ana', await told('Enter your own key'), 'key')
    for (let n = 0; n < 100 && !slack.view('ana'); n += 1) await setTimeout(50)
    await slack.submit('ana', { key: keys.viewer })
    await told('is stored')
    await bot.stop()
    redash.requests.length = 0
    const next = await startReplica()
    await next.jobs.tick()
    await until(message, '“Slow query (20 s)”: 1 row')
    expect(said(now(message))).toContain('Run with the user key “reader”')
    expect(new Set(redash.requests.map(({ caller }) => caller))).toEqual(new Set(['Rita Reader']))
  })

  test('Cancel stops it for everybody, is in the audit log, and the message says what is known', async () => {
    const { start, until, settle, cancels, acts, whispered, slack } = await longScene()
    const message = await start()
    await slack.press('rita', message, 'stop')
    for (let n = 0; n < 100 && whispered('rita', 'ops').length === 0; n += 1) await setTimeout(50)
    expect(whispered('rita', 'ops').map(said).join()).toContain('run queries')
    expect(cancels()).toEqual([])
    await slack.press('marc', message, 'stop')
    await until(message, 'was cancelled, for everybody waiting for it')
    await settle()
    expect(cancels()).toHaveLength(1)
    expect(await acts('stop')).toHaveLength(1)
    expect(whispered('marc', 'ops').map(said).join()).toContain('Cancelled in Redash')
  })

  test('a run that has just ended is not cancelled, and its rows are shown', async () => {
    const { start, until, settle, cancels, redash, slack, world } = await longScene()
    const message = await start()
    for (const job of redash.state.jobs) if (job.endedAt === undefined) job.dueAt = world.clock.now()
    await slack.press('marc', message, 'stop')
    await until(message, '1 row')
    await settle()
    expect(cancels()).toEqual([])
  })
})
