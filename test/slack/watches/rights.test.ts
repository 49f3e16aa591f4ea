import { keys } from 'local-redash'
import { expect, test } from 'vitest'
import { mainlyHttp, type Scene, type SceneOptions, said, startScene } from '../scene.ts'
import { failing, minute, titles } from './setup.ts'

/** One group, in place of those of the playground. */
const group = (more: string, includes = '[ana@acme.example, marc@acme.example]', scopes = '"rudder:*:read"') => `
  - name: readers
    api_scopes: [${scopes}]
    includes: ${includes}
${more}
`
const groups = (text: string) => (yaml: string) =>
  yaml.replace(/\ngroups:[\s\S]*?\napprovals:/, `\ngroups:${text}\napprovals:`)
const usual = group('')

type Change = (scene: Scene) => void | Promise<void>
const account =
  (to: Readonly<Record<string, unknown>>): Change =>
  ({ slack }) =>
    slack.change('ana', to)
const settings =
  (text: string): Change =>
  ({ reload }) =>
    reload(groups(text))

const losses: readonly (readonly [what: string, why: string, Change])[] = [
  ['leaves the channel', 'ana has left the channel.', ({ slack }) => slack.leave('ana', 'ops')],
  ['is deactivated', "can't be used here any more", account({ deleted: true })],
  ['becomes a guest', "can't be used here any more", account({ is_restricted: true })],
  ['becomes a guest of one channel', "can't be used here any more", account({ is_ultra_restricted: true })],
  ['belongs to another workspace', "can't be used here any more", account({ team_id: 'T0OTHER' })],
  ['is a stranger', "can't be used here any more", account({ is_stranger: true })],
  ['has an e-mail of another domain', 'ana may no longer', account({ email: 'ana@elsewhere.example' })],
  ['has an e-mail that is not confirmed', 'ana may no longer', account({ is_email_confirmed: false })],
  ['shows no e-mail', 'ana may no longer', account({ email: undefined })],
  ['is no longer in the group', 'ana may no longer', settings(group('', '[marc@acme.example]'))],
  ['is excluded from the group', 'ana may no longer', settings(group('    excludes: [ana@acme.example]'))],
  [
    'is in a group that gives less',
    'ana may no longer',
    settings(
      group('', '[ana@acme.example]', 'rudder:rules:read') +
        group('', '[marc@acme.example]').replace('readers', 'others'),
    ),
  ],
  ['may read another connection only', 'ana may no longer', settings(group('    connections: [rudder/staging]'))],
  ['may read in another channel only', 'ana may no longer', settings(group('    channels: [C0STAGING]'))],
]

mainlyHttp((stand) => {
  const scene = (change: (yaml: string) => string, more: SceneOptions = {}) =>
    startScene(stand, { settings: change, ...more })

  test.each(losses)(
    'the watch of somebody who %s pauses at the next run, and nothing of the reading is posted',
    async (_, why, happens) => {
      const all = await scene(groups(usual))
      const { type, pass, slack, rudder, last } = all
      await type('ana', 'ops', failing)
      await pass(5 * minute)
      await happens(all)
      const [posts, requests] = [slack.seen('ops').length, rudder.requests.length]
      // An alert would be due now.
      await pass(5 * minute)
      expect(titles(all).slice(posts)).toEqual(['PAUSED watch 1 on rudder/prod: compliance SSH hardening'])
      expect(said(last('ops'))).toContain(why)
      expect(said(last('ops'))).not.toContain('failing 19')
      expect(rudder.requests.length).toBe(requests)
      const [row] = await all.bot.app.context.store.db.selectFrom('watches').selectAll().execute()
      expect(row).toMatchObject({ due_at: null, alert: null })
      await pass(60 * minute)
      expect(slack.seen('ops')).toHaveLength(posts + 1)
    },
  )

  test('while it can’t be found out who its owner is, nothing is read, and the watch goes on afterwards', async () => {
    const all = await scene(groups(usual))
    const { type, pass, slack, rudder } = all
    await type('ana', 'ops', failing)
    const before = rudder.requests.length
    slack.faults.add({ method: 'users.info', how: 'error', error: 'internal_error' })
    await pass(5 * minute)
    await pass(5 * minute)
    expect(rudder.requests.length).toBe(before)
    expect(titles(all)).toHaveLength(1)
    slack.faults.clear()
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(all).at(-1)).toContain('ALERT rudder/prod')
  })

  const open = 'slack:\n  answers: { C0OPS: channel }\n'

  test('rows that the settings no longer open to a channel are not posted there: the watch pauses', async () => {
    const all = await scene((yaml) => `${yaml}\n${open}`, { beside: ['redash'] })
    const { type, pass, last, slack, reload } = all
    await type('ana', 'ops', '/redash watch Daily orders every 15m')
    await pass(15 * minute)
    expect(last('ops').blocks?.some(({ type: kind }) => kind === 'table')).toBe(true)
    await reload((yaml) => yaml.replace(open, ''))
    const before = slack.seen('ops').length
    await pass(15 * minute)
    expect(titles(all).slice(before)).toEqual(['PAUSED watch 1 on redash/prod: run Daily orders'])
    expect(said(last('ops'))).toContain('What it reads is for whoever asks')
    expect(last('ops').blocks?.some(({ type: kind }) => kind === 'table')).toBe(false)
  })

  test('a key of somebody’s own serves that person’s watch in direct messages, and no other one', async () => {
    const all = await scene((yaml) => yaml, { beside: ['redash'], env: { COXSWAIN_SEALING_KEY: 'sealing'.repeat(8) } })
    const { type, press, submit, pass, play, slack, whispered } = all
    const redash = play.redash?.prod
    if (!redash) throw new Error('there is no redash')
    const line = '/redash watch Daily orders every 15m when rows > 0'
    /** Who asks for the rows, as Redash knows them. */
    const whoReads = async (ms: number) => {
      const before = redash.requests.length
      await pass(ms)
      return new Set(redash.requests.slice(before).map(({ caller }) => caller))
    }
    await type('marc', 'ops', line)
    const [bot] = await whoReads(15 * minute)
    await type('ana', 'ops', '/cox connect redash/prod')
    const asked = whispered('ana', 'ops').at(-1)
    if (!asked) throw new Error('nothing was asked')
    await press('ana', asked, 'key')
    await submit('ana', { key: keys.viewer })
    const before = redash.requests.length
    await type('ana', slack.direct('ana'), '/redash queries')
    const owner = redash.requests.slice(before).find(({ caller }) => caller !== bot)?.caller
    expect(owner).toBeDefined()
    await type('ana', slack.direct('ana'), line)
    await type('ana', 'ops', line)
    expect(await whoReads(15 * minute)).toEqual(new Set([bot, owner]))
    await type('ana', slack.direct('ana'), 'cox watch remove 2')
    expect(await whoReads(15 * minute)).toEqual(new Set([bot]))
  })
})
