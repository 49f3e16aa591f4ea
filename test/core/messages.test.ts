import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { openMs } from '../../src/run/propose.ts'
import type { Reply } from '../../src/run/reply.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { nouns } from '../guard/nouns.ts'
import { everywhere, type Scene, startScene } from './scene.ts'
import { type Mood, widgets } from './widgets.ts'

/** The message, once nothing of another system was found in it wherever it is shown. */
const clean = ({ message }: Pick<Reply, 'message'>): Message => {
  const shown = everywhere(message)
  expect(shown.match(nouns) ?? [], shown).toEqual([])
  return message
}

const labels = ({ actions = [] }: Message) => actions.map(({ label }) => label)

/** Asked and confirmed by Ana, while the server is in a mood. */
const done = async (scene: Scene, line: string, mood: Mood = 'well'): Promise<Message> => {
  const proposal = await scene.propose(line)
  scene.server.mood = mood
  return clean(await scene.confirm(proposal))
}

describe('a proposal that waits', () => {
  test('says how many it affects, in the unit of its system', async () => {
    const { say } = await startScene()
    const message = clean(await say('widgets disable Left wheel because it squeaks'))
    expect(message.title).toBe('Disable widget “Left wheel” on widgets/main?')
    expect(message.lead).toMatch(/^41 widgets\. Nothing is changed yet; open until /)
    expect(message.diff).toEqual([{ field: 'Switched on', before: 'yes', after: 'no' }])
    expect(labels(message)).toEqual(['Disable 41 widgets', 'Disable, remind in 2 h', 'Cancel'])
    expect(message.actions?.[0]).toMatchObject({
      danger: true,
      spoken: 'Disable widget Left wheel on widgets/main, 41 widgets',
    })
  })

  test.for([
    ['Bell', '1 widget. Nothing', 'Disable 1 widget', ', 1 widget'],
    ['Sticker', 'No widget is touched. Nothing', 'Disable', ', no widget'],
    ['Paint', 'Nothing', 'Disable', ''],
    [
      'Fog',
      'An unknown number of widgets. Nothing',
      'Disable an unknown number of widgets',
      ', an unknown number of widgets',
    ],
  ] as const)('%s', async ([name, lead, label, spoken]) => {
    const { say } = await startScene()
    const message = clean(await say(`widgets disable ${name}`))
    expect(message.lead?.startsWith(`${lead} is changed yet`)).toBe(true)
    expect(message.actions?.[0]).toMatchObject({ label, spoken: `Disable widget ${name} on widgets/main${spoken}` })
  })

  test('needs more people from a reach on, where it is unknown and by tag, but not where nothing can be counted', async () => {
    const { say } = await startScene()
    const because = async (name: string) => {
      const message = clean(await say(`widgets disable ${name}`))
      return message.notes?.find((note) => note.includes('approvals'))
    }
    expect(await because('Engine')).toContain('(affects 400 widgets; 3 from 300)')
    expect(await because('Fog')).toContain("it isn't known how many widgets this affects")
    expect(await because('Brake')).toContain('affects an object tagged vital=yes')
    expect(await because('Paint')).toBeUndefined()
  })

  test('with two votes of three, and refused where nobody else can see it', async () => {
    const { say, propose, confirm } = await startScene()
    const proposal = await propose('widgets disable Engine')
    expect(clean(await confirm(proposal, 'marc')).notes?.[0]).toContain(
      'Approved: ana@acme.net, marc@acme.net. Waiting for 1 more',
    )
    expect(clean(await confirm(proposal, 'zoe')).tone).toBe('applied')
    expect(await confirm(proposal, 'zoe')).toMatchObject({ late: true })
    expect(clean(await say('widgets disable Fog', 'ana', { alone: true })).tone).toBe('error')
  })

  test('as a ticket, where the system may hold it back', async () => {
    const { say } = await startScene()
    const message = clean(await say('widgets disable Left wheel because by ticket'))
    expect(labels(message)).toEqual(['Disable or open ticket', 'Cancel'])
    // It may also be done at once.
    expect(message.actions?.[0]).toHaveProperty('danger', true)
  })

  test('never as one that its system has no word for: that is a mistake of whoever declared it', async () => {
    const { changeProcess: _, ...without } = widgets
    const { say, world } = await startScene(without)
    expect(clean(await say('widgets disable Left wheel because by ticket')).tone).toBe('error')
    expect(world.lines.map(({ error }) => String(error))).toContainEqual(expect.stringContaining('no changeProcess'))
  })

  test('in words of its own, which keep their capitals', async () => {
    const { say, propose, cancel } = await startScene()
    const message = clean(await say('widgets polish Bell'))
    expect(message.title).toBe('UV-polish widget “Bell” on widgets/main?')
    expect(message.actions?.[0]).toMatchObject({
      label: 'Polish it now',
      dialog: { title: 'UV-polish widget “Bell”?' },
      spoken: 'UV-polish widget Bell on widgets/main',
    })
    expect(clean(await cancel(await propose('widgets polish Bell'))).title).toBe(
      'Cancelled: UV-polish widget “Bell” on widgets/main',
    )
  })

  test('while its connection is locked, and that one too', async () => {
    const { say, propose, shown, confirm } = await startScene()
    const proposal = await propose('widgets disable Left wheel')
    clean(await say('cox lock widgets/main because of the fair'))
    const locked = clean(await shown(proposal))
    expect(locked.fields?.[0]?.value).toContain('by ana@acme.net')
    expect(locked.actions?.map(({ does }) => does)).toEqual(['cancel'])
    expect(clean(await confirm(proposal)).tone).toBe('refused')
    clean(await say('cox unlock widgets/main'))
  })

  test('while it is sent', async () => {
    const { propose, confirm, shown, world } = await startScene()
    const proposal = await propose('widgets disable Left wheel')
    const seen: Message[] = []
    world.steps.set('sending:committed', async () => void seen.push(clean(await shown(proposal))))
    await confirm(proposal)
    expect(seen.map(({ title }) => title)).toEqual(['Being sent: disable widget “Left wheel” on widgets/main'])
  })
})

describe('an outcome', () => {
  test('applied, with how many it affected, and the way back from there', async () => {
    const scene = await startScene()
    const message = await done(scene, 'widgets disable Left wheel because it squeaks')
    expect(message).toMatchObject({ tone: 'applied', title: 'Disabled widget “Left wheel” on widgets/main' })
    expect(message.fields?.[0]).toEqual({ label: 'Widgets', value: '41' })
    const back = await scene.undo(message.actions?.[0]?.proposal ?? '')
    expect(clean(back)).toMatchObject({ title: 'Undo: disable widget “Left wheel” on widgets/main?' })
    expect(labels(back.message)[0]).toBe('Undo: disable for 41 widgets')
    expect(back.message.actions?.[0]).not.toHaveProperty('danger')
    expect(clean(await scene.confirm(back.proposal ?? '')).title).toBe(
      'Undone: disable widget “Left wheel” on widgets/main',
    )
  })

  test('applied where nothing can be counted: no field says how many', async () => {
    const scene = await startScene()
    expect((await done(scene, 'widgets disable Paint')).fields?.map(({ label }) => label)).toEqual(['Confirmed by'])
    expect(await done(scene, 'widgets polish Bell')).toMatchObject({
      title: 'UV-polished widget “Bell” on widgets/main',
      output: ['It shines.'],
    })
  })

  test('as asked, and nobody knows by whom', async () => {
    const message = await done(await startScene(), 'widgets disable Left wheel', 'breaks off after')
    expect(message.title).toBe('Outcome unknown: disable widget “Left wheel” on widgets/main')
    expect(message.lead).toBe("Widgets's reply was lost. It is disabled now, but it isn't known by whom.")
    expect(message.actions).toBeUndefined()
  })

  test('awaiting validation', async () => {
    const message = await done(await startScene(), 'widgets disable Left wheel because by ticket', 'by ticket')
    expect(message.title).toBe('Awaiting validation: ticket #7 to disable widget “Left wheel” on widgets/main')
    expect(message.lead).toContain('Widgets opened ticket #7.')
  })

  test.for<[Mood, string]>([
    ['refuses', 'Not applied: disable widget “Left wheel” on widgets/main'],
    ['breaks off before', 'Outcome unknown: disable widget “Left wheel” on widgets/main'],
  ])('where the server %s', async ([mood, title]) => {
    expect((await done(await startScene(), 'widgets disable Left wheel', mood)).title).toBe(title)
  })

  test('unknown, looked at again, and found', async () => {
    const scene = await startScene()
    const proposal = await scene.propose('widgets disable Left wheel')
    scene.server.mood = 'breaks off before'
    expect(clean(await scene.confirm(proposal)).tone).toBe('unknown')
    Object.assign(scene.server.all[0] ?? {}, { isOn: false })
    await scene.world.advance(leaseMs)
    await scene.sweep()
    expect(clean(await scene.shown(proposal))).toMatchObject({
      tone: 'unknown',
      lead: "Widgets's reply was lost. It is disabled now, but it isn't known by whom.",
    })
  })

  test('stale, with what is different now, and gone', async () => {
    const scene = await startScene()
    const proposal = await scene.propose('widgets disable Left wheel')
    Object.assign(scene.server.all[0] ?? {}, { name: 'Left wheel, new', reach: 60 })
    const stale = await scene.confirm(proposal)
    expect(clean(stale).title).toBe('Not written: disable widget “Left wheel” on widgets/main')
    expect(clean(await scene.shown(stale.successor ?? '')).lead).toMatch(/^60 widgets\./)
    const late = await scene.propose('widgets disable Bell')
    scene.server.all.splice(2, 1)
    expect(clean(await scene.confirm(late)).tone).toBe('stale')
  })

  test('refused, where who asked may not any more', async () => {
    const scene = await startScene()
    const proposal = await scene.propose('widgets disable Left wheel')
    Object.assign(scene.context, {
      people: { fresh: async (who: { name: string }) => (who.name === 'ana' ? 'gone' : who) },
    })
    expect(clean(await scene.confirm(proposal, 'marc')).tone).toBe('refused')
    expect(clean(await scene.shown(proposal)).title).toBe('Refused: disable widget “Left wheel” on widgets/main')
  })

  test('cancelled and expired', async () => {
    const scene = await startScene()
    expect(clean(await scene.cancel(await scene.propose('widgets disable Bell'))).title).toBe(
      'Cancelled: disable widget “Bell” on widgets/main',
    )
    const proposal = await scene.propose('widgets disable Bell')
    await scene.world.advance(openMs)
    await scene.sweep()
    expect(clean(await scene.shown(proposal)).title).toBe('Expired: disable widget “Bell” on widgets/main')
  })

  test('and a reminder of it', async () => {
    const scene = await startScene()
    const conversation = { channel: 'C1', post: 'p_1' }
    const { proposal = '' } = await scene.say('widgets disable Left wheel', 'ana', { conversation })
    clean(await scene.confirmReminded(proposal))
    await scene.world.advance(2 * 60 * 60_000)
    await scene.sweep()
    const posts = await scene.context.store.db
      .selectFrom('posts')
      .select('message')
      .where('id', 'like', '%:reminder')
      .execute()
    const [message] = posts.map(({ message }) => JSON.parse(message ?? '') as Message)
    expect(message && clean({ message }).title).toBe('Reminder: Disabled widget “Left wheel” on widgets/main 2 h ago')
  })
})

describe('an answer', () => {
  test.for<[string, string]>([
    ['widgets list', 'answer'],
    ['widgets', 'help'],
    ['widgets enable Bell', 'answer'],
    ['widgets disable wheel', 'waiting'],
    ['widgets disable Nothing', 'error'],
    ['widgets disable', 'error'],
    ['widgets disabel Bell', 'error'],
    ['widgets list --on other', 'error'],
    ['gadgets list', 'error'],
    ['cox help', 'help'],
    ['cox help widgets', 'help'],
    ['cox help widgets disable', 'help'],
    ['cox whoami', 'answer'],
    ['cox doctor', 'answer'],
  ])('to %s', async ([line, tone]) => {
    const { say } = await startScene()
    expect(clean(await say(line)).tone).toBe(tone)
  })

  test('to somebody who may not', async () => {
    const { say, propose, confirm, cancel } = await startScene()
    expect(clean(await say('widgets disable Bell', 'rita')).tone).toBe('refused')
    const proposal = await propose('widgets disable Bell')
    expect(clean(await confirm(proposal, 'rita')).tone).toBe('refused')
    await expect(cancel(proposal, 'rita')).rejects.toThrow(/^Only who asked for it/)
  })
})
