import { describe, expect, test } from 'vitest'
import { buttons, mainlyHttp, type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** What was read or written at Rudder since the start of a test; the connection's own handshake counts as well. */
const asked = ({ rudder }: Pick<Scene, 'rudder'>) => rudder.requests.length

const proposals = ({ bot }: Pick<Scene, 'bot'>) =>
  bot.app.context.store.db.selectFrom('proposals').select('id').execute()

mainlyHttp((engine) => {
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

    test.each([
      ['shared', 'shared with another organisation now', (scene: Scene) => scene.slack.mark('ops', 'shared', true)],
      ['archived', 'That channel is archived', (scene: Scene) => scene.slack.mark('ops', 'archived', true)],
      ['without the bot', 'I am not in that conversation', (scene: Scene) => scene.slack.wake('ops')],
    ] as const)('a channel that is %s since: nothing is edited there, the person is told', async (_, why, change) => {
      const scene = await startScene(engine)
      const { type, press, last, now, slack, pass, rudder } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      slack.faults.add({ method: 'chat.update', how: 'down', times: 1 })
      await press('marc', proposal, 'confirm')
      expect(rudder.writes()).toHaveLength(1)
      const edits = () => slack.calls.filter(({ method }) => method === 'chat.update').length
      const before = edits()
      change(scene)
      await pass(61_000)
      expect(edits()).toBe(before)
      expect(now(proposal)).toEqual(proposal)
      const told = last(slack.direct('ana'))
      expect(told.text).toContain('Disabled rule “SSH hardening”')
      expect(JSON.stringify(told.blocks)).toContain(why)
    })

    test('a proposal that waits there says where to ask again, and no secret of ours is posted meanwhile', async () => {
      const scene = await startScene(engine)
      const { type, last, now, slack, pass } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      slack.mark('ops', 'shared', true)
      await pass(61_000)
      await type('marc', 'staging', '/cox lock rudder/prod')
      expect(now(proposal)).toEqual(proposal)
      const told = last(slack.direct('ana'))
      expect(told.text).toContain('is no longer kept up to date where you asked')
      expect(JSON.stringify(told.blocks)).toContain('ask again in a channel that I am in')
    })

    test('while Slack does not say where the bot stands, an edit waits', async () => {
      const scene = await startScene(engine)
      const { type, press, last, now, slack, pass, world } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      world.leap(61_000)
      slack.faults.add({ method: 'conversations.info', how: 'down' })
      await press('marc', proposal, 'confirm')
      expect(now(proposal)).toEqual(proposal)
      expect(() => last(slack.direct('ana'))).toThrow()
      slack.faults.clear()
      await pass(10_000)
      expect(now(proposal).text).toContain('Disabled')
    })
  })
})
