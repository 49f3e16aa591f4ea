import { describe, expect, test } from 'vitest'
import { aboutOf } from '../../../src/systems/rudder/index.ts'
import { modify, requestOf, shown, unreadable } from './changed.ts'

describe('objects', () => {
  test('that are created or deleted are shown with all their parts', async () => {
    const change = {
      type: 'RuleCreateChangeJson',
      id: 'r',
      displayName: 'New',
      categoryId: 'rootRuleCategory',
      status: {},
      shortDescription: '',
      longDescription: 'Why',
      directives: ['d1', 'new'],
      enabled: true,
      system: false,
      targets: [{ include: { or: ['group:a'] }, exclude: { or: [] } }],
      tags: [{ critical: 'yes' }],
    }
    const directive = {
      id: 'new',
      displayName: 'Fresh',
      parameters: { section: {} },
      enabled: true,
      policyMode: 'audit',
    }
    const { lists, isReadable } = await shown({
      rules: [{ action: 'create', change }],
      directives: [{ action: 'create', change: directive }],
      parameters: [{ action: 'delete', change: { id: 'p', value: 's3cret', description: '', provider: 'system' } }],
    })
    expect(isReadable).toBe(true)
    expect(lists).toEqual([
      [
        'Rule “New”: created',
        ...['Enabled: yes', 'Applies to: + group Linux', 'Directives: + Directive d1', '+ Fresh', 'Name: “New”'],
        ...[
          'Category: “Rules”',
          'Short description: none',
          'Long description: “Why”',
          'Tags: + critical=yes',
          'System: no',
        ],
      ],
      ['Directive “Fresh”: created', 'Enabled: yes', 'Mode: audit', 'Name: “Fresh”', 'Parameters: set, not shown'],
      ['Global property “p”: deleted', 'Description: none', 'Provider: system', 'Value: set, not shown'],
    ])
  })

  test('with a part that is not known cannot be accepted', async () => {
    const change = { id: 'r', displayName: 'New', enabled: true, security: { tenants: ['a'] } }
    const { lists, isReadable } = await shown({ rules: [{ action: 'create', change }] })
    expect(lists[0]).toContain(`security: ${unreadable}`)
    expect(isReadable).toBe(false)
  })

  test.each([
    ['nothing', undefined, ['Something: changed']],
    ['an empty report', { rules: [] }, ['Something: changed']],
    ['an error of the server', { rules: ['Error while serializing'] }, ['Unknown rule: changed']],
    ['an action that is not known', { rules: [{ action: 'x', change: { displayName: 'R' } }] }, ['Rule “R”: changed']],
    [
      'a kind that is not known',
      { ...modify('rules', { displayName: 'R', enabled: { from: true, to: false } }), techniques: [{}] },
      ['Rule “R”: changed', 'Something else: changed'],
    ],
  ])('of %s: said, and cannot be accepted', async (_, changes, titles) => {
    const { lists, isReadable } = await shown(changes)
    expect(isReadable).toBe(false)
    expect(lists.map(([title]) => title?.replace(" in a way I can't read", ''))).toEqual(titles)
    expect(lists.flat().join()).toContain(changes && 'techniques' in changes ? 'Something else' : unreadable)
  })
})

test('what a request is about: its title, and what it changes if it has none', () => {
  const changes = modify('rules', { id: 'r', displayName: 'SSH' })
  expect(aboutOf(requestOf(changes))).toBe('T')
  expect(aboutOf(requestOf(changes, { displayName: ' ' }))).toBe('rule “SSH”')
  expect(aboutOf(requestOf(undefined, { displayName: '' }))).toBe('no title')
})
