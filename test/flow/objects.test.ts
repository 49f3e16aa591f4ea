import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { createRender } from '../../src/slack/render.ts'
import { ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const directive = ({ state }: LocalRudder, name: string) => {
  const found = state.directives.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`no directive ${name}`)
  return found
}

onSqlite((engine) => {
  describe('what cannot be brought back', () => {
    test.each(['rudder rule delete Edge kiosk', 'rudder directive delete Kiosk browser'])(
      '%s: asked once more, and no way back is offered',
      async (line) => {
        const { ask, confirm, undo, rudder } = await startScene(engine)
        const { message, proposal } = await ask(line)
        expect(message.actions?.[0]?.dialog?.text).toContain('It cannot be undone')
        const done = await confirm(proposal)
        expect(done.message.tone).toBe('applied')
        expect(done.message.actions).toBeUndefined()
        expect(message.provenance?.link).toContain('/secure/configurationManager/')
        expect(done.message.provenance?.link).toBe(rudder.url)
        await expect(undo(proposal)).rejects.toThrow('This cannot be undone from here.')
      },
    )

    test('a rule says what is lost with it; of one that is disabled nothing is', async () => {
      const { ask } = await startScene(engine)
      const on = (await ask('rudder rule delete SSH hardening')).message
      expect(JSON.stringify(on.lists)).toContain(
        '2 of its 3 directives are in no other enabled rule: SSH settings, SSH banner.',
      )
      expect(on.fields).toContainEqual({ label: 'Their state now', value: '19 in error, 22 compliant' })
      const off = (await ask('rudder rule delete Fail2ban')).message
      expect(off.lead).toMatch(/^No node is touched/)
      expect(JSON.stringify(off.lists)).toContain('It is disabled, so nothing changes on any node.')
    })

    test('a rule that is deleted meanwhile is not deleted again, though Rudder would say that it did', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const proposal = await propose('rudder rule delete Edge kiosk')
      rudder.state.rules = rudder.state.rules.filter(({ displayName }) => displayName !== 'Edge kiosk')
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('somebody deleted it since you asked')
      expect(rudder.writes()).toHaveLength(0)
    })

    test.each(['rule delete Edge kiosk', 'directive delete Kiosk browser'])(
      '%s, and somebody else did so a moment before: nobody says that we did',
      async (line) => {
        const { rudder, world, propose, confirm } = await startScene(engine)
        const proposal = await propose(`rudder ${line}`)
        world.steps.set('request:before', () => {
          rudder.state.rules = []
          rudder.state.directives = []
        })
        const { message } = await confirm(proposal)
        expect(message.tone).toBe('unknown')
        expect(message.lead).toBe("Rudder found nothing to do. It is deleted now, but it isn't known by whom.")
      },
    )
  })

  describe('what is new', () => {
    test.each([
      ['rudder rule create Edge kiosk', 'There is a rule called “Edge kiosk” already.'],
      ['rudder rule clone Draft as Edge kiosk', 'There is a rule called “Edge kiosk” already.'],
      ['rudder directive clone JVM as Tomcat', 'There is a directive called “Tomcat” already.'],
      ['rudder category create Security', 'There is a category called “Security” already.'],
      ['rudder group create Web servers matching web-*', 'There is a group called “Web servers” already.'],
      ['rudder group create Web 2 matching web-(a+)+$', 'A pattern is a host name where * stands for any letters'],
      [`rudder group create Web 2 matching ${'*1'.repeat(6)}`, 'A pattern has at most 5 *'],
    ])('%s is refused: %s', async (line, why) => {
      const { ask } = await startScene(engine)
      const { message, ending } = await ask(line)
      expect(message.title).toContain(why)
      expect(ending).toBe('usage')
    })

    test('a copy takes the parameters along on the server; none of them pass through here', async () => {
      const { rudder, row, propose, confirm } = await startScene(engine)
      const proposal = await propose('rudder directive clone Root account as Root account 2')
      const { message } = await confirm(proposal)
      expect(directive(rudder, 'Root account 2').parameters).toEqual(directive(rudder, 'Root account').parameters)
      expect(JSON.stringify([message, await row(proposal)])).not.toContain('play-secret')
      expect(saidIn(message)).toContain('The copy is disabled')
    })
  })

  describe('a directive', () => {
    test('is checked as it is planned: what Rudder refuses is the answer', async () => {
      const { rudder, ask, acts } = await startScene(engine)
      directive(rudder, 'Kiosk browser').techniqueVersion = '9.9'
      const { message, ending, proposal } = await ask('rudder directive audit Kiosk browser')
      expect(ending).toBe('failed')
      expect(proposal).toBeUndefined()
      expect(message.title).toContain('Could not find technique packageManagement with version 9.9.')
      expect(await acts()).toEqual([])
    })

    test('goes back to the mode that it had, which may be that of all', async () => {
      const { rudder, propose, confirm, undo } = await startScene(engine)
      const proposal = await propose('rudder directive enforce Kiosk browser')
      await confirm(proposal)
      const back = await undo(proposal)
      expect(back.message.diff).toEqual([{ field: 'Mode', before: 'enforce', after: 'default' }])
      await confirm(back.proposal)
      expect(directive(rudder, 'Kiosk browser').policyMode).toBe('default')
    })

    test('nothing of its parameters is in the store or in an answer', async () => {
      const { row, ask, acts } = await startScene(engine)
      const { proposal, message } = await ask('rudder directive audit Root account')
      expect(message.tone).toBe('waiting')
      expect(JSON.stringify([message, await row(proposal ?? ''), await acts()])).not.toContain('play-secret')
    })
  })

  describe('targets', () => {
    test('what is left out stays left out, also of the group that is added', async () => {
      const { rudder, ask, confirm } = await startScene(engine)
      const { message, proposal } = await ask('rudder rule target SSH hardening (jump hosts) at DMZ Linux')
      expect(saidIn(message)).toContain('Nodes that get it: 0')
      expect(message.lists?.at(-1)?.items.join('\n')).toContain('Left out as before: group DMZ Linux')
      expect((await confirm(proposal)).message.tone).toBe('applied')
      expect(rudder.writes()).toHaveLength(1)
    })

    test('a rule whose targets would mean something else when written back is left alone', async () => {
      const { rudder, ask } = await startScene(engine)
      ruleOf(rudder, 'Edge kiosk').targets = [
        { include: { or: ['special:all'] }, exclude: { or: ['policyServer:root'] } },
        'special:all_policyServers',
      ]
      const { message } = await ask('rudder rule target Edge kiosk at Cache servers')
      expect(message.title).toContain('can only be changed in Rudder')
    })

    test.each(['rudder rule target Edge kiosk at Cache servers', 'rudder rule untarget Edge kiosk from Web servers'])(
      'nodes that are in two groups stay that: %s',
      async (line) => {
        const { rudder, ask } = await startScene(engine)
        const [web, dmz] = ['Web servers', 'DMZ Linux'].map(
          (name) => `group:${rudder.state.groups.find(({ displayName }) => displayName === name)?.id}`,
        )
        const targets = [{ include: { and: [web ?? '', dmz ?? ''] }, exclude: { or: [] } }]
        ruleOf(rudder, 'Edge kiosk').targets = targets
        const { message, proposal } = await ask(line)
        expect(message.title).toContain('can only be changed in Rudder')
        expect(proposal).toBeUndefined()
        expect(ruleOf(rudder, 'Edge kiosk').targets).toEqual(targets)
        const shown = await ask('rudder rule Edge kiosk')
        expect(saidIn(shown.message)).toContain('(group Web servers and group DMZ Linux)')
      },
    )

    test('and goes back to what it was', async () => {
      const { rudder, propose, confirm, undo } = await startScene(engine)
      const proposal = await propose('rudder rule target Edge kiosk at Cache servers')
      await confirm(proposal)
      await confirm((await undo(proposal)).proposal)
      expect(JSON.stringify(ruleOf(rudder, 'Edge kiosk').targets).match(/group:/g)).toHaveLength(1)
    })
  })

  describe('an agent', () => {
    test('what it prints is shown as it is, cut in the middle, and never as markup', async () => {
      const { propose, confirm } = await startScene(engine)
      const { message } = await confirm(await propose('rudder node run web-101.paris1.acme.net'))
      const printed = message.output ?? []
      expect(printed.length).toBeGreaterThan(1)
      expect(printed.length).toBeLessThanOrEqual(25)
      expect(JSON.stringify(printed)).not.toMatch(/\\u001b|\\u0000/)
    })

    test('what it prints may look like a ping or a link: in Slack it is text', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const hostile = '<!channel> *all* <https://evil.example|here>'
      for (const rule of rudder.state.rules) rule.displayName = hostile
      const { message } = await confirm(await propose('rudder node run web-101.paris1.acme.net'))
      const { blocks, text } = createRender({ own: 'cox', prefix: '' })(message, { id: 'any' })
      const texts: { type?: string; text?: unknown }[] = []
      JSON.stringify(blocks, (_, value) => {
        if (typeof value?.text === 'string' && value.text.includes('channel>')) texts.push(value)
        return value
      })
      expect(texts.length).toBeGreaterThan(0)
      expect(new Set(texts.map(({ type }) => type))).toEqual(new Set(['text']))
      expect(text).not.toContain('<!channel>')
    })

    test('one that cannot be run from there is not said to have run', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const node = rudder.state.nodes.find(({ hostname }) => hostname === 'web-101.paris1.acme.net')
      if (node) node.os = { ...node.os, type: 'Windows' }
      const { message } = await confirm(await propose('rudder node run web-101.paris1.acme.net'))
      expect(message.tone).toBe('failed')
      expect(message.lead).toMatch(/^Nothing was written: .*doesn't support remote run/)
    })
  })

  describe('an agent whose end was not seen', () => {
    const run = 'rudder node run web-101.paris1.acme.net'
    const unknown = (message: Message) => {
      expect(message).toMatchObject({ tone: 'unknown', title: expect.stringMatching(/^Outcome unknown: /) })
      expect(message.lead).toMatch(/^The output below is incomplete, so it is not known whether it finished\./)
      expect(message.output?.length).toBeGreaterThan(0)
      expect(JSON.stringify(message)).not.toContain('said that it is done')
    }

    test('because the answer broke off: unknown, with what was printed', async () => {
      const { rudder, world, propose, confirm, acts, row } = await startScene(engine)
      const proposal = await propose(run)
      world.steps.set('request:before', () => void Object.assign(rudder.faults, { cutBody: true }))
      const { message, ending } = await confirm(proposal)
      unknown(message)
      expect(ending).toBe('unknown')
      expect((await acts()).at(-1)).toMatchObject({ kind: 'outcome', payload: { outcome: 'unknown' } })
      expect((await row(proposal)).look_at).toBeNull()
    })

    test('because Rudder lost its relay: the same, though the answer is whole', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const node = rudder.state.nodes.find(({ hostname }) => hostname === 'web-101.paris1.acme.net')
      if (node) node.runBreaks = true
      const { message, ending } = await confirm(await propose(run))
      unknown(message)
      expect(ending).toBe('unknown')
      expect(message.output?.at(-1)).toContain('Error when trying to contact internal remote-run API')
    })

    test('because Rudder refused: never done', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const node = rudder.state.nodes.find(({ hostname }) => hostname === 'web-101.paris1.acme.net')
      if (node) node.silent = true
      const { message } = await confirm(await propose(run))
      expect(message.tone).toBe('unknown')
      expect(message.lead).toContain('Error occurred when contacting internal remote-run API')
    })

    test('because it went on for longer than a write may: the same', async () => {
      const { rudder, world, propose, confirm } = await startScene(engine, { limits: { writeMs: 400 } })
      const proposal = await propose(run)
      world.steps.set('request:before', () => void Object.assign(rudder.faults, { cutBody: 'open' }))
      unknown((await confirm(proposal)).message)
      expect(rudder.writes()).toHaveLength(1)
    })

    test('one that ended is done, as ever', async () => {
      const { propose, confirm } = await startScene(engine)
      const { message } = await confirm(await propose(run))
      expect(message).toMatchObject({ tone: 'applied', lead: 'Rudder said that it is done. What it printed is below.' })
    })
  })

  describe('names that a word joins', () => {
    test.each([
      ['rudder rule clone SSH hardening', 'Which name?'],
      ['rudder rule clone SSH hardening as', 'Nothing follows “as”.'],
      ['rudder rule clone SSH as is as copy', '“as” is there twice: put the names in quotes.'],
      ['rudder rule assign SSH to Edge kiosk', '“SSH” could be'],
    ])('%s: %s', async (line, why) => {
      const { ask } = await startScene(engine)
      const { message } = await ask(line)
      expect(message.title).toContain(why)
      for (const next of message.next ?? []) expect((await ask(next)).message.title).not.toContain(why)
    })

    test('in quotes the word is part of the name', async () => {
      const { ask } = await startScene(engine)
      expect((await ask('rudder rule clone Draft as "Draft as is"')).message.title).toBe(
        'Clone rule “Draft” as “Draft as is” on rudder/prod?',
      )
    })
  })
})
