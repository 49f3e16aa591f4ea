import { describe, expect, test } from 'vitest'
import { unreportedNote } from '../../../src/systems/rudder/index.ts'
import { linesOf, modify, requestOf, shown, unreadable } from './changed.ts'

describe('what a modification changes', () => {
  test('enabled, targets and mode first, whatever the order in which they are reported', async () => {
    const rule = {
      longDescription: { from: '', to: 'Long' },
      displayName: { from: 'X', to: 'Y' },
      tags: [],
      directives: { from: ['d1', 'd2'], to: ['d2', 'd3'] },
      system: false,
      categoryId: 'rootRuleCategory',
      targets: { from: ['group:a'], to: ['group:b'] },
      enabled: { from: true, to: false },
    }
    expect(await linesOf('rules', rule)).toEqual({
      isReadable: true,
      lines: [
        'Enabled: yes → no',
        'Applies to: + group DMZ',
        'Applies to: − group Linux',
        'Directives: + Directive d3',
        'Directives: − Directive d1',
        'Name: “X” → “Y”',
        'Long description: none → “Long”',
      ],
    })
    const directive = {
      parameters: { from: { section: {} }, to: { section: {} } },
      priority: { from: 5, to: 1 },
      techniqueName: 't',
      techniqueVersion: { from: '1.0', to: '2.0' },
      policyMode: { to: 'enforce' },
      enabled: { from: false, to: true },
    }
    expect((await linesOf('directives', directive)).lines).toEqual([
      'Enabled: no → yes',
      'Mode: default → enforce',
      'Technique version: 1.0 → 2.0',
      'Priority: 5 → 1',
      'Parameters: changed, not shown',
    ])
  })

  test('a missing side is none, or the default', async () => {
    const query = {
      select: 'node',
      composition: 'and',
      where: [{ objectType: 'node', attribute: 'osName', comparator: 'exists' }],
    }
    expect((await linesOf('groups', { query: { to: query } })).lines).toEqual([
      'Query: no query → nodes whose osName exists',
    ])
    expect((await linesOf('groups', { query: { from: query } })).lines).toEqual([
      'Query: nodes whose osName exists → no query',
    ])
    expect((await linesOf('directives', { policyMode: { from: 'audit' } })).lines).toEqual(['Mode: audit → default'])
    expect((await linesOf('rules', { directives: { to: ['d1'] } })).lines).toEqual(['Directives: + Directive d1'])
    expect((await linesOf('groups', { nodeIds: { from: ['n1'] } })).lines).toEqual(['Nodes: − n1.acme.net'])
  })

  test.each([
    [
      'a composition, as JSON',
      [JSON.stringify({ include: { or: ['special:all'] }, exclude: { or: ['group:b'] } })],
      ['+ all nodes', '+ except group DMZ'],
    ],
    [
      'JSON in JSON',
      [JSON.stringify({ or: [JSON.stringify({ and: ['group:a', 'group:b'] })] })],
      ['+ group Linux and group DMZ'],
    ],
    [
      'nested ones',
      [{ or: ['policyServer:root', { and: ['group:a', { or: ['group:b', 'special:all'] }] }] }],
      ['+ the policy server', '+ group Linux and (group DMZ or all nodes)'],
    ],
    [
      'several, each with its own exclusions',
      ['group:b', { include: { or: ['special:all'] }, exclude: { or: ['group:a'] } }],
      ['+ group DMZ', '+ (all nodes) except (group Linux)'],
    ],
    ['a group that is not there', ['group:gone'], ['+ unknown group gone']],
    ['two groups of one name', ['group:c1', 'group:c2'], ['+ group Twin (c1)', '+ group Twin (c2)']],
  ])('targets by name: %s', async (_, to, words) => {
    const { lines, isReadable } = await linesOf('rules', { targets: { from: [], to } })
    expect(lines).toEqual(words.map((one, at) => (at === 0 ? `Applies to: ${one}` : one)))
    expect(isReadable).toBe(true)
  })

  test('the nodes of a rule change though its groups stay: an exclusion, and what is all of two', async () => {
    const composed = (include: object, exclude: string[]) => [JSON.stringify({ include, exclude: { or: exclude } })]
    const targets = {
      from: composed({ or: ['group:a', 'group:b'] }, []),
      to: composed({ and: ['group:a', 'group:b'] }, []),
    }
    expect((await linesOf('rules', { targets })).lines).toEqual([
      'Applies to: + group Linux and group DMZ',
      'Applies to: − group Linux',
      '− group DMZ',
    ])
    const without = { from: composed({ or: ['group:a'] }, ['group:b']), to: composed({ or: ['group:a'] }, []) }
    expect((await linesOf('rules', { targets: without })).lines).toEqual(['Applies to: − except group DMZ'])
  })

  test('secret parts by name, never their values', async () => {
    const property = (value: string) => [{ name: 'p', value }]
    expect(
      (await linesOf('groups', { properties: { from: property('s3cret-1'), to: property('s3cret-2') } })).lines,
    ).toEqual(['Properties: changed, not shown'])
    const value = { name: 'P', description: { from: '', to: 'Why' }, value: { from: 's3cret-1', to: 's3cret-2' } }
    const { lists } = await shown(modify('parameters', value))
    expect(lists).toEqual([['Global property “P”: changed', 'Description: none → “Why”', 'Value: changed, not shown']])
  })

  test('a query whose secret value changes is said to change', async () => {
    const query = (value: string) => ({
      where: [
        { objectType: 'serializedNodeProperty', attribute: 'name.value', comparator: 'eq', value: `pw=${value}` },
      ],
    })
    expect(await linesOf('groups', { query: { from: query('s3cret-1'), to: query('s3cret-2') } })).toEqual({
      lines: ['Query: changed, not shown'],
      isReadable: true,
    })
  })

  test('a query as text: the conditions as they are, or nothing of them', async () => {
    const text = (conditions: string) => `{ returnType:'node' (identity) with 'And' criteria [${conditions}] }`
    const query = { from: text('node.osName eq Debian'), to: text('node.osName eq SuSE ; node.ram gt 1 MB') }
    expect((await linesOf('groups', { query })).lines).toEqual([
      'Query: “nodes with all of: node.osName eq Debian” → “nodes with all of: node.osName eq SuSE ; node.ram gt 1 MB”',
    ])
    const odd = { from: 'something', to: text('environmentVariable.name.value eq pw=s3cret') }
    expect((await linesOf('groups', { query: odd })).lines).toEqual(['Query: “something” → not shown'])
  })

  test('many elements share lines, except one that could pass for two', async () => {
    const to = Array.from({ length: 12 }, (_, at) => (at === 5 ? ['with', ' comma'].join(',') : `d${at}`))
    expect((await linesOf('rules', { directives: { from: [], to } })).lines).toEqual([
      'Directives: + unknown directive d0, + Directive d1, + Directive d2, + Directive d3, + unknown directive d4',
      '+ unknown directive with, comma',
      '+ unknown directive d6, + unknown directive d7, + unknown directive d8, + unknown directive d9, + unknown directive d10, + unknown directive d11',
    ])
  })

  test('a text cannot end the quotes that it stands in', async () => {
    const displayName = { from: 'A', to: 'B” → “A' }
    expect((await linesOf('rules', { displayName })).lines).toEqual(["Name: “A” → “B' → 'A”"])
    const same = { from: '"x"', to: '“x”' }
    expect((await linesOf('rules', { displayName: same })).lines).toEqual([
      "Name: “'x'”, changed in quotation marks only",
    ])
  })

  test('a long text, in pieces that are shown whole', async () => {
    const after = `${'a'.repeat(200)}\nSecond line\n\nEnd`
    expect((await linesOf('rules', { longDescription: { from: 'Before', to: after } })).lines).toEqual([
      'Long description, before: “Before”',
      `Long description, after: ${'a'.repeat(150)}`,
      `… ${'a'.repeat(50)}`,
      '… Second line',
      '… End',
    ])
  })

  test('categories and unknown ids', async () => {
    const { lines } = await linesOf('groups', {
      category: { from: 'GroupRoot', to: 'gc' },
      nodeIds: { from: [], to: ['n9'] },
    })
    expect(lines).toEqual(['Nodes: + unknown node n9', 'Category: “Root of groups” → “Sites”'])
    const rule = { categoryId: { from: 'rootRuleCategory', to: 'gone' }, directives: { from: [], to: ['d9'] } }
    expect((await linesOf('rules', rule)).lines).toEqual([
      'Directives: + unknown directive d9',
      'Category: “Rules” → “unknown category gone”',
    ])
  })

  test.each([
    ['a part that is not known', 'rules', { security: { from: {}, to: {} } }, 'security'],
    ['a part that is not known, in one more form', 'rules', { security: { tenants: ['a'] } }, 'security'],
    ['a known part in another form', 'rules', { enabled: { old: true, new: false } }, 'Enabled'],
    ['a known part of another type', 'rules', { enabled: { from: true, to: 'no' } }, 'Enabled'],
    ['targets in another form', 'rules', { targets: { from: [], to: ['{"xor":[]}'] } }, 'Applies to'],
    ['targets with more in them', 'rules', { targets: { from: [], to: [{ or: [], and: ['group:a'] }] } }, 'Applies to'],
    ['parameters in another form', 'directives', { policyMode: null, parameters: { before: 1 } }, 'Parameters'],
    ['a query in another form', 'groups', { query: { from: 'x', to: 7 } }, 'Query'],
  ])('%s hides nothing: it is named, and cannot be accepted', async (_, kind, change, label) => {
    expect(await linesOf(kind, change)).toEqual({ lines: [`${label}: ${unreadable}`], isReadable: false })
  })

  test('what Rudder does not report is said', async () => {
    expect(await linesOf('rules', {})).toEqual({ lines: ["Rudder doesn't report what it changes"], isReadable: false })
    expect((await linesOf('directives', { priority: { from: 5, to: 1 } })).lines?.[0]).toBe(
      "Mode: This Rudder version doesn't report the mode of a change; it may change too",
    )
    const note = (changes: unknown) => unreportedNote(requestOf(changes), []).join()
    expect(note(modify('rules', { id: 'r' }))).toContain('changes of tags or the category of a rule in')
    expect(note(modify('rules', { id: 'r', categoryId: 'x' }))).toContain('changes of tags in')
    expect(note(modify('groups', { id: 'g' }))).toBe('')
  })
})
