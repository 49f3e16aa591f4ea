import { expect, test } from 'vitest'
import { said } from '../../slack/scene.ts'
import { longScene } from './long.ts'

test('a Cancel button that a client still shows, long after the run is over and the bot was restarted, stops nothing', async () => {
  const { start, until, settle, cancels, acts, bot, startReplica, slack, whispered, world } = await longScene()
  const message = await start()
  // Slack doesn't show it any more later, so this press is the one that comes again, from somebody who may.
  const pressed = await slack.press('rita', message, 'stop')
  await until(message, '“Slow query (20 s)”: 1 row')
  await settle()
  await bot.stop()
  world.leap(3 * 24 * 60 * 60_000)
  const next = await startReplica()
  const payload = (new URLSearchParams(pressed.body).get('payload') ?? '').replaceAll(
    slack.users.rita ?? '',
    slack.users.marc ?? '',
  )
  const late = { ...JSON.parse(payload), trigger_id: '1.2.3' }
  const body = new URLSearchParams({ payload: JSON.stringify(late) }).toString()
  await slack.again(pressed, { body, resign: true })
  await next.slack.drain()
  expect(whispered('marc', 'ops').map(said)).toEqual([
    expect.stringContaining('It is already over. Nothing was stopped.'),
  ])
  expect(cancels()).toEqual([])
  expect(await acts('stop', next)).toEqual([])
})

test('two replicas that take it up at the same moment: its outcome is shown once', async () => {
  const { start, until, settle, bot, startReplica, slack, runs } = await longScene()
  const message = await start()
  await bot.stop()
  const [one, other] = [await startReplica(), await startReplica()]
  await Promise.all([one.jobs.tick(), other.jobs.tick()])
  await until(message, '“Slow query (20 s)”: 1 row')
  await settle()
  await Promise.all([one.jobs.tick(), other.jobs.tick()])
  await settle()
  expect(runs()).toHaveLength(1)
  const shown = slack.calls.filter((call) => JSON.stringify(call).includes('“Slow query (20 s)”: 1 row'))
  expect(shown.map(({ method }) => method)).toEqual(['chat.update'])
  expect(slack.seen('ops').filter((each) => said(each).includes('“Slow query (20 s)”'))).toHaveLength(1)
  expect(slack.seen('ops', 'ana').some((each) => /got lost|being stopped/.test(said(each)))).toBe(false)
})
