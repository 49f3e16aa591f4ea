import { describe, expect, test } from 'vitest'
import { buttons, eachWay, type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** What was read or written at Rudder since the start of a test; the connection's own handshake counts as well. */
const asked = ({ rudder }: Pick<Scene, 'rudder'>) => rudder.requests.length

const proposals = ({ bot }: Pick<Scene, 'bot'>) => bot.app.means.store.db.selectFrom('proposals').select('id').execute()

eachWay((engine) => {
  describe('where the bot is not', () => {
    test('a read is one answer: for all in a public channel, for the person in a hidden one', async () => {
      const { type, slack, last, whispered } = await startScene(engine)
      await type('ana', 'random', '/rudder compliance')
      expect(slack.seen('random')).toHaveLength(1)
      expect(last('random').text).toContain('% compliant')
      expect(last('random').onlyFor).toBeUndefined()
      await type('ana', 'war-room', '/rudder compliance')
      expect(slack.seen('war-room')).toEqual([])
      expect(whispered('ana', 'war-room')).toHaveLength(1)
      expect(whispered('ana', 'war-room')[0]?.text).toContain('% compliant')
      expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toEqual([])
    })

    test('a change is refused with how to invite the bot: nothing is called, nothing is stored', async () => {
      const scene = await startScene(engine)
      const { type, slack, whispered } = scene
      for (const channel of ['random', 'war-room']) {
        await type('ana', channel, line)
        expect(whispered('ana', channel).at(-1)?.text).toContain('/invite @coxswain')
        expect(slack.seen(channel)).toEqual([])
      }
      expect(asked(scene)).toBe(0)
      expect(await proposals(scene)).toEqual([])
      slack.invite('random')
      await type('ana', 'random', line)
      expect(buttons(scene.last('random'))).toContain('confirm')
    })

    test('a channel shared with others gets nothing, unless it is listed', async () => {
      const scene = await startScene(engine)
      const { type, slack, whispered } = scene
      for (const typed of ['/rudder compliance', line, '@coxswain rudder compliance', '/cox lock rudder/prod']) {
        await type('marc', 'partners', typed)
        expect(whispered('marc', 'partners').at(-1)?.text, typed).toContain('shared with another organisation')
      }
      expect(slack.seen('partners').filter(({ user }) => user === slack.ids.botUser)).toEqual([])
      expect(asked(scene)).toBe(0)
      const listed = await startScene(engine, {
        settings: (yaml) => `${yaml}\nslack:\n  shared: [${slack.channels.partners}]\n`,
      })
      await listed.type('marc', 'partners', '/rudder compliance')
      expect(listed.last('partners').text).toContain('% compliant')
    })

    test('a channel to which another organisation is invited is shared already', async () => {
      const scene = await startScene(engine)
      const { type, press, last, now, slack, whispered, pass, rudder } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      const before = asked(scene)
      for (const channel of ['ops', 'staging']) slack.mark(channel, 'pending', true)
      await pass(61_000)
      await press('ana', proposal, 'confirm')
      expect(rudder.writes()).toEqual([])
      for (const typed of ['/rudder compliance', line]) {
        await type('ana', 'staging', typed)
        expect(whispered('ana', 'staging').at(-1)?.text, typed).toContain('shared with another organisation')
      }
      expect(asked(scene)).toBe(before)
      slack.mark('ops', 'pending', false)
      await pass(61_000)
      await press('ana', proposal, 'confirm')
      expect(now(proposal).text).toContain('Disabled')
    })

    test('a channel that became shared since: a press decides nothing there, and shows nothing', async () => {
      const scene = await startScene(engine)
      const { type, press, last, now, slack, whispered, pass, rudder } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      slack.mark('ops', 'shared', true)
      await pass(61_000)
      await press('ana', proposal, 'confirm')
      expect(rudder.writes()).toEqual([])
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('shared with another organisation')
      expect(buttons(now(proposal))).toContain('confirm')
    })
  })
})
