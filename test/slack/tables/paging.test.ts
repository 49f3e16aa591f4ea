import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { fewRead, labels, next, previous, rowsIn, type Shown } from './shown.ts'

const namesIn = (message: Shown) => rowsIn(message).map(([name]) => name)

mainlyHttp((stand) => {
  test('pages to the end and back, in the same message, and reads nothing again', async () => {
    const { type, press, last, now, rudder, slack } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    expect(labels(first)).toEqual(['Next 8 of 38', 'Export CSV'])
    expect(said(first)).toContain('Rows 1 to 8 of 46')
    const read = rudder.requests.length
    const posts = slack.seen('ops').length
    const seen = [namesIn(first)]
    for (let page = 1; page < 6; page++) {
      await press('marc', first, next(now(first)))
      seen.push(namesIn(now(first)))
    }
    expect(labels(now(first))).toEqual(['Previous 8', 'Export CSV'])
    expect(said(now(first))).toContain('Rows 41 to 46 of 46')
    expect(new Set(seen.flat()).size).toBe(46)
    for (let page = 4; page >= 0; page--) {
      await press('ana', first, previous(now(first)))
      expect(namesIn(now(first))).toEqual(seen[page])
    }
    expect(labels(now(first))).toEqual(['Next 8 of 38', 'Export CSV'])
    expect(rudder.requests).toHaveLength(read)
    expect(slack.seen('ops')).toHaveLength(posts)
  })

  test('shows what was read then, after a restart and from another replica, whatever is so now', async () => {
    const { type, press, last, now, bot, startReplica, rudder } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    await press('ana', first, next(first))
    const second = now(first)
    const footer = said(second).match(/Read [^"]*/)?.[0]
    await press('ana', first, previous(second))
    rudder.state.nodes = []
    if (stand.name === 'sqlite') await bot.stop()
    await startReplica()
    await press('ana', first, next(now(first)))
    expect(rowsIn(now(first))).toEqual(rowsIn(second))
    expect(said(now(first)).match(/Read [^"]*/)?.[0]).toBe(footer)
  })

  test('somebody without the rights is refused alone, and the message stays', async () => {
    const { type, press, last, now, whispered, bot } = await startScene(stand, { settings: fewRead })
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    const before = rowsIn(first)
    await press('rita', first, next(first))
    expect(rowsIn(now(first))).toEqual(before)
    expect(whispered('rita', 'ops').at(-1)?.text).toContain('Refused: You may not read compliance')
    expect((await bot.app.context.store.audit.recent(1))[0]).toMatchObject({
      kind: 'refused',
      payload: { command: 'rudder silent', connection: 'rudder/prod' },
    })
    await press('marc', first, next(first))
    expect(rowsIn(now(first))).not.toEqual(before)
  })

  test('whoever is nobody here sees no page and exports nothing, and nobody does in a channel that is shared now', async () => {
    const { type, press, last, now, whispered, slack, world, pass, bot } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    const before = rowsIn(now(first))
    const usual = { is_restricted: false, is_stranger: false, deleted: false, email: 'marc@acme.example' }
    for (const [change, told] of [
      [{ is_restricted: true }, 'guests cannot ask'],
      [{ is_stranger: true }, 'Only people of this workspace'],
      [{ deleted: true }, 'deactivated'],
      [{ email: '' }, 'your e-mail is hidden'],
    ] as const) {
      slack.change('marc', { ...usual, ...change })
      world.leap(5 * 60_000 + 1)
      for (const button of [next(first), 'csv']) {
        await press('marc', first, button)
        expect(whispered('marc', 'ops').at(-1)?.text, `${button} ${told}`).toContain(told)
      }
    }
    slack.mark('ops', 'shared', true)
    await pass(61_000)
    for (const button of [next(first), 'csv']) {
      await press('ana', first, button)
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('shared with another organisation')
    }
    expect(rowsIn(now(first))).toEqual(before)
    expect(slack.calls.filter(({ method }) => method.startsWith('files.'))).toEqual([])
    const { audit } = bot.app.context.store
    expect((await audit.recent(20)).filter(({ kind }) => kind.startsWith('export'))).toEqual([])
  })

  test('40 presses in a row, and two who press different pages at once: one page is shown whole', async () => {
    const { type, last, now, slack, settle } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    const to = next(first)
    await Promise.all(Array.from({ length: 40 }, () => slack.press('ana', first, to)))
    await settle()
    expect(said(now(first))).toContain('Rows 9 to 16 of 46')
    expect(rowsIn(now(first))).toHaveLength(8)
    const middle = now(first)
    const done = await Promise.all([
      slack.press('ana', middle, next(middle)),
      slack.press('marc', middle, previous(middle)),
    ])
    expect(done.map(({ status }) => status)).toEqual([200, 200])
    await settle()
    const shown = said(now(first))
    const page = shown.includes('Rows 1 to 8 of 46') ? 0 : 16
    expect(shown).toContain(`Rows ${page + 1} to ${page + 8} of 46`)
    expect(buttons(now(first)).filter((id) => id.startsWith('page:'))).toContain(`page:${page + 8}`)
  })

  test('rows that are not stored any more: the person is told so, with what to type', async () => {
    const { type, press, last, now, whispered, pass } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    await pass(6 * 24 * 3_600_000)
    await press('ana', first, next(first))
    expect(said(now(first))).toContain('Rows 9 to 16 of 46')
    await pass(2 * 24 * 3_600_000)
    await press('ana', first, next(now(first)))
    expect(said(now(first))).toContain('Rows 9 to 16 of 46')
    const told = whispered('ana', 'ops').at(-1)
    expect(told?.text).toContain('no longer stored')
    expect(told && said(told)).toContain('rudder silent')
  })

  test('a message that was deleted in the meantime is not posted again', async () => {
    const { type, press, last, slack, settle } = await startScene(stand)
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    const posts = slack.seen('ops').length
    slack.faults.add({ method: 'chat.update', how: 'error', error: 'message_not_found' })
    await press('ana', first, next(first))
    await settle()
    expect(slack.seen('ops')).toHaveLength(posts)
    expect(slack.seen(slack.direct('ana'), 'ana').at(-1)?.text).toContain('silent')
  })

  test('what is answered to one person alone is not stored, and has no pages', async () => {
    const { type, last, whispered, bot, slack } = await startScene(stand)
    slack.wake('ops')
    await type('ana', 'ops', '/rudder silent')
    const open = last('ops')
    expect(said(open)).toContain('Table: 8 of 46 rows')
    expect(labels(open)).toEqual([])
    slack.invite('ops')
    await type('ana', 'ops', '/rudder silent quietly')
    expect(labels(last(slack.direct('ana'), 'ana'))).toEqual([])
    const { db } = bot.app.context.store
    expect(await db.selectFrom('run_tables').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('run_rows').selectAll().execute()).toEqual([])
    expect(whispered('rita', 'ops')).toEqual([])
  })

  test('in direct messages and in threads too; where the bot is no longer, the page comes to the person alone', async () => {
    const { type, press, last, now, slack, whispered, pass } = await startScene(stand)
    await type('ana', slack.direct('ana'), 'rudder silent')
    const direct = last(slack.direct('ana'), 'ana')
    await press('ana', direct, next(direct))
    expect(said(now(direct))).toContain('Rows 9 to 16 of 46')
    await type('ana', 'ops', '/rudder silent')
    const first = last('ops')
    slack.wake('ops')
    // Where it stands is known for a minute.
    await pass(61_000)
    await press('ana', first, next(first))
    expect(said(now(first))).toContain('Rows 1 to 8 of 46')
    const note = whispered('ana', 'ops').at(-1)
    expect(note && said(note)).toContain('Rows 9 to 16 of 46')
    expect(note && labels(note)).toEqual(['Previous 8', 'Next 8 of 30', 'Export CSV'])
    if (note) await press('ana', note, next(note))
    const after = whispered('ana', 'ops').at(-1)
    expect(after && said(after)).toContain('Rows 17 to 24 of 46')
  })
})
