import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/runs.ts'
import { written } from '../src/escape.ts'
import { createWorkspace } from '../src/workspace.ts'

const workspace = createWorkspace({ commands: [], scopes: [] })
const parts = [
  '<',
  '>',
  '&',
  '<!channel>',
  '<@U07ANA>',
  '@marc',
  '#ops',
  'https://x.net/a',
  'a.com',
  ' ',
  '|',
  'é',
  '/',
]
const typed = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'grapheme' }))).map((all) => all.join(''))
const known = /<(?:[@#][A-Z0-9]+(?:\|[\w-]*)?|https?:\/\/[^<>|]*(?:\|[^<>|]*)?|mailto:[^<>|]*\|[^<>|]*)>/g

test('whatever is typed, only people, channels and links that are there come out as such', () => {
  fc.assert(
    fc.property(typed, fc.boolean(), (text, names) => {
      expect(written(workspace, text, { names }).replace(known, '')).not.toMatch(/[<>]/)
    }),
    { numRuns: runs(400, 2_000) },
  )
})

test('and it reads as it was typed', () => {
  const label = (found: string) => /\|(.*)>$/.exec(found)?.[1] ?? found.slice(1, -1)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[@#]|&(?:amp|lt|gt);/.test(text))
      const shown = written(workspace, text, { names: true }).replace(known, label)
      expect(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(text)
    }),
    { numRuns: runs(400, 2_000) },
  )
})
