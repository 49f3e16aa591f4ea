import { describe, expect, test } from 'vitest'
import { formsMs } from '../../../src/store/forms.ts'
import { buttons, mainlyHttp, mainlySocket, type Scene, said, startScene } from '../scene.ts'
import { order } from './order.ts'

const filled = { Country: '0', Code: 'Old quay', Day: '2026-11-30', Note: 'two\nlines' }
const options = { commands: [order] }

/** Ana asks for an order and opens its form. */
const opened = async (scene: Scene, where = 'ops') => {
  const { type, press, whispered, last, slack } = scene
  await type('ana', where, '/rudder order')
  const asked = whispered('ana', where).at(-1) ?? last(where)
  await press('ana', asked, 'form')
  return { asked, view: slack.view('ana') }
}

/** The payload of the first submission, changed and sent as a new one. */
const forged = async ({ slack, settle }: Scene, change: (payload: Submission) => void) => {
  const sent = slack.deliveries.find(({ kind }) => kind === 'submission')
  if (!sent) throw new Error('nothing was submitted')
  const payload = JSON.parse(new URLSearchParams(sent.body).get('payload') ?? '') as Submission
  payload.trigger_id = `forged.${Math.random()}`
  payload.view.id = `V${Math.random()}`
  change(payload)
  const delivered = await slack.again(sent, {
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    resign: true,
  })
  await settle()
  return delivered
}

interface Submission {
  trigger_id: string
  user: { id: string }
  view: { id: string; callback_id: string; private_metadata: string; state: { values: Record<string, unknown> } }
}

mainlySocket((engine) => {
  describe('an answer that asks for values', () => {
    test('has a button, which opens a form; what is submitted is the same line with the values', async () => {
      const scene = await startScene(engine, options)
      const { submit, last, slack, bot } = scene
      const { asked, view } = await opened(scene)
      expect(asked.text).toContain('A country and a code are missing.')
      expect(buttons(asked)).toEqual(['form'])
      expect(view).toMatchObject({ title: 'Values of the order', submit: 'Run' })
      expect(JSON.stringify(view?.blocks[0])).toContain('/rudder order')
      await submit('ana', filled)
      expect(slack.view('ana')).toBeUndefined()
      const answer = said(last('ops'))
      expect(answer).toContain('/rudder order --country=FR --code=\\"Old quay\\" --day=2026-11-30')
      for (const value of ['FR', 'Old quay', '2026-11-30', 'two']) expect(answer).toContain(value)
      const runs = await bot.app.context.store.db.selectFrom('runs').select('line').orderBy('started_at').execute()
      expect(runs.map(({ line }) => line)).toEqual([
        'rudder order',
        'rudder order --country=FR --code="Old quay" --day=2026-11-30',
      ])
    })

    test('what can be told at once is told in the form, which stays open, and nothing is run', async () => {
      const scene = await startScene(engine, options)
      const { submit, slack, last } = scene
      await opened(scene)
      const before = slack.seen('ops').length
      await submit('ana', { ...filled, Code: '12' })
      expect(slack.view('ana')?.errors).toEqual({ 1: 'It does not match the pattern.' })
      await submit('ana', { ...filled, Code: `a"b'c` })
      expect(slack.seen('ops')).toHaveLength(before)
      await submit('ana', filled)
      expect(slack.view('ana')).toBeUndefined()
      expect(said(last('ops'))).toContain('Ordered')
    })

    test('what only the command can tell: its answer offers the form again, with what was entered', async () => {
      const scene = await startScene(engine, options)
      const { submit, slack, whispered, press, last } = scene
      await opened(scene)
      await submit('ana', { ...filled, Code: 'no' })
      const again = whispered('ana', 'ops').at(-1) ?? last('ops')
      expect(again.text).toContain('“no” is no code')
      await press('ana', again, 'form')
      const held = JSON.stringify(slack.view('ana')?.blocks)
      for (const value of ['"initial_value":"no"', '"initial_date":"2026-11-30"', '"initial_option":{"text"'])
        expect(held).toContain(value)
      await submit('ana', filled)
      expect(said(last('ops'))).toContain('--country=FR --code=\\"Old quay\\"')
      expect(said(last('ops'))).not.toContain('--code=no')
    })

    test('is answered in the thread, or the direct messages, where it was asked', async () => {
      const scene = await startScene(engine, options)
      const { slack, submit, last, type, press, whispered } = scene
      const direct = slack.direct('ana')
      await opened(scene, direct)
      await submit('ana', filled)
      expect(said(last(direct))).toContain('Ordered')
      await type('ana', 'ops', '/rudder rules ssh')
      const { ts } = last('ops')
      await type('ana', 'ops', '@coxswain rudder order', ts)
      await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
      await submit('ana', filled)
      expect(
        slack
          .seen('ops')
          .filter(({ thread_ts: thread }) => thread === ts)
          .at(-1)?.text,
      ).toContain('Ordered')
    })

    test('survives a restart between the answer, the press and the submission, and a second replica', async () => {
      const scene = await startScene(engine, options)
      const { type, press, submit, whispered, last, bot, startReplica, slack } = scene
      await type('ana', 'ops', '/rudder order')
      const asked = whispered('ana', 'ops').at(-1) ?? last('ops')
      await bot.stop()
      const second = await startReplica()
      await press('ana', asked, 'form')
      expect(slack.view('ana')).toBeDefined()
      await startReplica()
      await second.stop()
      await submit('ana', { ...filled, Code: '12' })
      expect(slack.view('ana')?.errors).toBeDefined()
      await submit('ana', filled)
      expect(said(last('ops'))).toContain('Ordered')
    })
  })

  describe('a form that is offered with an answer', () => {
    test('holds the values of that answer, and whoever may run it may open it', async () => {
      const scene = await startScene(engine, options)
      const { type, press, submit, last, slack, whispered } = scene
      await type('ana', 'ops', '/rudder order --country=FR --code="Old quay"')
      const answer = last('ops')
      expect(buttons(answer)).toContain('form')
      await press('marc', answer, 'form')
      expect(JSON.stringify(slack.view('marc')?.blocks)).toContain('"initial_value":"Old quay"')
      await submit('marc', { ...filled, Country: '1' })
      expect(said(last('ops'))).toContain('--country=DE')
      expect(JSON.stringify(last('ops').blocks)).toContain(slack.users.marc)
      await press('rita', answer, 'form')
      expect(slack.view('rita')).toBeUndefined()
      expect(whispered('rita', 'ops').at(-1)?.text).toContain('rudder-operators')
    })
  })
})

mainlyHttp((engine) => {
  describe('a submission', () => {
    test('twice, or of a modal that was taken: run once', async () => {
      const scene = await startScene(engine, options)
      const { slack, submit, settle } = scene
      const { view } = await opened(scene)
      await submit('ana', filled)
      const before = slack.seen('ops').length
      await forged(scene, (it) => Object.assign(it.view, { id: view?.id }))
      const sent = slack.deliveries.findLast(({ kind }) => kind === 'submission')
      if (sent) await slack.again(sent, { resign: true })
      await settle()
      expect(slack.seen('ops')).toHaveLength(before)
    })

    test('a day later: told that it is too old, and nothing is run', async () => {
      const scene = await startScene(engine, options)
      const { submit, slack, world, press, whispered } = scene
      const { asked } = await opened(scene)
      world.leap(formsMs + 1)
      const before = slack.seen('ops').length
      await submit('ana', filled)
      expect(slack.view('ana')).toBeUndefined()
      expect(slack.seen('ops')).toHaveLength(before)
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('This form is too old. Type the line again.')
      await press('ana', asked, 'form')
      expect(slack.view('ana')).toBeUndefined()
    })

    test('of somebody else’s form, or of none: told alone, and nothing is run', async () => {
      const scene = await startScene(engine, options)
      const { submit, slack, world, whispered, bot } = scene
      await opened(scene)
      await submit('ana', filled)
      const { db } = bot.app.context.store
      const other = (await db.selectFrom('runs').select('id').where('line', '=', 'rudder order').executeTakeFirst())?.id
      const before = slack.seen('ops').length
      const told = (who: string) => whispered(who, 'ops').length + slack.seen(slack.direct(who), who).length
      const wrong: [string, (payload: Submission) => void][] = [
        ['another person', (it) => Object.assign(it.user, { id: slack.users.marc })],
        ['no run', (it) => Object.assign(it.view, { private_metadata: '0'.repeat(26) })],
        ['garbage', (it) => Object.assign(it.view, { private_metadata: "' or 1=1 --" })],
        ['nothing', (it) => Object.assign(it.view, { private_metadata: '' })],
        [
          'the modal of an older version',
          (it) => Object.assign(it.view, { callback_id: 'reason', private_metadata: '' }),
        ],
      ]
      for (const [what, change] of wrong) {
        const who = what === 'another person' ? 'marc' : 'ana'
        const heard = told(who)
        expect((await forged(scene, change)).status, what).toBe(200)
        expect(told(who), what).toBe(heard + 1)
      }
      expect(other).toBeDefined()
      expect(slack.seen('ops')).toHaveLength(before)
      expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
    })

    test('with inputs missing, of other kinds, or hostile: said in the form, or asked again', async () => {
      const scene = await startScene(engine, options)
      const { submit, slack, world } = scene
      await opened(scene)
      await submit('ana', filled)
      const before = slack.seen('ops').length
      const states: Record<string, unknown>[] = [
        {},
        { 0: {}, 1: {} },
        { 0: { value: { type: 'plain_text_input', value: 'FR' } }, 1: { value: { value: 'x' } } },
        { 0: { value: { selected_option: { value: '99' } } }, 1: { value: { value: 'x' } } },
        { 0: { value: { selected_option: { value: '__proto__' } } }, 1: { value: { value: 'x' } } },
        { 0: { value: { selected_option: { value: '0' } } }, 1: { value: { value: 'x\u0000 --on staging\n' } } },
        {
          0: { value: { selected_option: { value: '0' } } },
          1: { value: { value: 'x' } },
          2: { value: { selected_date: 'd_now' } },
        },
      ]
      for (const values of states) {
        const { answer } = await forged(scene, (it) => {
          it.view.state.values = values
        })
        expect(JSON.parse(answer)).toMatchObject({ response_action: 'errors' })
      }
      expect(slack.seen('ops')).toHaveLength(before)
      for (const values of [{ 0: 'x' }, { 0: { value: { value: 5 } } }, { 0: { value: { value: 'x'.repeat(3_001) } } }])
        expect((await forged(scene, (it) => Object.assign(it.view.state, { values }))).status).toBe(200)
      expect(slack.seen('ops')).toHaveLength(before)
      expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
    })

    test('values that read like words of a line stay values', async () => {
      const scene = await startScene(engine, options)
      const { press, submit, last, whispered, type } = scene
      for (const code of ['a on staging', 'because of it', 'x quietly', 'no here', 'show help']) {
        await type('ana', 'ops', '/rudder order')
        await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
        await submit('ana', { ...filled, Code: code })
        const { blocks } = last('ops')
        expect(JSON.stringify(blocks)).toContain('Ordered')
        expect(JSON.stringify(blocks)).toContain('rudder/prod')
        expect(JSON.stringify(blocks)).toContain(`"text":"${code}"`)
      }
    })
  })
})
