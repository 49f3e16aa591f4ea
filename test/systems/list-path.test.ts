import { describe, expect, test } from 'vitest'
import { pathSteps } from '../../src/systems/list-path.ts'

describe('a path', () => {
  test('leads to a list through keys and elements', () => {
    const rules = pathSteps({ nodes: 'data.rules[].nodes?', all: 'data.all' }).keys.get('data')?.keys.get('rules')
    expect(rules).toMatchObject({ path: 'data.rules', optional: false, reads: undefined })
    expect(rules?.each?.path).toBe('data.rules[]')
    expect(rules?.each?.keys.get('nodes')).toMatchObject({
      path: 'data.rules[].nodes',
      optional: true,
      reads: { name: 'nodes' },
    })
  })

  test.for(['.', '.a', 'a.', 'a..b', 'a[', 'a]', 'a[0]', 'a[]b', '[]a', '?', 'a??', '.[]', 'a.[]', '$.a.'])(
    'is not spelled %s',
    (path) => expect(() => pathSteps(path)).toThrow(TypeError),
  )

  test.for<Readonly<Record<string, string>>>([
    { a: 'x', b: 'x' },
    { a: 'x', b: 'x.y' },
    { a: 'x', b: 'x[].y' },
    { a: 'x[].y', b: 'x.y' },
    { a: '', b: 'x' },
    {},
  ])('is not at odds with another one: %j', (paths) => expect(() => pathSteps(paths)).toThrow(TypeError))
})
