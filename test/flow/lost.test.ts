import { describe, expect, test } from 'vitest'
import { mainlyPostgres } from '../store/engines.ts'
import { type Scene, startScene, superviseDmz } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const outcomes = async ({ acts }: Scene) =>
  (await acts()).flatMap(({ kind, payload }) =>
    kind === 'outcome' || kind === 'correction' ? [{ kind, outcome: (payload as { outcome: string }).outcome }] : [],
  )

mainlyPostgres((engine) => {
  describe('the answer to a write is lost', () => {
    test('and it took effect: it is so now, nobody claims to have done it, and there is no way back from it', async () => {
      const scene = await startScene(engine)
      const { rudder, rule, propose, confirm, posts } = scene
      rudder.faults.losesAnswer = { commit: 'now' }
      const { message, ending } = await confirm(await propose(line))
      expect(message.tone).toBe('unknown')
      expect(ending).toBe('unknown')
      expect(message.title).toBe('Outcome unknown: disable rule “SSH hardening” on rudder/prod')
      expect(message.lead).toBe("Rudder's reply was lost. It is disabled now, but it isn't known by whom.")
      expect(message.actions).toBeUndefined()
      expect(rule('SSH hardening').enabled).toBe(false)
      expect(posts()).toHaveLength(1)
      expect(await outcomes(scene)).toEqual([{ kind: 'outcome', outcome: 'unknown' }])
    })

    test('and it never took effect: unknown, looked at again for a day, never sent again', async () => {
      const scene = await startScene(engine)
      const { world, rudder, propose, confirm, sweep, shown, row, posts } = scene
      rudder.faults.losesAnswer = { commit: 'never' }
      const proposal = await propose(line)
      const sentAt = world.clock.now()
      const { message, ending } = await confirm(proposal)
      expect(message.tone).toBe('unknown')
      expect(ending).toBe('unknown')
      expect(message.title).toBe('Outcome unknown: disable rule “SSH hardening” on rudder/prod')
      expect(message.lead).toBe(
        'The request was sent, no answer tells what became of it, and nothing has changed so far. ' +
          'It is looked at again by itself; do not repeat it.',
      )
      expect(message.actions).toBeUndefined()
      const looks: number[] = []
      for (;;) {
        const { look_at: at } = await row(proposal)
        if (at === null) break
        const read = rudder.requests.length
        await world.advance(at - 1 - world.clock.now())
        await sweep()
        expect(rudder.requests).toHaveLength(read)
        await world.advance(1)
        await sweep()
        expect(rudder.requests.length).toBeGreaterThan(read)
        looks.push(at - sentAt)
      }
      const soon = [...Array(10).keys()].map((n) => (n + 1) * 30 * second)
      const hourly = [...Array(23).keys()].map((n) => 5 * minute + (n + 1) * hour)
      expect(looks).toEqual([...soon, ...hourly])
      const read = rudder.requests.length
      await world.advance(48 * hour)
      await sweep()
      expect(rudder.requests).toHaveLength(read)
      const last = await shown(proposal)
      expect(last.message.tone).toBe('unknown')
      expect(last.message.lead).toContain('Look for yourself before you do anything.')
      expect(posts()).toHaveLength(1)
      expect(await outcomes(scene)).toEqual([{ kind: 'outcome', outcome: 'unknown' }])
    })

    test('and it takes effect 90 seconds later: unknown first, then corrected', async () => {
      const scene = await startScene(engine)
      const { world, rudder, propose, confirm, sweep, shown, posts, context } = scene
      rudder.faults.losesAnswer = { commit: { afterMs: 90 * second } }
      const proposal = await propose(line)
      expect((await confirm(proposal)).message.tone).toBe('unknown')
      for (const lead of [/nothing has changed so far/, /nothing has changed so far/, /It is disabled now/]) {
        await world.advance(30 * second)
        await sweep()
        expect((await shown(proposal)).message).toMatchObject({ tone: 'unknown', lead: expect.stringMatching(lead) })
      }
      expect(posts()).toHaveLength(1)
      expect(await outcomes(scene)).toEqual([
        { kind: 'outcome', outcome: 'unknown' },
        { kind: 'correction', outcome: 'unknown' },
      ])
      expect(await context.store.audit.verify()).toMatchObject({ ok: true })
    })

    test('and it opened a change request: found by its name, at once or later', async () => {
      for (const commit of ['now', { afterMs: 90 * second }] as const) {
        const { world, rudder, propose, confirm, sweep, shown, posts } = await startScene(engine)
        superviseDmz(rudder)
        rudder.faults.losesAnswer = { commit }
        const proposal = await propose(line)
        const first = await confirm(proposal)
        expect(first.message.tone).toBe(commit === 'now' ? 'awaiting validation' : 'unknown')
        await world.advance(2 * minute)
        await sweep()
        const { message } = await shown(proposal)
        expect(message.tone).toBe('awaiting validation')
        expect(message.title).toContain('change request #1')
        expect(rudder.state.changeRequests[0]?.displayName).toBe(`Coxswain ${proposal}`)
        expect(posts()).toHaveLength(1)
      }
    })

    test('and its change request was deployed or declined meanwhile: what is there now decides', async () => {
      for (const [act, tone] of [
        ['deploy', 'applied'],
        ['cancel', 'unknown'],
      ] as const) {
        const { world, rudder, propose, confirm, shown } = await startScene(engine)
        superviseDmz(rudder)
        rudder.faults.losesAnswer = { commit: 'now' }
        const proposal = await propose(line)
        world.steps.set('request:after', () => rudder[act](1))
        await confirm(proposal)
        const { message } = await shown(proposal)
        expect(message.tone).toBe(tone)
        if (act === 'deploy')
          expect(message.lead).toBe('Change applied and verified: Rudder deployed change request #1.')
        if (act === 'cancel')
          expect(message.lead).toContain('Rudder opened change request #1, which is closed, and nothing')
      }
    })

    test('because Rudder answers 503: one request, and it is not known', async () => {
      const { rudder, rule, propose, confirm, posts } = await startScene(engine)
      rudder.faults.fail503Writes = true
      const { message } = await confirm(await propose(line))
      expect(message.tone).toBe('unknown')
      expect(message.lead).toMatch(
        /^The request was sent, the answer \(503\) does not tell what became of it, and nothing/,
      )
      expect(posts()).toHaveLength(1)
      expect(rule('SSH hardening').enabled).toBe(true)
    })

    test.each(['cutBody', 'garbage shape', 'garbage text'])(
      'because it is damaged (%s): what is there decides',
      async (kind) => {
        const { rudder, propose, confirm, posts } = await startScene(engine)
        rudder.faults.only = (method) => method === 'POST'
        if (kind === 'cutBody') rudder.faults.cutBody = true
        else rudder.faults.garbage = kind === 'garbage shape' ? 'shape' : 'text'
        const { message } = await confirm(await propose(line))
        expect(message.tone).toBe('unknown')
        expect(message.lead).toMatch(kind === 'cutBody' ? /It is disabled now/ : /nothing has changed so far/)
        expect(posts()).toHaveLength(1)
      },
    )

    test('because Rudder is too slow: one request, and what is there decides', async () => {
      const { rudder, propose, confirm, posts } = await startScene(engine, { limits: { writeMs: 100 } })
      const proposal = await propose(line)
      Object.assign(rudder.faults, { slow: 600_000, only: (method: string) => method === 'POST' })
      const { message } = await confirm(proposal)
      expect(message.lead).toContain("It is disabled now, but it isn't known by whom.")
      expect(posts()).toHaveLength(1)
    })
  })
})
