import { isWrite, type LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { prepare as openRequest } from '../systems/rudder/inputs.ts'
import { ruleOf, saidIn, startScene, superviseDmz } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const disable = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const host = 'web-190.lyon2.acme.net'

interface Row {
  readonly what: string
  readonly line: string
  readonly prepare?: (rudder: LocalRudder) => void
  /** What happens once all was looked at, just before the request is sent. */
  readonly meanwhile?: (rudder: LocalRudder) => void
  readonly tone: 'failed' | 'unknown'
  readonly says: RegExp
}

const written = 'Nothing was written: Rudder \\(prod\\) '
const rows: readonly Row[] = [
  {
    what: 'a name that is too short, of a group',
    line: 'rudder group create abc matching web-*.paris1.acme.net',
    tone: 'failed',
    says: new RegExp(`^${written}.*'displayName' is mandatory and must be at least 3 char long`),
  },
  {
    what: 'a name that is too short, of a copied directive',
    line: 'rudder directive clone Root account as abc',
    tone: 'failed',
    says: new RegExp(`^${written}.*'displayName' is mandatory`),
  },
  {
    what: 'a name that is too short, of a category',
    line: 'rudder category create abc in Security',
    tone: 'failed',
    says: new RegExp(`^${written}.*'displayName' is mandatory`),
  },
  {
    what: 'a name that was taken in the last moment',
    line: 'rudder rule create Log rotation',
    meanwhile: ({ state }) =>
      void state.rules.push({
        ...ruleOf({ state } as LocalRudder, 'Firewall'),
        id: 'other',
        displayName: 'Log rotation',
      }),
    tone: 'failed',
    says: new RegExp(`^${written}.*there is already a rule with the same name`),
  },
  {
    what: 'a rule of that name which may be ours, delivered twice by a proxy',
    line: 'rudder rule create Log rotation',
    meanwhile: ({ state }) =>
      void state.rules.push({
        ...ruleOf({ state } as LocalRudder, 'Firewall'),
        id: 'other',
        displayName: 'Log rotation',
        enabled: false,
        directives: [],
        targets: [],
      }),
    tone: 'unknown',
    says: /there is already a rule with the same name.*but it isn't known by whom/,
  },
  {
    what: 'a change request that was declined in the last moment',
    line: 'rudder request 1 accept',
    prepare: openRequest,
    meanwhile: (rudder) => rudder.cancel(1),
    tone: 'failed',
    says: new RegExp(`^${written}.*has already been cancelled`),
  },
  {
    what: 'a change request that was deployed in the last moment',
    line: 'rudder request 1 accept',
    prepare: openRequest,
    meanwhile: (rudder) => rudder.deploy(1),
    tone: 'unknown',
    says: /has already been deployed.*but it isn't known by whom/,
  },
  {
    what: 'a node whose name was taken in the last moment',
    line: `rudder node accept ${host}`,
    meanwhile: ({ state }) => void Object.assign(state.nodes[5] ?? {}, { hostname: host }),
    tone: 'failed',
    says: new RegExp(`^${written}.*There is already a node with hostname`),
  },
  {
    what: 'a node that went away before its agent could run',
    line: 'rudder node run web-101.paris1.acme.net',
    meanwhile: ({ state }) => {
      state.nodes = state.nodes.filter(({ hostname }) => hostname !== 'web-101.paris1.acme.net')
    },
    tone: 'failed',
    says: new RegExp(`^${written}does not have that any more`),
  },
]

onSqlite((engine) => {
  test.for(rows)('refused before anything is done: $what', async ({ line, prepare, meanwhile, tone, says }) => {
    const { world, rudder, propose, confirm, row } = await startScene(engine)
    prepare?.(rudder)
    const proposal = await propose(line, 'marc')
    world.steps.set('request:before', () => meanwhile?.(rudder))
    let reply = await confirm(proposal, 'marc')
    if (reply.message.tone === 'waiting') reply = await confirm(proposal, 'ana')
    expect(reply.message.tone, saidIn(reply.message)).toBe(tone)
    expect(reply.message.lead).toMatch(says)
    expect(rudder.writes()).toEqual([])
    expect(rudder.requests.filter(({ method, path }) => isWrite(method, path))).toHaveLength(1)
    if (tone === 'failed') expect(await row(proposal)).toMatchObject({ outcome: 'failed', look_at: null })
  })

  describe('a proxy', () => {
    test.each([401, 403, 502] as const)('answers %i after it forwarded the request: read back', async (status) => {
      const { rudder, propose, confirm, rule, posts } = await startScene(engine)
      const proposal = await propose(disable)
      Object.assign(rudder.faults, { proxyAnswers: status, only: isWrite })
      const { message } = await confirm(proposal)
      expect(rule('SSH hardening').enabled).toBe(false)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toContain(`the answer (${status}) does not tell what became of it`)
      expect(message.lead).toContain("but it isn't known by whom")
      expect(message.lead).not.toContain('Nothing was written')
      expect(posts()).toHaveLength(1)
    })

    test('answers for a deletion: what is gone afterwards does not prove that nothing was done', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const proposal = await propose('rudder rule delete Edge kiosk')
      Object.assign(rudder.faults, { proxyAnswers: 403, only: isWrite })
      let { message } = await confirm(proposal)
      if (message.tone === 'waiting') message = (await confirm(proposal, 'marc')).message
      expect(message.tone, saidIn(message)).toBe('unknown')
      expect(message.lead).toContain("but it isn't known by whom")
    })

    test('answers for the run of an agent: it is not known', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const proposal = await propose('rudder node run web-101.paris1.acme.net')
      Object.assign(rudder.faults, { proxyAnswers: 403, only: isWrite })
      expect((await confirm(proposal)).message.tone).toBe('unknown')
    })

    test('answers before it forwards: it is looked at again', async () => {
      const { rudder, rule, propose, confirm, row } = await startScene(engine)
      const proposal = await propose(disable)
      Object.assign(rudder.faults, { html401: true, only: isWrite })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toContain(
        'and nothing has changed so far. It is looked at again by itself; do not repeat it.',
      )
      expect(rule('SSH hardening').enabled).toBe(true)
      expect((await row(proposal)).look_at).not.toBeNull()
    })
  })

  test('“not found” alone proves nothing: the object must be gone as well', async () => {
    const { world, rudder, propose, confirm, posts } = await startScene(engine)
    const proposal = await propose(disable)
    const all = rudder.state.rules
    world.steps.set('request:before', () => {
      rudder.state.rules = all.filter(({ displayName }) => displayName !== 'SSH hardening')
    })
    world.steps.set('request:after', () => {
      rudder.state.rules = all
    })
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('unknown')
    expect(message.lead).toContain('and nothing has changed so far')
    expect(posts()).toHaveLength(1)
  })

  test('a run that nobody knows of is not called done: the bot was killed before it sent the request', async () => {
    const { world, propose, confirm, sweep, shown, posts } = await startScene(engine)
    const proposal = await propose('rudder node run web-101.paris1.acme.net')
    world.steps.set('request:before', () => {
      throw new Error('a crash')
    })
    await expect(confirm(proposal)).rejects.toThrow('a crash')
    world.steps.clear()
    await world.advance(leaseMs)
    await sweep()
    const { message } = await shown(proposal)
    expect(message.tone).toBe('unknown')
    expect(message.lead).toMatch(
      /^The request may have been sent\. Nothing can be read that would tell whether it was done\./,
    )
    expect(posts()).toEqual([])
  })

  test('a change request that was validated meanwhile is still open: its deployment is awaited', async () => {
    const { world, rudder, rule, propose, confirm } = await startScene(engine)
    superviseDmz(rudder)
    rudder.faults.losesAnswer = { commit: 'now' }
    const proposal = await propose(disable)
    world.steps.set('request:after', () => {
      for (const request of rudder.state.changeRequests) request.status = 'Pending deployment'
    })
    const { message } = await confirm(proposal)
    expect(message.tone, saidIn(message)).toBe('awaiting validation')
    expect(rule('SSH hardening').enabled).toBe(true)
  })
})
