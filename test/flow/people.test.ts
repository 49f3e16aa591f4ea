import { describe, expect, test } from 'vitest'
import type { Principal } from '../../src/policy/person.ts'
import { ask } from '../../src/run/ask.ts'
import type { Reply } from '../../src/run/reply.ts'
import { votesOn } from '../../src/store/votes.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { growDmz, manyLimits, saidIn, startScene } from './setup.ts'

/** About 400 nodes: two people. */
const wide = 'rudder rule disable NTP client'
/** 41 nodes: one person. */
const narrow = 'rudder rule disable SSH hardening'

const alias: Principal = { id: 'play:ana2', name: 'Ana (admin)', email: 'ana.admin@acme.example', kind: 'play' }
const root: Principal = { id: 'cli:root', name: 'cli:root', kind: 'cli' }
const operators = 'includes: [ana@acme.example, marc@acme.example]'
const withRoot = (yaml: string) =>
  yaml
    .replace(operators, 'includes: [ana@acme.example, marc@acme.example, cli:root]')
    .replace(
      'includes: "*"',
      'includes: "*"\n  - name: terminal\n    api_scopes: [rudder:*:read]\n    includes: [cli:root]',
    )

mainlyPostgres((engine) => {
  describe('two people', () => {
    test('who asked does not suffice; a second one does, and both are named in Rudder', async () => {
      const { rudder, rule, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(wide)
      const own = await confirm(proposal, 'ana')
      expect(own.message.tone).toBe('waiting')
      expect(own.ending).toBe('not confirmed')
      expect(saidIn(own.message)).toContain('Approved: ana@acme.example. Waiting for 1 more')
      expect(rudder.writes()).toHaveLength(0)
      const both = await confirm(proposal, 'marc')
      expect(both.message.tone).toBe('applied')
      expect(saidIn(both.message)).toContain('Approved by: ana@acme.example, marc@acme.example')
      expect(rudder.writes()).toHaveLength(1)
      expect(rule('NTP client').enabled).toBe(false)
      expect((await acts()).find(({ kind }) => kind === 'attempt')?.payload).toMatchObject({
        people: ['ana@acme.example', 'marc@acme.example'],
      })
    })

    test('who asked stands behind it already: one other click is enough', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const done = await confirm(await propose(wide), 'marc')
      expect(done.message.tone).toBe('applied')
      expect(done.message.asked).toEqual({ by: 'Ana', line: wide })
      expect(rudder.writes()).toHaveLength(1)
    })

    test('two accounts of one human count once', async () => {
      const { rudder, propose, confirm } = await startScene(engine, {
        settings: (yaml) =>
          `${yaml.replace(operators, 'includes: [ana@acme.example, ana.admin@acme.example, marc@acme.example]')}  people:\n    ana@acme.example: [ana.admin@acme.example]\n`,
      })
      const proposal = await propose(wide)
      expect((await confirm(proposal, alias)).message.tone).toBe('waiting')
      expect((await confirm(proposal, 'ana')).message.tone).toBe('waiting')
      expect(rudder.writes()).toHaveLength(0)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
    })

    test('two accounts of one mailbox count once', async () => {
      const plus: Principal = { id: 'play:ana2', name: 'Ana', email: 'ana+2@acme.example', kind: 'play' }
      const both = 'includes: [ana@acme.example, ana+2@acme.example, marc@acme.example]'
      const { rudder, propose, confirm } = await startScene(engine, {
        settings: (yaml) => yaml.replace(operators, both),
      })
      const proposal = await propose(wide)
      expect((await confirm(proposal, plus)).message.tone).toBe('waiting')
      expect(rudder.writes()).toHaveLength(0)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
    })

    test('a double click counts once', async () => {
      const { rudder, propose, confirm, context, acts } = await startScene(engine, { settings: manyLimits })
      growDmz(rudder, 120)
      const proposal = await propose(narrow)
      await Promise.all([confirm(proposal, 'marc'), confirm(proposal, 'marc')])
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      expect(await votesOn(context.store.db, proposal)).toHaveLength(1)
      expect((await acts()).filter(({ kind }) => kind === 'vote')).toHaveLength(1)
      expect(rudder.writes()).toHaveLength(0)
    })

    test('two people at once make one write', async () => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(wide)
      await Promise.all([confirm(proposal, 'ana'), confirm(proposal, 'marc'), confirm(proposal, 'marc')])
      expect((await shown(proposal)).message.tone).toBe('applied')
      expect(rudder.writes()).toHaveLength(1)
    })
  })

  describe('who may', () => {
    test('a reader’s click is refused and on the record, and the proposal still waits', async () => {
      const { rudder, propose, confirm, acts, shown } = await startScene(engine)
      const proposal = await propose(narrow)
      const refused = await confirm(proposal, 'rita')
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toContain('rudder:rules:write')
      expect(refused.message.title).toContain('Group rudder-operators has it; ask its owner marc@acme.example.')
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { proposal, principal: 'play:rita' } })
      expect(rudder.writes()).toHaveLength(0)
      expect((await shown(proposal)).message.tone).toBe('waiting')
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('a reader who asks for a write is refused before any call, with the scope, the group and its owner', async () => {
      const { rudder, ask, acts } = await startScene(engine)
      const { ending, message, proposal } = await ask(narrow, 'rita')
      expect(ending).toBe('refused')
      expect(proposal).toBeUndefined()
      expect(message.title).toContain('but not change rules on rudder/prod (needs rudder:rules:write)')
      expect(message.title).toContain('Group rudder-operators has it; ask its owner marc@acme.example.')
      expect(rudder.requests).toHaveLength(0)
      expect((await acts()).at(-1)).toMatchObject({
        kind: 'refused',
        payload: { human: 'rita@acme.example', command: 'rudder rule disable', missing: ['rudder:rules:write'] },
      })
    })

    test('a guest is told nothing and nothing is called', async () => {
      const { rudder, ask } = await startScene(engine)
      expect((await ask('rudder compliance', 'gus')).ending).toBe('refused')
      expect((await ask('rudder node web-101.paris1.acme.net', 'gus')).ending).toBe('refused')
      expect((await ask(`${narrow} on staging`, 'gus')).ending).toBe('refused')
      expect(rudder.requests).toHaveLength(0)
    })

    test('a terminal confirms alone, never as one of several, and its asking does not count either', async () => {
      const { rudder, propose, confirm, acts, context } = await startScene(engine, { settings: withRoot })
      expect((await confirm(await propose(narrow), root)).message.tone).toBe('applied')
      const proposal = await propose(wide)
      const refused = await confirm(proposal, root)
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toContain('a terminal cannot be one of several')
      expect((await acts()).at(-1)?.kind).toBe('refused')

      const asked = await last(ask(context, { principal: root, line: 'rudder rule disable Agent health' }))
      expect(saidIn(asked.message)).toContain('Waiting for 2')
      expect((await confirm(asked.proposal, 'marc')).message.tone).toBe('waiting')
      expect(rudder.writes()).toHaveLength(1)
      expect((await confirm(asked.proposal, 'ana')).message.tone).toBe('applied')
    })
  })

  describe('who people are now', () => {
    /** What Slack says of people, to be changed in a test; `false` where it does not answer or the account is gone. */
    const directory = () => {
      const emails = new Map<string, string | false>()
      const fresh = async (principal: Principal) => {
        const now = emails.get(principal.id)
        if (now === false) return undefined
        return now === undefined ? principal : { ...principal, email: now }
      }
      return { emails, people: { fresh } }
    }

    test('nobody can say who clicks: it does not count', async () => {
      const { emails, people } = directory()
      const { rudder, propose, confirm, context } = await startScene(engine, { people })
      const proposal = await propose(narrow)
      emails.set('play:ana', false)
      await expect(confirm(proposal)).rejects.toThrow('Who you are could not be checked just now')
      expect(await votesOn(context.store.db, proposal)).toEqual([])
      expect(rudder.writes()).toHaveLength(0)
      emails.delete('play:ana')
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('nobody can say who approved it: a second click does not count either, and is not blamed', async () => {
      const { emails, people } = directory()
      const { rudder, propose, confirm } = await startScene(engine, { people })
      const proposal = await propose(wide)
      emails.set('play:ana', false)
      await expect(confirm(proposal, 'marc')).rejects.toThrow("I couldn't check Ana's permission just now")
      expect(rudder.writes()).toHaveLength(0)
    })

    test('who voted and lost the right since does not count, and that is on the record', async () => {
      const { emails, people } = directory()
      const { rudder, propose, confirm, context, acts } = await startScene(engine, { people, settings: manyLimits })
      growDmz(rudder, 120)
      const proposal = await propose(narrow)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      emails.set('play:marc', 'marc@partner.example')
      expect((await confirm(proposal, 'ana')).message.tone).toBe('waiting')
      expect((await votesOn(context.store.db, proposal)).map(({ human }) => human)).toEqual(['ana@acme.example'])
      expect(rudder.writes()).toHaveLength(0)
      expect(await acts()).toContainEqual(
        expect.objectContaining({
          kind: 'refused',
          payload: expect.objectContaining({ proposal, human: 'marc@acme.example' }),
        }),
      )
    })

    test('who clicks counts by the e-mail of now, not by the one known at the click', async () => {
      const { emails, people } = directory()
      const { rudder, propose, confirm, context } = await startScene(engine, { people })
      const proposal = await propose(wide)
      emails.set('play:marc', 'ana@acme.example')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      expect((await votesOn(context.store.db, proposal)).map(({ human }) => human)).toEqual(['ana@acme.example'])
      emails.set('play:marc', 'ana+2@acme.example')
      expect((await confirm(proposal, 'marc')).message.tone).not.toBe('applied')
      expect(rudder.writes()).toHaveLength(0)
    })

    test('who voted between the checks and the claim is checked too', async () => {
      const { emails, people } = directory()
      const three = 'includes: [ana@acme.example, marc@acme.example, rita@acme.example]'
      const settings = (yaml: string) => manyLimits(yaml).replace(operators, three)
      const { rudder, propose, confirm, context, world } = await startScene(engine, { people, settings })
      growDmz(rudder, 120)
      const proposal = await propose(narrow)
      world.steps.set('claim:before', async () => {
        world.steps.delete('claim:before')
        expect((await confirm(proposal, 'rita')).message.tone).toBe('waiting')
        emails.set('play:rita', 'rita@partner.example')
      })
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      expect((await votesOn(context.store.db, proposal)).map(({ human }) => human)).toEqual(['marc@acme.example'])
      expect(rudder.writes()).toHaveLength(0)
    })

    test('who asked lost the right since: the proposal is refused', async () => {
      const { emails, people } = directory()
      const { rudder, propose, confirm, acts } = await startScene(engine, { people })
      const proposal = await propose(wide)
      emails.set('play:ana', 'ana@partner.example')
      const { message, ending } = await confirm(proposal, 'marc')
      expect(message.tone).toBe('refused')
      expect(message.lead).toBe('Who asked for it may not do so any more. Nothing was written.')
      expect(ending).toBe('refused')
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { proposal } })
      expect((await confirm(proposal, 'marc')).message.tone).toBe('refused')
    })
  })
})

const last = async (running: AsyncGenerator<unknown, Reply, void>): Promise<Reply> => {
  for (;;) {
    const step = await running.next()
    if (step.done) return step.value
  }
}
