import type { RudderState } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const waiting = 'web-190.lyon2.acme.net'

onSqlite((engine) => {
  describe('what is new, and its answer is lost', () => {
    const another: readonly (readonly [line: string, (state: RudderState) => void])[] = [
      [
        'rudder rule create Log rotation',
        ({ rules }) => void rules.push({ ...rules[0], id: 'x', displayName: 'Log rotation', enabled: false } as never),
      ],
      [
        'rudder rule clone Edge kiosk as Canary',
        ({ rules }) => void rules.push({ ...rules[0], id: 'x', displayName: 'Canary', enabled: false } as never),
      ],
      [
        'rudder group create Web matching web-*',
        ({ groups }) => {
          const where = [{ objectType: 'node', attribute: 'osName', comparator: 'eq', value: 'web-.*' }]
          groups.push({ ...groups[0], id: 'x', displayName: 'Web', query: { where } } as never)
        },
      ],
      [
        'rudder category create Lyon in Security',
        ({ categories }) => void categories.push({ id: 'x', name: 'Lyon', description: '', parent: 'base' }),
      ],
    ]
    test.each(another)('%s: another one of that name is not what was asked', async (line, make) => {
      const { rudder, world, propose, confirm } = await startScene(engine)
      const proposal = await propose(line)
      rudder.faults.losesAnswer = { commit: 'never' }
      world.steps.set('request:before', () => make(rudder.state))
      const { message } = await confirm(proposal)
      expect(message.tone, saidIn(message)).toBe('unknown')
      expect(message.lead).toContain('what is there now is neither what was nor what was asked')
    })
  })

  describe('what is gone', () => {
    test.each([
      [
        'rudder rule assign SSH banner to Edge kiosk',
        (state: RudderState) => {
          state.directives = state.directives.filter(({ displayName }) => displayName !== 'SSH banner')
        },
        'The directive “SSH banner” is not there any more.',
      ],
      [
        'rudder rule target Edge kiosk at Cache servers',
        (state: RudderState) => {
          state.groups = state.groups.filter(({ displayName }) => displayName !== 'Cache servers')
        },
        'The group “Cache servers” is not there any more.',
      ],
      [
        'rudder directive clone JVM as JVM 2',
        (state: RudderState) => {
          state.directives = state.directives.filter(({ displayName }) => displayName !== 'JVM')
        },
        'The directive “JVM” is not there any more.',
      ],
    ])('%s', async (line, remove, why) => {
      const { rudder, propose, confirm } = await startScene(engine)
      const proposal = await propose(line)
      remove(rudder.state)
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe(`${why} Nothing was written.`)
      expect(successor).toBeUndefined()
      expect(rudder.writes()).toHaveLength(0)
    })
  })

  describe('what it relies on in other objects', () => {
    const ruleOfKiosk = ({ rules }: RudderState) => rules.find(({ displayName }) => displayName === 'Edge kiosk')
    test.each<[string, (state: RudderState) => void]>([
      [
        'one more rule that uses the directive, on no node',
        (state) => {
          const rule = ruleOfKiosk(state)
          if (rule) state.rules.push({ ...rule, id: 'more', displayName: 'More', enabled: false, targets: [] })
        },
      ],
      ['other targets with no more nodes', (state) => void Object.assign(ruleOfKiosk(state) ?? {}, { targets: [] })],
      ['a rule that is off now', (state) => void Object.assign(ruleOfKiosk(state) ?? {}, { enabled: false })],
    ])('%s: it is shown anew', async (_, change) => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose('rudder directive disable Kiosk browser')
      change(rudder.state)
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('What it depends on has changed since you asked.')
      expect((await shown(successor)).message.tone).toBe('waiting')
      expect(rudder.writes()).toEqual([])
    })
  })

  describe('what is called otherwise by now is shown anew, with its name', () => {
    test.each([
      'rudder rule disable Edge kiosk',
      'rudder rule enable CIS level 2',
      'rudder rule delete Edge kiosk',
      'rudder rule clone Edge kiosk as Canary',
      'rudder rule assign SSH banner to Edge kiosk',
      'rudder rule unassign SSH banner from SSH hardening',
      'rudder rule target Edge kiosk at Cache servers',
      'rudder rule untarget Edge kiosk from Edge devices',
      'rudder directive enable Kiosk browser',
      'rudder directive disable Kiosk browser',
      'rudder directive audit Kiosk browser',
      'rudder directive enforce Kiosk browser',
      'rudder directive clone JVM as JVM 2',
      'rudder directive delete Kiosk browser',
    ])('%s', async (line) => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const { rules, directives } = rudder.state
      if (line.includes('directive enable'))
        for (const one of directives) if (one.displayName === 'Kiosk browser') one.enabled = false
      const proposal = await propose(line)
      for (const one of line.includes('rudder rule') ? rules : directives) one.displayName = `New ${one.displayName}`
      const { message, successor } = await confirm(proposal)
      expect(message.tone, saidIn(message)).toBe('stale')
      expect(message.lists?.[0]?.items.join('\n')).toMatch(/It is called “New .*” now\./)
      expect((await shown(successor)).message.tone).toBe('waiting')
      expect(rudder.writes()).toHaveLength(0)
    })
  })

  describe('a node that waits', () => {
    test('is let in once: who asks again is told so, and turning it away is refused', async () => {
      const { ask, propose, confirm } = await startScene(engine)
      await confirm(await propose(`rudder node accept ${waiting}`))
      expect((await ask(`rudder node accept ${waiting}`)).message.title).toBe(
        `Nothing to do on rudder/prod: node “${waiting}” is accepted already.`,
      )
      expect((await ask(`rudder node refuse ${waiting}`)).message.title).toBe(
        'It is accepted already, so it can no longer be refused.',
      )
    })

    test.each<[string, (node: RudderState['pendingNodes'][number], other: string | undefined) => void, string]>([
      [
        'another key',
        (node, other) => void Object.assign(node, { certificate: other }),
        'Key: SHA-256 2B:42:49:A6:A6:88:96:E1:71:F3:64:CF:22:4F:EE:49:82:F5:07:F4:70:27:52:78:CB:70:DC:3C:42:6B:D2:57 → SHA-256 95:3A:21:5E:B9:1F:CC:20:D1:A8:75:53:22:0B:9A:E4:09:5D:CB:53:A2:70:AB:E0:79:2D:09:A4:9E:9D:18:DF',
      ],
      ['no key', (node) => void delete node.certificate, '→ not reported'],
      [
        'another system',
        ({ os }) => void Object.assign(os, { name: 'Ubuntu', fullName: 'Ubuntu 24.04' }),
        'System: Debian GNU/Linux 12 → Ubuntu 24.04',
      ],
      ['another version of its system', ({ os }) => void Object.assign(os, { version: '12.9' }), ''],
      ['another host name', (node) => void Object.assign(node, { hostname: 'web-191' }), ''],
      ['other addresses', (node) => void Object.assign(node, { ipAddresses: ['10.9.9.9'] }), '10.9.9.9'],
    ])('that says it has %s since it was shown is not accepted', async (_, change, differs) => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(`rudder node accept ${waiting}`)
      const [node, other] = rudder.state.pendingNodes
      if (!node) throw new Error('no node waits')
      change(node, other?.certificate)
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lists?.[0]?.items.join('\n') ?? '').toContain(differs)
      expect((await shown(successor)).message.tone).toBe('waiting')
      expect(rudder.writes()).toEqual([])
      expect(rudder.state.pendingNodes).toHaveLength(3)
    })

    test('whose key Rudder does not report says so', async () => {
      const { rudder, ask } = await startScene(engine)
      expect(saidIn((await ask(`rudder node accept ${waiting}`)).message)).toContain('Key: SHA-256 2B:42:')
      for (const node of rudder.state.pendingNodes) delete node.certificate
      const { message } = await ask(`rudder node accept ${waiting}`)
      expect(saidIn(message)).toContain('Key: not reported')
      expect(message.lists?.at(-1)?.items.join()).toContain("Rudder doesn't report the key of this node")
    })

    test('and was decided on meanwhile the other way is left alone', async () => {
      for (const [verb, other, why] of [
        ['accept', 'refuse', 'Rudder no longer lists it: it was refused or deleted.'],
        ['refuse', 'accept', 'It is accepted already, so it can no longer be refused.'],
      ]) {
        const { rudder, propose, confirm } = await startScene(engine)
        const [one, two] = [
          await propose(`rudder node ${verb} ${waiting}`),
          await propose(`rudder node ${other} ${waiting}`),
        ]
        await confirm(two)
        const { message, successor } = await confirm(one)
        expect(message.lead).toBe(`${why} Nothing was written.`)
        expect(successor).toBeUndefined()
        expect(rudder.writes()).toHaveLength(1)
      }
    })
  })

  test('one write asked for twice is made once, and the second says that it is so', async () => {
    const { rudder, propose, confirm } = await startScene(engine)
    const lines = ['rule delete Edge kiosk', 'rule create Log rotation', 'directive disable JVM'] as const
    for (const line of lines) {
      const [one, two] = [await propose(`rudder ${line}`), await propose(`rudder ${line}`)]
      await confirm(one)
      const { message } = await confirm(two)
      expect(message.tone).toBe('stale')
      expect(message.lead).toMatch(/already|deleted it since/)
    }
    expect(rudder.writes()).toHaveLength(lines.length)
  })

  test('what a write says of itself is so: no node loses what only disabled rules have, and an empty rule does nothing', async () => {
    const { rudder, ask } = await startScene(engine)
    const told = async (line: string) => (await ask(line)).message.lists?.at(-1)?.items.join('\n')
    ruleOf(rudder, 'Edge kiosk').enabled = false
    expect(await told('rudder directive delete Kiosk browser')).toContain('Only disabled rules have it')
    ruleOf(rudder, 'Edge kiosk').directives = []
    expect(await told('rudder rule enable Edge kiosk')).toContain('It has no directives, so it does nothing.')
    const { message } = await ask('rudder group create Every matching *o*')
    const { nodes } = rudder.state
    const fit = nodes.filter(({ hostname, id }) => id !== 'root' && hostname.includes('o')).length
    expect(message.fields?.[0]?.value).toBe(`${fit} of ${nodes.length - 1}`)
  })
})
