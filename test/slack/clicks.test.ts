import { describe, expect, test } from 'vitest'
import { buttons, mainlyHttp, type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** The payload of the last press, changed and sent as a new one. */
const forged = async ({ slack, settle }: Scene, change: (payload: Payload) => void) => {
  const pressed = slack.deliveries.findLast(({ kind }) => kind === 'action')
  if (!pressed) throw new Error('nothing was pressed')
  const payload = JSON.parse(new URLSearchParams(pressed.body).get('payload') ?? '') as Payload
  payload.trigger_id = `forged.${Math.random()}`
  change(payload)
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const delivered = await slack.again(pressed, { body, resign: true })
  await settle()
  return delivered
}

interface Payload {
  trigger_id: string
  channel: { id: string }
  container: { message_ts?: string; channel_id: string }
  message?: { app_id?: string; ts: string }
  actions: { action_id: string; value: string }[]
}

const action = (payload: Payload) => payload.actions[0] ?? { action_id: '', value: '' }

mainlyHttp((engine) => {
  describe('a press', () => {
    test('by somebody who may not: told alone, and the message stays as it is', async () => {
      const { type, press, last, now, whispered, rudder, bot } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('rita', proposal, 'confirm')
      expect(whispered('rita', 'ops').at(-1)?.text).toContain('rudder-operators')
      expect(now(proposal)).toEqual(proposal)
      expect(rudder.writes()).toEqual([])
      expect((await bot.app.context.store.audit.recent(5)).map(({ kind }) => kind)).toContain('refused')
    })

    test('ten at once by two people: one write, and who was too late is told what became of it', async () => {
      const { slack, settle, type, last, now, whispered, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      const people = Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? 'ana' : 'marc'))
      await Promise.all(people.map((who) => slack.press(who, proposal, 'confirm')))
      await settle()
      expect(rudder.writes()).toHaveLength(1)
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      const told = [...whispered('ana', 'ops'), ...whispered('marc', 'ops')]
      expect(told.length).toBeGreaterThan(0)
      for (const { text } of told) expect(text).toMatch(/Too late to decide|You already did this/)
      expect(slack.seen('ops')).toHaveLength(1)
    })

    test('a confirmation and a cancellation at once: one of them, and the message says which', async () => {
      const { slack, settle, type, last, now, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await Promise.all([slack.press('ana', proposal, 'cancel'), slack.press('marc', proposal, 'confirm')])
      await settle()
      const isWritten = rudder.writes().length === 1
      expect(now(proposal).text).toContain(isWritten ? 'Disabled' : 'Cancelled')
    })

    test('Undo by two people at once: whichever way back is confirmed, it is written once', async () => {
      const { slack, settle, type, press, last, now, rule, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('ana', proposal, 'confirm')
      await Promise.all([slack.press('ana', proposal, 'undo'), slack.press('marc', proposal, 'undo')])
      await settle()
      const backs = slack.seen('ops').filter(({ ts }) => ts > proposal.ts)
      for (const back of backs) await press('marc', back, 'confirm')
      expect(rule('SSH hardening').enabled).toBe(true)
      expect(rudder.writes()).toHaveLength(2)
      for (const back of backs) expect(buttons(now(back))).toEqual([])
    })

    test('after it expired: nothing is written, the message ends, and who pressed is told', async () => {
      const { type, press, last, now, whispered, world, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      world.leap(15 * 60_000)
      await press('marc', proposal, 'confirm')
      expect(now(proposal).text).toContain('Expired')
      expect(buttons(now(proposal))).toEqual(['again'])
      expect(whispered('marc', 'ops').at(-1)?.text).toContain('Too late to decide: Expired')
      expect(rudder.writes()).toEqual([])
    })

    test('on a message that is not the one, or with a value that is not the one: told alone, nothing happens', async () => {
      const scene = await startScene(engine)
      const { type, press, last, now, whispered, rudder, slack } = scene
      await type('ana', 'ops', '/rudder rule disable NTP client because drift')
      const other = last('ops')
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('rita', proposal, 'confirm')
      const id = (await scene.bot.app.context.store.db.selectFrom('proposals').select(['id', 'line']).execute()).find(
        (row) => row.line.includes('NTP'),
      )?.id
      const wrong: [string, (payload: Payload) => void][] = [
        ['copied', (it) => void Object.assign(it.container, { message_ts: '1700000000.000100' })],
        ['forwarded', (it) => void Object.assign(it.channel, { id: slack.channels.staging })],
        ['in nothing', (it) => void delete it.container.message_ts],
        ['another proposal', (it) => void Object.assign(action(it), { value: id ?? '' })],
        ['garbage', (it) => void Object.assign(action(it), { value: "' or 1=1 --" })],
        ['empty', (it) => void Object.assign(action(it), { value: '' })],
        ['huge', (it) => void Object.assign(action(it), { value: 'A'.repeat(10_000) })],
        ['no such one', (it) => void Object.assign(action(it), { value: '0'.repeat(26) })],
        ['undo', (it) => void Object.assign(action(it), { action_id: 'undo' })],
        ['a run', (it) => void Object.assign(action(it), { action_id: 'next:0', value: id })],
        ['a far one', (it) => void Object.assign(action(it), { action_id: 'next:999', value: 'A'.repeat(10_000) })],
        ['__proto__', (it) => void Object.assign(action(it), { action_id: 'next:__proto__' })],
        ['a reason', (it) => void Object.assign(action(it), { action_id: 'form' })],
      ]
      for (const [what, change] of wrong) {
        const before = whispered('ana', 'ops').length + whispered('ana', 'staging').length
        const asAna = (it: Payload) => {
          Object.assign(it, { user: { id: slack.users.ana, team_id: slack.ids.team }, response_url: undefined })
          change(it)
        }
        expect((await forged(scene, asAna)).status, what).toBe(200)
        expect(whispered('ana', 'ops').length + whispered('ana', 'staging').length, what).toBe(before + 1)
      }
      expect(rudder.writes()).toEqual([])
      for (const one of [other, proposal]) expect(buttons(now(one))).toContain('confirm')
      expect(scene.world.lines.filter(({ level }) => level === 'error')).toEqual([])
    })

    test('a second one by whoever did it: told so; by somebody else: too late', async () => {
      const { type, press, last, slack, whispered, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      slack.faults.add({ method: 'chat.update', how: 'down' })
      await press('marc', proposal, 'confirm')
      await press('marc', proposal, 'confirm')
      expect(whispered('marc', 'ops').at(-1)?.text).toMatch(
        /^You already did this \(proposal [0-9A-Z]{8}\)\. Disabled rule “SSH hardening” on rudder\/prod\.$/,
      )
      await press('marc', proposal, 'cancel')
      expect(whispered('marc', 'ops').at(-1)?.text).toContain('Too late to decide: Disabled')
      await press('ana', proposal, 'confirm')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('Too late to decide: Disabled')
      expect(rudder.writes()).toHaveLength(1)
    })

    test('with another one open on the object: it says so, and links to that message', async () => {
      const { type, last, slack } = await startScene(engine)
      await type('ana', 'ops', line)
      const first = last('ops')
      await type('marc', 'staging', '/rudder rule disable SSH hardening because of drift --on prod')
      const text = JSON.stringify(last('staging').blocks)
      expect(text).toContain('(disable rule “SSH hardening”, asked by ana) was open on the same object.')
      const url = new URL(`/archives/${slack.channels.ops}/p${first.ts.replace('.', '')}`, slack.apiUrl).href
      expect(text).toMatch(new RegExp(`{"type":"link","url":"${url}","text":"Open proposal [0-9A-Z]{8}"}`))
    })

    test('with another one open in the direct messages of somebody: it says so, and links nowhere', async () => {
      const { type, last, slack } = await startScene(engine)
      await type('ana', slack.direct('ana'), line)
      await type('marc', 'ops', line)
      const text = JSON.stringify(last('ops').blocks)
      expect(text).toContain('(disable rule “SSH hardening”, asked by ana) was open on the same object.')
      expect(text).not.toContain('Open proposal')
    })

    test('on a message whose arrival was not known: it is the one after all, and ends true', async () => {
      const { type, press, last, now, slack, rudder, whispered } = await startScene(engine)
      slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'lost', times: 1 })
      await type('ana', 'ops', line)
      const proposal = last('ops')
      expect(slack.seen('ops')).toHaveLength(1)
      expect(last(slack.direct('ana')).text).toContain('could not be shown where you asked')
      await press('ana', proposal, 'confirm')
      expect(rudder.writes()).toHaveLength(1)
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      expect(buttons(now(proposal))).toEqual(['undo'])
      expect(whispered('ana', 'ops')).toEqual([])
    })

    test('not even then on a message that is not mine, or elsewhere: only the one after all decides', async () => {
      const scene = await startScene(engine)
      const { type, press, last, now, slack, rudder, bot, whispered } = scene
      await type('ana', 'ops', '/rudder rule disable NTP client because drift')
      await press('rita', last('ops'), 'cancel')
      slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'lost', times: 1 })
      await type('ana', 'ops', line)
      const lost = last('ops')
      const { db } = bot.app.context.store
      const { id } = await db
        .selectFrom('proposals')
        .select('id')
        .where('line', 'like', '%SSH%')
        .executeTakeFirstOrThrow()
      const place = () => db.selectFrom('posts').select('ts').where('proposal', '=', id).execute()
      const ts = '1700000000.000100'
      const { staging } = slack.channels
      const wrong: [string, (payload: Payload) => void][] = [
        ['of another app', (it) => void Object.assign(it, { message: { app_id: 'A0EVIL', ts } })],
        ['of no app', (it) => void Object.assign(it, { message: { ts } })],
        ['not in it', (it) => void delete it.message],
        ['elsewhere', (it) => void Object.assign(it.channel, { id: staging })],
      ]
      for (const [what, change] of wrong) {
        const told = () => whispered('marc', 'ops').length + whispered('marc', 'staging').length
        const before = told()
        await forged(scene, (it) => {
          Object.assign(it, { user: { id: slack.users.marc, team_id: slack.ids.team }, response_url: undefined })
          Object.assign(action(it), { action_id: 'confirm', value: id })
          it.container.message_ts = ts
          it.message = { app_id: slack.ids.app, ts }
          change(it)
        })
        expect(told(), what).toBe(before + 1)
        expect(await place(), what).toEqual([{ ts: null }])
      }
      expect(rudder.writes()).toEqual([])
      await press('marc', lost, 'confirm')
      expect(now(lost).text).toContain('Disabled rule “SSH hardening”')
    })
  })
})
