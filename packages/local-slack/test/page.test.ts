import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { sources } from '../../../test/guard/source.ts'
import { runs } from '../../../test/runs.ts'
import { inline } from '../src/page/browser/text/inline.ts'
import { pieces } from '../src/page/browser/text/pieces.ts'
import { safeUrl } from '../src/page/browser/text/safe-url.ts'
import type { Token } from '../src/page/browser/text/tokens.ts'
import { dayOf, formatted } from '../src/page/browser/text/when.ts'
import { createPage } from '../src/page/serve.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const kinds = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token) => ('inside' in token ? [token.kind, ...kinds(token.inside)] : [token.kind]))

const kindsOf = (text: string): readonly string[] =>
  pieces(text).flatMap((piece) => (piece.kind === 'pre' ? ['pre'] : piece.lines.flatMap(kinds)))

describe('the mark-up of Slack', () => {
  const read: readonly (readonly [string, readonly Token[]])[] = [
    ['&lt;!channel&gt; &amp;lt;', [{ kind: 'text', text: '<!channel> &lt;' }]],
    ['<@U07ANA>', [{ kind: 'user', id: 'U07ANA' }]],
    ['<@U07ANA|ana>', [{ kind: 'user', id: 'U07ANA', label: 'ana' }]],
    ['<#C01OPS>', [{ kind: 'channel', id: 'C01OPS' }]],
    ['<!subteam^S0LINUX|@linux>', [{ kind: 'usergroup', id: 'S0LINUX', label: '@linux' }]],
    ['<!here>', [{ kind: 'broadcast', range: 'here' }]],
    ['<https://a.b/?c=1&amp;d=2|a &amp; b>', [{ kind: 'link', url: 'https://a.b/?c=1&d=2', text: 'a & b' }]],
    ['<https://a.b>', [{ kind: 'link', url: 'https://a.b', text: 'https://a.b' }]],
    ['<mailto:a@b.c>', [{ kind: 'link', url: 'mailto:a@b.c', text: 'a@b.c' }]],
    [
      '<!date^1763647327^{date} at {time}^https://a.b|then>',
      [{ kind: 'date', timestamp: 1763647327, format: '{date} at {time}', fallback: 'then', url: 'https://a.b' }],
    ],
    ['<javascript:alert(1)|x>', [{ kind: 'text', text: '<javascript:alert(1)|x>' }]],
    ['<!everyone|', [{ kind: 'text', text: '<!everyone|' }]],
    ['*b*', [{ kind: 'bold', inside: [{ kind: 'text', text: 'b' }] }]],
    ['*_b_*', [{ kind: 'bold', inside: [{ kind: 'italic', inside: [{ kind: 'text', text: 'b' }] }] }]],
    ['~s~', [{ kind: 'strike', inside: [{ kind: 'text', text: 's' }] }]],
    ['`a *b* &lt;`', [{ kind: 'code', text: 'a *b* <' }]],
    ['2*3*4 a_b_c * x *', [{ kind: 'text', text: '2*3*4 a_b_c * x *' }]],
    [
      ':wave: 12:30:45 :nothing_like_it:',
      [
        { kind: 'emoji', name: 'wave' },
        { kind: 'text', text: ' 12:30:45 :nothing_like_it:' },
      ],
    ],
    [
      '(https://a.b/c).',
      [
        { kind: 'text', text: '(' },
        { kind: 'link', url: 'https://a.b/c', text: 'https://a.b/c' },
        { kind: 'text', text: ').' },
      ],
    ],
  ]
  test.for(read)('%s', ([text, tokens]) => {
    expect(inline(text)).toEqual(tokens)
  })

  test('quotes and preformatted parts stand by themselves', () => {
    expect(pieces('a\n&gt; b\n&gt;c\n```d\n *e* &lt;```\nf')).toEqual([
      { kind: 'lines', lines: [[{ kind: 'text', text: 'a' }]] },
      { kind: 'quote', lines: [[{ kind: 'text', text: 'b' }], [{ kind: 'text', text: 'c' }]] },
      { kind: 'pre', text: 'd\n *e* <' },
      { kind: 'lines', lines: [[{ kind: 'text', text: 'f' }]] },
    ])
  })

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom('<!channel>', '<@U07ANA>', '<#C1>', '<https://evil|x>', '<!date^1^{date}|x>', '<!subteam^S1>'),
      fc.constantFrom('&lt;', '&amp;', '&', '<', '>', '|', '*', '_', '~', '`', '```', '\n', ' ', ':wave:', '\u202e'),
      fc.string(),
    ),
    { maxLength: 12 },
  )

  test('what was escaped is never a mention, a date or a group', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(kindsOf(escaped(parts.join('')))).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/user|channel|broadcast|date/)]),
        )
      }),
      { numRuns: runs(600, 3000) },
    )
  })

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(kindsOf(parts.join('')).length).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: runs(600, 3000) },
    )
  })
})

test('only addresses of the web are followed', () => {
  for (const url of ['javascript:alert(1)', ' JaVaScript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/a', ''])
    expect(safeUrl(url)).toBeUndefined()
  expect(safeUrl('https://a.b')).toBe('https://a.b/')
})

test('dates are written as they are asked for', () => {
  const noon = new Date(2025, 10, 20, 12, 0, 7).getTime()
  const at = noon / 1000
  expect(formatted('{date_num} {time}', at, noon)).toBe('2025-11-20 12:00')
  expect(formatted('{date_short_pretty} at {time_secs}', at, noon)).toBe('Today at 12:00:07')
  expect(formatted('{date_pretty}', at - 86_400, noon)).toBe('Yesterday')
  expect(formatted('{date}', at, noon)).toBe('20 November 2025')
  expect(formatted('{ago} {unknown}', at - 7200, noon)).toBe('2 hours ago {unknown}')
  expect(dayOf(noon - 3 * 86_400_000, noon)).toBe('Monday 17 November')
})

describe('what is served', () => {
  let page: Awaited<ReturnType<typeof createPage>>
  beforeAll(async () => {
    page = await createPage()
  })

  test('a page, its script, its look and its icon, and nothing else', () => {
    const types = ['/', '/page.js', '/page.css', '/icon.svg'].map((path) => page(path)?.headers['content-type'])
    expect(types).toEqual([
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
      'image/svg+xml; charset=utf-8',
    ])
    for (const path of ['/look.css', '/page.js.map', '/../serve.ts', '/constructor', ''])
      expect(page(path)).toBeUndefined()
  })

  test('it loads nothing from elsewhere, and text is never code', () => {
    const { headers, body = '' } = page('/') ?? {}
    expect(headers?.['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(headers?.['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
    expect(body).not.toMatch(/https?:|<style|style=|<script(?! type="module" src="\/page\.js"><)/)
    expect(page('/page.css')?.body).not.toMatch(/url\(|@import/)
    const ours = sources('packages/local-slack/src/page/browser')
    expect(ours.length).toBeGreaterThan(30)
    expect(ours.filter(({ text }) => /innerHTML|insertAdjacentHTML|document\.write|srcDoc/i.test(text))).toEqual([])
  })
})
