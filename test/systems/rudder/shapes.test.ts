import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { RuleCompliance } from '../../../src/systems/rudder/shapes/compliance.ts'
import { Directive, DirectivePatch } from '../../../src/systems/rudder/shapes/directive.ts'
import { Group } from '../../../src/systems/rudder/shapes/group.ts'
import { AgentOutput } from '../../../src/systems/rudder/shapes/node.ts'
import { Parameters } from '../../../src/systems/rudder/shapes/parameters.ts'
import { ChangeRequest } from '../../../src/systems/rudder/shapes/request.ts'
import { Rule } from '../../../src/systems/rudder/shapes/rule.ts'
import { SystemInfo } from '../../../src/systems/rudder/shapes/server.ts'
import { Technique } from '../../../src/systems/rudder/shapes/technique.ts'

const variable = (name: string, value: string) => ({ var: { name, value } })
const section = (name: string, vars: unknown[], sections: unknown[] = []) => ({ section: { name, vars, sections } })
const given = section(
  'sections',
  [],
  [
    section(
      'User',
      [variable('LOGIN', 'root'), variable('PASSWORD', 'hunter2')],
      [section('Keys', [variable('KEY', 'a')])],
    ),
    section('User', [variable('LOGIN', 'admin'), variable('PASSWORD', 'hunter3')]),
  ],
)
const raw = { id: 'd', displayName: 'D', techniqueName: 't', techniqueVersion: '1.0', enabled: true, parameters: given }

describe('the parameters of a directive', () => {
  const { parameters } = Directive.parse(raw)

  test('are printed nowhere', () => {
    const directive = Directive.parse(raw)
    const shown = [
      JSON.stringify(directive),
      inspect(directive, { depth: 20, showHidden: true, getters: true }),
      `${parameters}`,
      String(parameters),
      JSON.stringify({ ...parameters }),
      JSON.stringify(Object.entries(parameters)),
      inspect(structuredClone({ ...directive, parameters: { ...parameters } })),
    ]
    for (const text of shown) expect(text).not.toMatch(/hunter|LOGIN/)
    expect(JSON.stringify(directive)).toContain('"parameters":"[parameters]"')
  })

  test('are named, each once and with its section', () => {
    expect(parameters.names()).toEqual(['User: LOGIN', 'User: PASSWORD', 'Keys: KEY'])
    for (const odd of [undefined, null, 'text', [], { section: { vars: 'x', sections: [{}, { section: {} }] } }])
      expect(new Parameters(odd).names()).toEqual([])
  })

  test('are compared and hashed whatever the order of their keys', () => {
    const other = new Parameters({ section: { sections: given.section.sections, vars: [], name: 'sections' } })
    expect(parameters.equals(other)).toBe(true)
    expect(parameters.hashed((text) => text)).toBe(other.hashed((text) => text))
    expect(parameters.equals(new Parameters({}))).toBe(false)
  })

  test('are in nothing that is sent', () => {
    expect(DirectivePatch.safeParse({ parameters: given }).success).toBe(false)
    for (const { shape } of [rudder.operations.createDirective, rudder.operations.checkDirective])
      expect(shape.body.safeParse({ displayName: 'Copy', parameters: given }).success).toBe(false)
  })
})

test('a change request shows neither the parameters of a directive nor the value of a property', () => {
  const change = { id: 'd', displayName: { from: 'D', to: 'E' }, parameters: { from: given, to: given } }
  const parsed = ChangeRequest.parse({
    id: 42,
    displayName: 'C',
    status: 'Pending validation',
    'created by': 'bot',
    acceptable: true,
    changes: {
      directives: [{ action: 'modify', change }],
      parameters: [{ action: 'modify', change: { name: 'p', value: { from: 'hunter2', to: 'hunter3' } } }],
    },
  })
  expect(parsed).toMatchObject({ id: '42', createdBy: 'bot', acceptable: true })
  const read = { action: 'modify', unread: [] }
  expect(parsed.changes.objects).toEqual([
    {
      ...read,
      kind: 'directives',
      id: 'd',
      secrets: ['parameters'],
      parts: { id: 'd', displayName: { from: 'D', to: 'E' } },
    },
    { ...read, kind: 'parameters', id: 'p', secrets: ['value'], parts: { name: 'p' } },
  ])
  expect(JSON.stringify(parsed)).not.toMatch(/hunter/)
})

test('a technique is read without what it hands to its methods', () => {
  const call = { component: 'Root', method: 'user', condition: 'any', parameters: [{ name: 'p', value: 'hunter2' }] }
  const block = { component: 'Block', condition: '', calls: [call] }
  const parsed = Technique.parse({ id: 't', name: 'T', version: '1.0', source: 'editor', calls: [block, call] })
  expect(parsed.calls?.[0]?.calls?.[0]).toEqual({ component: 'Root', method: 'user', condition: 'any' })
  expect(JSON.stringify(parsed)).not.toMatch(/hunter/)
})

describe('facts of Rudder that everything rests on', () => {
  const details = { successAlreadyOK: 33.33, error: 66.67 }
  const part = { id: 'x', name: 'X', compliance: 33.33, complianceDetails: details }

  test('a rule is read with its targets in all three forms, tags one key an item, and a status that is not `enabled`', () => {
    const targets = [
      'special:all',
      { and: ['group:a', { or: ['group:b'] }] },
      { include: { or: ['group:a'] }, exclude: { or: ['policyServer:root'] } },
    ]
    const status = { value: 'Partially applied', details: "Directive 'X' disabled" }
    const rule = { id: 'r', displayName: 'R', enabled: true, targets, tags: [{ a: 'b' }, { c: 'd' }], status }
    expect(Rule.parse({ ...rule, changeRequestId: 42, colour: 'red' })).toEqual({
      ...rule,
      directives: [],
      system: false,
      changeRequestId: '42',
    })
    // What is answered where an unknown rule is deleted.
    expect(Rule.parse({ id: 'x', displayName: '', enabled: false }).displayName).toBe('')
  })

  test('an overridden directive is told apart, blocks nest, and what is below the level is absent', () => {
    const component = { name: 'c', compliance: 0, complianceDetails: { error: 100 } }
    const value = { value: 'v', reports: [{ status: 'error', message: 'no' }] }
    const block = { ...component, components: [{ ...component, nodes: [{ ...part, values: [value] }] }] }
    const skippedDetails = { overridingRuleId: 'r5', overridingRuleName: 'R5' }
    const skipped = { id: 'd', name: 'D', compliance: 0, policyMode: 'skipped', complianceDetails: {}, skippedDetails }
    const rule = { ...part, mode: 'full-compliance', directives: [skipped, { ...part, components: [block] }] }
    expect(RuleCompliance.parse(rule)).toEqual(rule)
    expect(RuleCompliance.parse(part)).toEqual(part)
    expect(RuleCompliance.parse({ ...part, complianceDetails: undefined }).complianceDetails).toEqual({})
  })

  test('where there is no rule, the global figure is -1 and has no details', () => {
    const { output } = rudder.operations.globalCompliance.shape
    expect(output.parse({ globalCompliance: { compliance: -1 } })).toEqual({ compliance: -1 })
  })

  test('what has no answer of its own has the one that it needs', () => {
    const methods = { b: { id: 'b', name: 'B' }, a: { id: 'a', name: 'A' } }
    expect(rudder.operations.methods.shape.output.parse({ methods }).map(({ id }) => id)).toEqual(['b', 'a'])
    expect(rudder.operations.infoEndpoint.shape.output.parse({ error: 'No endpoint' })).toMatchObject({ endpoints: [] })
    expect(Group.parse({ id: 'g', displayName: 'G' })).toMatchObject({ nodeIds: [], enabled: true })
  })
})

test('the server is the same thing before API 21 and since', () => {
  const old = { rudder: { 'major-version': '8.0', 'full-version': '8.0.10', 'build-time': '2024-07-01T00:00:00Z' } }
  const fresh = {
    rudder: { version: '9.1.4', buildTime: '2026-08-01T00:00:00Z', instanceId: 'i', relays: [] },
    system: { os: { name: 'Debian 12', version: '12' }, jvm: { version: '21', cmd: 'java -Dpassword=hunter2' } },
    nodes: { total: 3 },
    plugins: [{ id: 'p', name: 'change validation', version: '9.1.4-2.4', abiVersion: '9.1.4' }],
  }
  expect(SystemInfo.parse(old)).toMatchObject({ version: '8.0.10', built: '2024-07-01T00:00:00Z' })
  expect(SystemInfo.parse(fresh)).toMatchObject({ version: '9.1.4', os: 'Debian 12', nodes: { total: 3 } })
  expect(JSON.stringify(SystemInfo.parse(fresh))).not.toMatch(/hunter/)
})

test('what an agent printed loses its filling and colours, and of too much the middle', () => {
  const printed = (text: string) => AgentOutput.parse({ text, ended: true }).text
  expect(printed('\u001b[32mfine\u001b[0m\n\0\0\0done\0')).toBe('fine\ndone')
  const long = printed(`begin${'x'.repeat(100_000)}end`)
  expect(long).toHaveLength(20_000)
  expect([long.startsWith('beginx'), long.endsWith('xend'), long.includes('x\n…\nx')]).toEqual([true, true, true])
})

test('the compliance of a group is found under both names that its container has had', () => {
  const { output } = rudder.operations.groupCompliance.shape
  const group = { id: 'g', name: 'G', compliance: 50, complianceDetails: { error: 50, successAlreadyOK: 50 } }
  expect(output.parse({ nodeGroups: [group] })).toEqual(output.parse({ groupCompliance: [group] }))
})
