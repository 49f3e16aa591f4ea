import { type Asked, openRequest } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { slackDisplay } from '../../src/slack/blocks/display.ts'
import { listIn } from '../commands/setup.ts'
import { storeOf } from '../store/bytes.ts'
import { ruleOf, type Scene, saidIn, startScene, superviseDmz } from './setup.ts'
import { onSqlite } from './sqlite.ts'

onSqlite((engine) => {
  describe('a change request is accepted only if all of it is shown', () => {
    const openedWith = async (change: (scene: Scene) => Asked['change'], api = 21) => {
      const scene = await startScene(engine, { api })
      superviseDmz(scene.rudder)
      openRequest(scene.rudder.state, {
        displayName: 'Many things',
        description: '',
        createdBy: 'nadia',
        change: change(scene),
      })
      return scene
    }
    const line = 'rudder request 1 accept'
    const modified = ({ rule }: Scene, more: object) => {
      const before = rule('SSH hardening')
      return { kind: 'rule' as const, before, after: { ...before, ...more } }
    }
    /** What Slack would show of a message. */
    const inSlack = (message: Message) => JSON.stringify(toBlocks(message, { id: 'x' }).blocks)

    test('neither a long name nor forty directives hide that a rule is disabled and goes everywhere', async () => {
      const { ask, rudder } = await openedWith((scene) => {
        const directives = Array.from({ length: 40 }, (_, at) => `new-${at}`)
        const [first] = scene.rudder.state.directives
        if (!first) throw new Error('no directive')
        for (const id of directives) scene.rudder.state.directives.push({ ...first, id, displayName: `Extra ${id}` })
        const everywhere = [{ include: { or: ['special:all'] }, exclude: { or: [] } }]
        const displayName = 'x'.repeat(120)
        return modified(scene, { displayName, directives, targets: everywhere, enabled: false })
      })
      const { message, proposal } = await ask(line)
      expect(proposal).toBeDefined()
      const [, ...lines] = listIn(message, 'Rule “SSH hardening”: changed')
      expect(listIn(message, 'Rule “SSH hardening”: changed')[0]).toBe('Enabled: yes → no')
      expect(lines.slice(0, 2)).toEqual(['Applies to: + all nodes', 'Applies to: − group DMZ Linux'])
      expect(lines[2]).toMatch(/^Directives: \+ Extra new-0, \+ Extra new-1, /)
      expect(lines.at(-1)).toBe(`Name: “SSH hardening” → “${'x'.repeat(120)}”`)
      const shown = inSlack(message)
      for (const text of ['yes → no', '+ all nodes', '+ Extra new-39', 'x'.repeat(120)]) expect(shown).toContain(text)
      expect(shown).not.toContain('{\\"')
      expect(rudder.writes()).toHaveLength(0)
    })

    test('too much for one message: no proposal, and where to decide', async () => {
      const { ask, acts, rudder } = await openedWith((scene) =>
        modified(scene, { displayName: 'x'.repeat(20_000), enabled: false }),
      )
      const { message, proposal, ending } = await ask(line)
      expect([proposal, ending, message.actions]).toEqual([undefined, 'done', undefined])
      expect(message.title).toBe('Too large to review here. Decide in Rudder')
      expect(message.lead).toBe(
        "Not everything that change request #1 changes fits into one message, so it can't be accepted from here.",
      )
      expect(listIn(message, 'Rule “SSH hardening”: changed')[0]).toBe('Enabled: yes → no')
      const page = `${rudder.url}/secure/configurationManager/changes/changeRequest/1`
      expect(message.provenance?.link).toBe(page)
      expect(inSlack(message)).toContain(page)
      expect((await acts()).some(({ kind }) => kind === 'proposed')).toBe(false)
    })

    test('of whatever size: what can be accepted is shown whole, as long as it waits', async () => {
      const scene = await startScene(engine)
      superviseDmz(scene.rudder)
      const sizes = Array.from({ length: 16 }, (_, at) => 500 + at * 600)
      const able: number[] = []
      for (const [at, size] of sizes.entries()) {
        openRequest(scene.rudder.state, {
          displayName: 'Many things',
          description: '',
          createdBy: 'nadia',
          change: modified(scene, { longDescription: `${'word '.repeat(size / 5)}end`, enabled: false }),
        })
        const { proposal } = await scene.ask(`rudder request ${at + 1} accept`, 'ana')
        if (proposal === undefined) continue
        able.push(size)
        await scene.confirm(proposal, 'ana')
        const { message } = await scene.shown(proposal)
        expect(slackDisplay.showsLists(message), `${size}`).toBe(true)
        expect(inSlack(message)).toContain('word end')
      }
      expect(able).toContain(500)
      expect(able).not.toContain(sizes.at(-1))
    })

    test('in a form that cannot be read: no proposal', async () => {
      const { ask, rudder } = await openedWith((scene) => modified(scene, { targets: ['{"xor":[]}'] }))
      const { message, proposal } = await ask(line)
      expect(proposal).toBeUndefined()
      expect(message.title).toBe("I can't read all of it. Decide in Rudder")
      expect(listIn(message, 'Rule “SSH hardening”: changed')).toEqual(["Applies to: changed in a way I can't read"])
      expect(rudder.writes()).toHaveLength(0)
    })

    test('what was opened since is too large: the proposal is stale, and no other takes its place', async () => {
      const { ask, rudder, confirm } = await openedWith((scene) => modified(scene, { enabled: false }))
      const { proposal } = await ask(line, 'ana')
      rudder.state.changeRequests.pop()
      const before = ruleOf(rudder, 'SSH hardening')
      openRequest(rudder.state, {
        displayName: 'Other',
        description: '',
        createdBy: 'nadia',
        change: { kind: 'rule', before, after: { ...before, displayName: 'x'.repeat(20_000) } },
      })
      const { message, successor } = await confirm(proposal, 'marc')
      expect(message.tone).toBe('stale')
      expect(successor).toBeUndefined()
      expect(message.lead).toContain('Too large to review here. Decide in Rudder')
    })

    test('a created rule: all of it; secrets by name, in the channel and in the database', async () => {
      const { ask, rudder, database, confirm, rule } = await openedWith((scene) => {
        const [directive] = scene.rudder.state.directives
        const made = { ...scene.rule('SSH hardening'), id: 'made', displayName: 'Made here', tags: [{ team: 'web' }] }
        const property = scene.rudder.state.properties.find(({ id }) => id === 'proxy_password')
        return [
          { kind: 'rule', before: undefined, after: made },
          { kind: 'directive', before: directive, after: { ...directive, parameters: { pw: 'play-secret-new' } } },
          { kind: 'parameter', before: property, after: { ...property, value: 'play-secret-new' } },
        ] as Asked['change']
      }, 23)
      const { message, proposal } = await ask(line, 'ana')
      expect(listIn(message, 'Rule “Made here”: created')).toEqual(
        expect.arrayContaining(['Enabled: yes', 'Applies to: + group DMZ Linux', '+ SSH banner', 'Tags: + team=web']),
      )
      expect(listIn(message, 'Global property “proxy_password”: changed')).toEqual(['Value: changed, not shown'])
      expect(saidIn(message)).toContain(`Nodes that it reaches: ${rudder.state.nodes.length}`)
      expect(`${JSON.stringify(message)}${await storeOf(database)}`).not.toContain('play-secret')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
      expect(rule('Made here').enabled).toBe(true)
    })
  })
})
