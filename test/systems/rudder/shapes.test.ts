import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { Directive, DirectivePatch } from '../../../src/systems/rudder/shapes/directive.ts'
import { AgentOutput } from '../../../src/systems/rudder/shapes/node.ts'
import { Parameters } from '../../../src/systems/rudder/shapes/parameters.ts'
import { ChangeRequest } from '../../../src/systems/rudder/shapes/request.ts'
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
    ...{ id: 42, displayName: 'C', status: 'Pending validation', 'created by': 'bot', acceptable: true },
    changes: {
      directives: [{ action: 'modify', change }],
      parameters: [{ action: 'modify', change: { name: 'p', value: { from: 'hunter2', to: 'hunter3' } } }],
    },
  })
  expect(parsed).toMatchObject({ id: '42', createdBy: 'bot', acceptable: true })
  expect(parsed.changes?.directives).toEqual([
    { action: 'modify', id: 'd', change: { displayName: { from: 'D', to: 'E' } } },
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
  expect(AgentOutput.parse('\u001b[32mfine\u001b[0m\n\0\0\0done\0')).toBe('fine\ndone')
  const long = AgentOutput.parse(`begin${'x'.repeat(100_000)}end`)
  expect(long).toHaveLength(20_000)
  expect([long.startsWith('beginx'), long.endsWith('xend'), long.includes('x\n…\nx')]).toEqual([true, true, true])
})

test('the compliance of a group is found under both names that its container has had', () => {
  const { output } = rudder.operations.groupCompliance.shape
  const group = { id: 'g', name: 'G', compliance: 50, complianceDetails: { error: 50, successAlreadyOK: 50 } }
  expect(output.parse({ nodeGroups: [group] })).toEqual(output.parse({ groupCompliance: [group] }))
})
