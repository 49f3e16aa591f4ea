import { describe, expect, test } from 'vitest'
import { matching } from '../../../src/systems/rudder/nodes/host-pattern.ts'

const fits = (pattern: string, name: string) => matching(pattern)?.fits(name)
const names = ['web-1.paris1.acme.net', 'web-12.lyon2.acme.net', 'web-.acme.net', 'aaa', 'aa', 'a', 'abcab', 'xaaa', '']
const patterns = [
  'web-*.paris1.acme.net',
  'web-?.*',
  '*a',
  'a*',
  'a*a',
  'a?a',
  '?a*',
  '*ab',
  'ab*ab',
  '*a*a*',
  '**a',
  'A*',
]

describe('a pattern of host names', () => {
  test.each(patterns)('%s fits what its expression fits', (pattern) => {
    const found = names.filter((name) => fits(pattern, name))
    const value = matching(pattern)?.value
    expect(found).toEqual(names.filter((name) => new RegExp(`^${value}$`).test(name)))
  })

  test('a dot is a dot, and the whole name counts', () => {
    expect(fits('web.1', 'web-1')).toBe(false)
    expect(fits('web-1', 'web-12')).toBe(false)
    expect(fits('web-1', 'my-web-1')).toBe(false)
  })

  test('what is in no host name is no pattern', () => {
    for (const text of ['web-(a+)+$', '*', '?', 'a b', '']) expect(matching(text)).toBeUndefined()
  })

  // An expression that goes back and tries again would be at this for hours.
  test('however many stars, and however alike the letters, it comes to an end', () => {
    expect(fits(`${'*a'.repeat(90)}b`, 'a'.repeat(253))).toBe(false)
    expect(fits(`${'*a'.repeat(90)}`, 'a'.repeat(253))).toBe(true)
  })
})
