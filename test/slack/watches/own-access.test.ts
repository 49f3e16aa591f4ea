import { keys } from 'local-redash'
import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { minute, titles } from './setup.ts'

const line = '/rill watch apis every 15m when apis > 0'
const label = (who: string) => `#ops has ${who}: what you may see, they will see.`

mainlyHttp((stand) => {
  const asked = async () => {
    const scene = await startScene(stand, { beside: ['rill'] })
    await scene.type('ana', 'ops', line)
    const note = scene.whispered('ana', 'ops').at(-1)
    if (!note) throw new Error('nothing was asked')
    return { ...scene, note }
  }
  const confirmed = async () => {
    const scene = await asked()
    await scene.press('ana', scene.note, 'form')
    await scene.submit('ana', { [label('3 members')]: '0' })
    const reads = () => scene.play.rill?.prod.requests.length
    return { ...scene, reads }
  }

  test('what is read with somebody’s own access is watched in a channel once that person confirms who sees it', async () => {
    const scene = await asked()
    const { note, slack, press, submit, pass, last, bot, type, whispered } = scene
    expect(note.text).toContain('You read rill/prod with access of your own. #ops has 3 members')
    expect(buttons(note)).toContain('form')
    expect(slack.seen('ops')).toHaveLength(0)
    // Typed again, it is asked again: nothing was confirmed.
    await type('ana', 'ops', line)
    expect(slack.seen('ops')).toHaveLength(0)
    await press('ana', note, 'form')
    await submit('ana', { [label('3 members')]: '0' })
    expect(last('ops').text).toContain('Applied: watch 1 on rill/prod: apis')
    expect(said(last('ops'))).toContain('the access of ana alone')
    const acts = (await bot.app.context.store.audit.recent(20)).filter(({ kind }) => kind === 'watch')
    expect(acts[0]?.payload).toMatchObject({
      does: 'create',
      channel: 'C0OPS',
      shownTo: { people: 3, guests: 0, ids: expect.arrayContaining(['U07ANA', 'U03MARC', 'U05RITA']) },
    })
    await pass(15 * minute)
    await pass(15 * minute)
    const alert = slack.seen('ops').find(({ text }) => text.startsWith('ALERT'))
    expect(alert && said(alert)).toContain('read with the access of ana')
    await type('marc', 'ops', '/rill watch apis every 15m when apis > 0')
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('#ops has 3 members')
  })

  test('if others are in the channel by then, it is asked again, and says how many are guests', async () => {
    const { note, slack, press, submit, whispered, last } = await asked()
    await press('ana', note, 'form')
    slack.join('gus', 'ops')
    await submit('ana', { [label('3 members')]: '0' })
    expect(slack.seen('ops')).toHaveLength(0)
    const again = whispered('ana', 'ops').at(-1)
    expect(again?.text).toContain('#ops has 4 members, 1 of them a guest: what you may see, they will see.')
    await press('ana', again ?? last('ops'), 'form')
    await submit('ana', { [label('4 members, 1 of them a guest')]: '0' })
    expect(last('ops').text).toContain('Applied: watch 1')
  })

  test.each([
    ['a guest joins', 'a guest has joined since', ({ slack }) => slack.join('gus', 'ops')],
    ['another organization is invited', undefined, ({ slack }) => slack.mark('ops', 'pending', true)],
    ['its owner leaves the channel', 'ana has left the channel', ({ slack }) => slack.leave('ana', 'ops')],
  ] as readonly (readonly [string, string | undefined, (scene: Awaited<ReturnType<typeof confirmed>>) => void])[])(
    'if %s, it pauses at its next reading, and shows nothing',
    async (_, why, happens) => {
      const scene = await confirmed()
      const { type, pass, slack, press, whispered, last } = scene
      happens(scene)
      const before = slack.seen('ops').length
      await pass(15 * minute)
      const told = slack.seen(slack.direct('ana')).at(-1)
      expect(told?.text).toContain('PAUSED your watch 1 in #ops')
      const posted = slack.seen('ops').slice(before)
      expect(titles(scene).slice(before)).toEqual(why === undefined ? [] : ['PAUSED watch 1 on rill/prod: apis'])
      if (why !== undefined) expect(said(last('ops'))).toContain(why)
      expect(posted.map(said).join()).not.toContain('bids')
      if (why === undefined) return
      await press('marc', last('ops'), 'Resume watch 1')
      expect(whispered('marc', 'ops').at(-1)?.text).toContain('nobody else can take it over')
      await type('marc', 'ops', '/cox watch change 1 every 1h')
      expect(whispered('marc', 'ops').at(-1)?.text).toContain('only that person can change it')
    },
  )

  const keyed = async () => {
    const scene = await startScene(stand, {
      beside: ['redash'],
      // The bot's own token may read no query.
      env: { COXSWAIN_SEALING_KEY: 'sealing-'.repeat(5), PLAY_REDASH_PROD_READ: keys.dashboards },
    })
    const { type, press, submit, whispered, last } = scene
    const note = () => whispered('ana', 'ops').at(-1) ?? last('ops')
    await type('ana', 'ops', '/cox connect redash/prod')
    await press('ana', note(), 'key')
    await submit('ana', { key: keys.viewer })
    await type('ana', 'ops', '/redash watch Daily orders every 15m')
    expect(note().text).toContain('You read redash/prod with access of your own. #ops has 3 members')
    await press('ana', note(), 'form')
    await submit('ana', { [label('3 members')]: '0' })
    expect(last('ops').text).toContain('Applied: watch 1 on redash/prod: run Daily orders')
    await scene.pass(15 * minute)
    expect(last('ops').blocks?.some(({ type: kind }) => kind === 'table')).toBe(true)
    expect(said(last('ops'))).toContain('read with the access of ana')
    return scene
  }
  const paused = async ({ pass, last, slack }: Awaited<ReturnType<typeof keyed>>) => {
    const before = slack.seen('ops').length
    await pass(15 * minute)
    expect(slack.seen('ops')).toHaveLength(before + 1)
    expect(last('ops').text).toContain('PAUSED watch 1')
    expect(last('ops').blocks?.some(({ type: kind }) => kind === 'table')).toBe(false)
    return said(last('ops'))
  }

  test('the rows that a key of somebody’s own reads are shown once that was confirmed, until the key is removed', async () => {
    const scene = await keyed()
    await scene.type('ana', 'ops', '/cox disconnect redash/prod')
    expect(await paused(scene)).toContain('ana has no access of their own to redash/prod any more')
  })

  test('a connection that just doesn’t answer is no reason to read it with a key of somebody’s own', async () => {
    const { play, type, press, submit, whispered, last } = await startScene(stand, {
      beside: ['redash'],
      env: { COXSWAIN_SEALING_KEY: 'sealing-'.repeat(5) },
    })
    const note = () => whispered('ana', 'ops').at(-1) ?? last('ops')
    await type('ana', 'ops', '/cox connect redash/prod')
    await press('ana', note(), 'key')
    await submit('ana', { key: keys.viewer })
    if (play.redash) play.redash.prod.faults.down = true
    await type('ana', 'ops', '/redash watch Daily orders every 15m when rows > 0')
    expect(note().text).toContain('Redash (prod) cannot be reached')
    expect(note().text).not.toContain('what you may see')
  })

  test('a key that the system refuses pauses it', async () => {
    const scene = await keyed()
    const redash = scene.play.redash?.prod
    const user = redash?.state.users.find(({ apiKey }) => apiKey === keys.viewer)
    if (!user) throw new Error('nobody has that key')
    user.apiKey = 'another-key-of-the-same-user-0123456789'
    expect(await paused(scene)).toContain('redash/prod refuses the key of ana')
  })

  test('where another organization is, it can’t be confirmed', async () => {
    const { slack, type, whispered } = await startScene(stand, {
      beside: ['rill'],
      settings: (yaml) => `${yaml}\nslack:\n  shared: [C0PARTNERS]\n`,
    })
    await type('ana', 'partners', line)
    expect(whispered('ana', 'partners').at(-1)?.text).toContain('shared with another organization')
    expect(slack.seen('partners')).toHaveLength(0)
  })
})
