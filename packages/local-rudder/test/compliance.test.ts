import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compliance, details, globalCompliance } from '../src/arithmetic.ts'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { statuses } from '../src/state.ts'
import { get, post, ruleNamed } from './ask-rudder.ts'

type Entry = {
  id: string
  name: string
  compliance: number
  complianceDetails: Record<string, number>
  [key: string]: unknown
}

const start = Date.parse('2025-11-20T14:02:07Z')
let clock = start
let rudder: LocalRudder
beforeAll(async () => {
  rudder = await startRudder({ now: () => clock })
})
afterAll(() => rudder.close())

const entries = async (path: string, key: 'rules' | 'nodes'): Promise<Entry[]> =>
  (await get(rudder, `latest/compliance/${path}`)).json.data[key]
const sum = (entry: Entry) => Object.values(entry.complianceDetails).reduce((left, right) => left + right, 0)
const having = (all: Entry[], status: string) => all.filter((one) => (one.complianceDetails[status] ?? 0) > 0)

describe('arithmetic', () => {
  const tallies = fc.dictionary(fc.constantFrom(...statuses), fc.integer({ min: 1, max: 100_000 }), { minKeys: 1 })

  test('parts sum to exactly 100 in units of the precision, and none vanishes', () => {
    fc.assert(
      fc.property(tallies, fc.integer({ min: 0, max: 5 }), (tally, precision) => {
        const parts = details(tally, precision)
        expect(Object.keys(parts).toSorted()).toEqual(Object.keys(tally).toSorted())
        const units = Object.values(parts).map((one) => Math.round(one * 10 ** precision))
        expect(units.reduce((left, right) => left + right, 0)).toBe(100 * 10 ** precision)
        expect(Math.min(...units)).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  test('the figure leaves pending out and stays within 0 and 100', () => {
    fc.assert(
      fc.property(tallies, (tally) => {
        const { applying: _, ...rest } = tally
        expect(compliance(tally)).toBe(compliance(rest))
        expect(compliance(tally)).toBeGreaterThanOrEqual(0)
        expect(compliance(tally)).toBeLessThanOrEqual(100)
      }),
    )
  })

  test('as in the replies of the real server', () => {
    const third = { successAlreadyOK: 1, successRepaired: 1, error: 1 }
    expect(details(third)).toEqual({ successAlreadyOK: 33.33, successRepaired: 33.33, error: 33.34 })
    expect(compliance(third)).toBe(66.66)
    expect(details({ successAlreadyOK: 3, error: 2, successRepaired: 1 })).toEqual({
      successAlreadyOK: 50.01,
      successRepaired: 16.66,
      error: 33.33,
    })
    expect(compliance({ successAlreadyOK: 3, error: 2, successRepaired: 1 })).toBe(66.67)
    expect(details({})).toEqual({})
    expect(globalCompliance({}, 2, false)).toEqual({ compliance: -1 })
    expect(globalCompliance({}, 2, true)).toEqual({ compliance: 0, complianceDetails: {} })
    expect(globalCompliance({ applying: 3 }, 2, true)).toEqual({ compliance: 0, complianceDetails: { applying: 100 } })
  })
})

describe('levels', () => {
  const below = (entry: Entry | undefined, ...path: string[]): Entry | undefined =>
    path.reduce<Entry | undefined>((at, key) => (at?.[key] as Entry[] | undefined)?.[0], entry)

  test('of a rule: directives and a mirror by node, one step deeper each', async () => {
    const { id } = ruleNamed(rudder, 'SSH hardening')
    const at = async (level: string) => (await entries(`rules/${id}${level}`, 'rules'))[0]
    for (const level of ['?level=1', '?level=0']) {
      const one = await at(level)
      expect(one).not.toHaveProperty('directives')
      expect(one).not.toHaveProperty('nodes')
      expect(one).toMatchObject({ id, name: 'SSH hardening', mode: 'full-compliance', policyMode: 'enforce' })
    }
    const two = await at('?level=2')
    expect(below(two, 'directives')).not.toHaveProperty('components')
    // As on the server, the mirror is made of components, which are not computed for this.
    expect(two?.nodes).toEqual([])
    const three = await at('?level=3')
    expect(below(three, 'directives', 'components')).not.toHaveProperty('nodes')
    expect(below(three, 'nodes', 'directives')).not.toHaveProperty('components')
    const four = await at('?level=4')
    expect(below(four, 'directives', 'components', 'nodes')).not.toHaveProperty('values')
    expect(below(four, 'nodes', 'directives', 'components')).not.toHaveProperty('values')
    const all = await at('')
    expect(below(all, 'directives', 'components', 'nodes', 'values')).toMatchObject({ value: 'None' })
    expect(below(all, 'nodes', 'directives', 'components', 'values')).toHaveProperty('reports')
    expect(await at('?level=5')).toEqual(all)
  })

  test('of a node: rules, directives, components, values', async () => {
    const node = rudder.state.nodes[0]?.id
    const at = async (level: number) => (await entries(`nodes/${node}?level=${level}`, 'nodes'))[0]
    expect(await at(1)).not.toHaveProperty('rules')
    expect(below(await at(2), 'rules')).not.toHaveProperty('directives')
    expect(below(await at(3), 'rules', 'directives')).not.toHaveProperty('components')
    expect(below(await at(4), 'rules', 'directives', 'components')).not.toHaveProperty('values')
    expect(below(await at(5), 'rules', 'directives', 'components', 'values')).toHaveProperty('reports')
  })

  test('a skipped directive counts nowhere', async () => {
    const { id } = ruleNamed(rudder, 'Legacy SSH baseline')
    const [rule] = await entries(`rules/${id}?level=3`, 'rules')
    const directives = rule?.directives as Entry[]
    expect(directives.find((one) => one.name === 'SSH settings (legacy)')).toMatchObject({
      policyMode: 'skipped',
      compliance: 0,
      complianceDetails: {},
      skippedDetails: { overridingRuleName: 'SSH hardening' },
      components: [],
    })
    expect(rule?.compliance).toBe(100)
  })
})

describe('it adds up', () => {
  test('every entry at every level sums to 100, or to nothing', async () => {
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) for (const one of value) walk(one)
      else if (typeof value === 'object' && value !== null) {
        if ('complianceDetails' in value) {
          const total = sum(value as Entry)
          expect(Object.keys((value as Entry).complianceDetails).length === 0 || Math.abs(total - 100) < 1e-6).toBe(
            true,
          )
        }
        for (const one of Object.values(value)) walk(one)
      }
    }
    walk(await entries('rules?level=3', 'rules'))
    walk(await entries('nodes?level=3', 'nodes'))
  })

  test('the nodes of all rules are the nodes, with the same states', async () => {
    const nodes = await entries('nodes?level=1', 'nodes')
    const rules = await entries('rules?level=3', 'rules')
    const seen = new Map<string, Set<string>>()
    for (const rule of rules)
      for (const node of (rule.nodes ?? []) as Entry[]) {
        const states = seen.get(node.id) ?? new Set()
        for (const status of Object.keys(node.complianceDetails)) states.add(status)
        seen.set(node.id, states)
      }
    expect(seen.size).toBe(nodes.length)
    for (const node of nodes)
      expect(Object.keys(node.complianceDetails).toSorted()).toEqual([...(seen.get(node.id) ?? [])].toSorted())
  })

  test('the story of the seeded data', async () => {
    const nodes = await entries('nodes?level=1', 'nodes')
    expect(nodes).toHaveLength(401)
    const silent = having(nodes, 'noReport')
    expect(silent).toHaveLength(46)
    expect(silent.filter((one) => one.name.endsWith('.lyon2.acme.net'))).toHaveLength(41)
    expect(having(nodes, 'error')).toHaveLength(31)
    expect(having(nodes, 'auditNonCompliant')).toHaveLength(96)
    expect(having(nodes, 'applying')).toHaveLength(12)
    const failing = async (name: string, status: string) => {
      const [rule] = await entries(`rules/${ruleNamed(rudder, name).id}?level=3`, 'rules')
      const all = rule?.nodes as Entry[]
      return [having(all, status).length, all.length]
    }
    expect(await failing('SSH hardening', 'error')).toEqual([19, 41])
    expect(await failing('NTP client', 'error')).toEqual([12, 400])
    expect(await failing('CIS level 1', 'auditNonCompliant')).toEqual([96, 160])
    expect((await get(rudder, 'latest/compliance')).json.data.globalCompliance.compliance).toBe(95)
  })

  test('17 of the 19 fail in one component, with one message', async () => {
    const [rule] = await entries(`rules/${ruleNamed(rudder, 'SSH hardening').id}`, 'rules')
    const text = JSON.stringify(rule?.directives)
    expect(text.match(/Unit sshd.service failed to restart/g)).toHaveLength(17)
  })

  test('rules without reports are listed as silent on all their nodes, or empty', async () => {
    const rules = await entries('rules?level=3', 'rules')
    const named = (name: string) => rules.find((one) => one.name === name)
    expect(rules).toHaveLength(rudder.state.rules.length)
    expect(named('Fail2ban')).toMatchObject({ complianceDetails: { noReport: 100 }, directives: [], nodes: [] })
    expect(named('Reboot because kernel')).toMatchObject({ compliance: 0, complianceDetails: {} })
    expect(named('Patch level')?.policyMode).toBe('mixed')
  })

  test('the status of rules says why they are not applied', async () => {
    const { rules } = (await get(rudder, 'latest/rules')).json.data
    const status = (name: string) => rules.find((one: { displayName: string }) => one.displayName === name).status
    expect(status('Monitoring agent')).toEqual({
      value: 'Partially applied',
      details: "Directive 'Legacy collector' disabled",
    })
    expect(status('Fail2ban')).toEqual({ value: 'Disabled', details: 'This rule is disabled. ' })
    expect(status('Reboot because kernel')).toEqual({ value: 'Not applied', details: 'Rule unapplied' })
    // It has no directives; the server says so only of rules that are not applied for another reason.
    expect(status('Draft')).toEqual({ value: 'In application' })
    expect(status('Old collectors')).toEqual({ value: 'Not applied', details: 'Group disabled' })
    expect(status('Future rollout')).toEqual({ value: 'Not applied', details: 'Empty groups' })
    expect(status('SSH hardening')).toEqual({ value: 'In application' })
  })
})

test('switching a rule off raises the figure; on again it is pending until the agents have run', async () => {
  const { id } = ruleNamed(rudder, 'SSH hardening')
  const overall = async () => {
    const { complianceDetails } = (await get(rudder, 'latest/compliance?precision=5')).json.data.globalCompliance
    return complianceDetails.error as number
  }
  const own = async () => (await entries(`rules/${id}?level=1`, 'rules'))[0]
  const before = [await overall(), await own()] as const
  await post(rudder, `latest/rules/${id}`, { enabled: false })
  expect(await overall()).toBeLessThan(before[0])
  expect(await own()).toMatchObject({ complianceDetails: { noReport: 100 } })
  expect(having(await entries('nodes?level=1', 'nodes'), 'error')).toHaveLength(12)
  clock += 60_000
  await post(rudder, `latest/rules/${id}`, { enabled: true })
  expect(await own()).toMatchObject({ compliance: 0, complianceDetails: { applying: 100 } })
  clock += 4 * 60_000
  expect(await own()).toMatchObject({ complianceDetails: { applying: 100 } })
  clock += 60_000
  expect([await overall(), await own()]).toEqual(before)
})

test.for([
  [19, { compliance: -1 }],
  [20, { compliance: 0, complianceDetails: {} }],
] as const)('no rules on API %i: %j; reports switched off: all is disabled', async ([api, none]) => {
  const empty = await startRudder({ nodes: 20, api })
  empty.state.settings.reporting_mode = 'reports-disabled'
  const overall = async () => (await get(empty, 'latest/compliance')).json.data.globalCompliance
  expect(await overall()).toEqual({ compliance: 0, complianceDetails: { reportsDisabled: 100 } })
  empty.state.rules.length = 0
  expect(await overall()).toEqual(none)
  empty.state.nodes.length = 0
  expect(await overall()).toEqual({ compliance: -1 })
  await empty.close()
})
