import { expect, test } from 'vitest'
import type { Principal } from '../../src/policy/person.ts'
import { confirm as click } from '../../src/run/confirm.ts'
import { person } from '../bot.ts'
import { saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const narrow = 'rudder rule disable SSH hardening'
const wide = 'rudder rule disable NTP client'

onSqlite((engine) => {
  test('a rule with other directives or other nodes is not what was shown, even where its state and their number are', async () => {
    for (const change of ['directives', 'targets'] as const) {
      const { rule, propose, confirm, posts } = await startScene(engine)
      rule('SSH hardening').enabled = false
      const proposal = await propose('rudder rule enable SSH hardening')
      const one = rule('SSH hardening')
      if (change === 'targets') one.targets = [{ or: one.targets }]
      else one.directives = rule('NTP client').directives
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe('It was changed since you asked. Nothing was written. Below is how it would be now.')
      expect(posts()).toHaveLength(0)
      expect((await confirm(successor)).message.tone).toBe('applied')
    }
  })

  test('who changes the e-mail between asking and confirming is still one person', async () => {
    const emails = new Map<string, string>()
    const people = {
      fresh: async (who: Principal) => ({ ...who, email: emails.get(who.id) ?? who.email ?? '' }),
    }
    const operators = 'includes: [ana@acme.example, marc@acme.example]'
    const settings = (yaml: string) =>
      yaml.replace(operators, 'includes: [ana@acme.example, ana.new@acme.example, marc@acme.example]')
    const { propose, confirm, posts } = await startScene(engine, { people, settings })
    const proposal = await propose(wide)
    emails.set(person('ana').id, 'ana.new@acme.example')
    expect((await confirm(proposal, 'ana')).message.tone).toBe('waiting')
    expect((await confirm(proposal, 'ana')).message.tone).toBe('waiting')
    expect(posts()).toHaveLength(0)
    expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
  })

  test('rights that count in a channel only count for who asked and who confirmed there', async () => {
    const settings = (yaml: string) =>
      yaml.replace('name: rudder-operators', 'name: rudder-operators\n    channels: [C0OPS]')
    const { context, posts, ask: typed } = await startScene(engine, { settings })
    const { proposal = '' } = await typed(wide, 'ana', 'C0OPS')
    const at = (who: string) => click(context, { proposal, principal: person(who), channel: 'C0OPS' })
    expect((await at('ana')).message.tone).toBe('waiting')
    expect((await at('marc')).message.tone).toBe('applied')
    expect(posts()).toHaveLength(1)
  })

  test('who may not cancel is refused, and that is on the record', async () => {
    const { propose, cancel, acts } = await startScene(engine)
    const proposal = await propose(narrow)
    await expect(cancel(proposal, 'rita')).rejects.toThrow('may cancel it')
    expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { proposal, principal: 'play:rita' } })
  })

  test('a connection that the line may not mean puts no refusal on the record', async () => {
    const settings = (yaml: string) => yaml.replace('includes: "*"', 'includes: "*"\n    connections: [rudder/staging]')
    const { ask: typed, acts } = await startScene(engine, { settings })
    expect((await typed('rudder rule SSH hardening on staging', 'rita')).ending).toBe('done')
    expect(await acts()).toEqual([])
  })

  test('the reason for a change is not given as the reason for its undo', async () => {
    const { propose, confirm, undo, rudder } = await startScene(engine)
    const proposal = await propose(`${narrow} because it locks out the jump hosts`)
    await confirm(proposal)
    await confirm((await undo(proposal)).proposal)
    const reasons = rudder.state.eventLog.map(({ reason }) => reason ?? '')
    expect(reasons[0]).toMatch(/^it locks out the jump hosts; asked by/)
    expect(reasons[1]).toMatch(/^undo of \w{8} \(it locks out the jump hosts\); asked by/)
  })

  test('the figure is said to rise only where the rule is below it', async () => {
    const { rudder, ask: typed } = await startScene(engine)
    const plan = async (line: string) => JSON.stringify((await typed(line)).message.lists)
    expect(await plan(narrow)).toContain('The compliance figure will rise')
    rudder.state.findings = []
    expect(await plan(narrow)).toContain('That is neither a repair nor a fault.')
    const draft = await plan('rudder rule disable Draft')
    expect(draft).toContain('It has no directives, so it does nothing.')
    expect(draft).not.toContain('will rise')
  })

  test('an answer that was an error is not called lost', async () => {
    const { rudder, rule, propose, confirm } = await startScene(engine)
    const proposal = await propose(narrow)
    Object.assign(rudder.faults, { cutBody: true, only: (method: string) => method === 'POST' })
    const { message } = await confirm(proposal)
    expect(rule('SSH hardening').enabled).toBe(false)
    expect(message.tone).toBe('unknown')
    expect(message.lead).toContain('the answer (200: “the answer was cut off”) does not tell')
  })

  test('a rule or node that nothing was reported for has no figure', async () => {
    const { rudder, rule, ask: typed } = await startScene(engine)
    for (const node of rudder.state.nodes) node.pending = true
    const node = await typed('rudder node web-101.paris1.acme.net')
    expect(node.message.facts).toMatchObject({ compliance: null })
    expect(node.message.title).not.toContain('0%')
    const asked = await typed('rudder compliance Redis cache')
    expect(asked.message.title).toMatch(/^“Redis cache”: no figure yet on \d+ nodes; \d+ are pending$/)
    expect(saidIn((await typed('rudder rule Redis cache')).message)).toContain('Compliance: no figure yet')
    rule('Redis cache').targets = []
    expect((await typed('rudder compliance Redis cache')).message.title).toBe(
      '“Redis cache”: no node is checked for it',
    )
  })

  test('nearly all is not 100%', async () => {
    const { rudder, rule, ask: typed } = await startScene(engine)
    const [directiveId = ''] = rule('Agent health').directives
    const directive = rudder.state.directives.find(({ id }) => id === directiveId)
    if (directive) directive.components = Array.from({ length: 60 }, (_, n) => `check ${n}`)
    for (const node of rudder.state.nodes) Object.assign(node, { silent: false, pending: false })
    const nodeIds = [rudder.state.nodes[0]?.id ?? '']
    rudder.state.findings = [
      { ruleId: rule('Agent health').id, directiveId, component: 'check 0', nodeIds, status: 'error', message: '' },
    ]
    expect((await typed('rudder compliance Agent health')).message.title).toContain('99.9% compliant')
  })
})
