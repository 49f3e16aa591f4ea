import fc from 'fast-check'
import { checkBlocks, checkText, checkView } from 'local-slack/blocks'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/message/message.ts'
import type { Block } from '../../../src/slack/blocks/block.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { formView } from '../../../src/slack/forms/view.ts'
import { harm, hostileText, messageOf, objects, ownMarkUp, stringsIn } from '../../message/hostile.ts'
import { runs } from '../../runs.ts'
import { formOf } from '../forms/sample-form.ts'

const MARKUP = [
  ...['<!channel>', '<!here|x>', '<@U07ANA>', '<#C1|ops>', '<!subteam^S1>', '<!date^1^{date}^https://evil.example|x>'],
  ...['<https://evil.example|prod>', 'https://evil.example', 'evil.example', 'mailto:a@b.c', 'a@evil.example', '@here'],
  ...['@channel', '#general', ':smile:', ':thumbsup::skin-tone-2:', ':)', '*b*', '_i_', '~s~', '`c`', '```', '>q'],
  ...[
    '&lt;!here&gt;',
    '&amp;',
    '&',
    '<',
    '>',
    '|',
    '^',
    '"',
    '\\',
    '\\n',
    '\n> q',
    '\n• x',
    '**',
    '](https://x)',
    ' ',
    '',
  ],
]
const text = fc.oneof(
  hostileText,
  fc.array(fc.constantFrom(...MARKUP), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.constantFrom(...MARKUP),
)
const hostile: fc.Arbitrary<Message> = fc
  .tuple(
    messageOf(text),
    fc.record(
      {
        asked: fc.record({ by: text, line: text, user: fc.oneof(fc.constant('U07ANA'), text) }),
        actions: fc.array(
          fc.record({
            does: fc.constantFrom('confirm', 'remind', 'cancel', 'undo'),
            proposal: text,
            label: text,
            spoken: text,
            dialog: fc.record({ title: text, text }),
          }),
          { maxLength: 4 },
        ),
        expires: fc.nat(2_000_000_000_000),
        form: formOf(text),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([message, more]) => ({ ...message, ...more }))

const isOurs = ownMarkUp('https://rudder\\.acme\\.net')
const PIECES = ['text', 'user', 'date']

/** What in the blocks Slack would act upon, though nobody but us has said it. */
const acts = (blocks: readonly Block[], user: string | undefined): unknown[] =>
  objects(blocks).filter((one) => {
    if (one.type === 'mrkdwn') return !isOurs(String(one.text))
    if (one.type === 'plain_text') return one.emoji !== false
    if (one.type === 'user') return one.user_id !== 'U07ANA' || user !== 'U07ANA'
    if (one.type === 'date')
      return one.url !== undefined || !['{time}', '{date_num} {time}'].includes(String(one.format))
    if ('url' in one) return true
    if (one.type === 'rich_text_section')
      return objects(one.elements).some(({ type }) => type !== undefined && !PIECES.includes(String(type)))
    return false
  })

describe('whatever a message says', () => {
  test('it is a mention, a link or mark-up to nobody, hides nothing, and obeys every limit (thousands of strings)', () => {
    let strings = 0
    fc.assert(
      fc.property(hostile, fc.option(fc.constant('r_1'), { nil: undefined }), (message, run) => {
        strings += stringsIn(message).length
        const rendered = toBlocks(message, { id: 'p_1:1', ...(run && { run }) })
        expect([...checkText(rendered.text), ...checkBlocks(rendered.blocks)]).toEqual([])
        expect(acts(rendered.blocks, message.asked?.user)).toEqual([])
        for (const one of stringsIn(rendered)) expect(harm(one.replaceAll('\n', ' '))).toBeUndefined()
        expect(rendered.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|\n/)
      }),
      { numRuns: runs(200, 1000) },
    )
    expect(strings).toBeGreaterThan(runs(2_000, 10_000))
  })

  test('also in the modal of a form', () => {
    fc.assert(
      fc.property(formOf(text), text, (form, line) => {
        const view = formView(form, { run: 'r_1', line })
        if (!view) return
        expect(checkView(view)).toEqual([])
        expect(acts(view.blocks, undefined)).toEqual([])
        // What an input holds is only ever a value of it: there a person edits it as it is.
        const shown = stringsIn(
          JSON.parse(JSON.stringify(view, (key, value) => (key === 'initial_value' ? '' : value))),
        )
        for (const one of shown) expect(harm(one)).toBeUndefined()
      }),
      { numRuns: runs(60, 500) },
    )
  })
})

describe('links', () => {
  const links = (link: string) => {
    const { blocks } = toBlocks(
      { tone: 'answer', title: 'x', provenance: { readAt: 0, source: '', link } },
      { id: 'p' },
    )
    return stringsIn(blocks).filter((one) => one.includes('Open'))
  }
  test('lead to the web only', () => {
    expect(links('https://rudder.acme.net/a?b=1&c=2')).toEqual(['· <https://rudder.acme.net/a?b=1&amp;c=2|Open>'])
    expect(links('http://127.0.0.1:8080/rudder')).toEqual(['· <http://127.0.0.1:8080/rudder|Open>'])
    for (const link of [
      'javascript:alert(1)',
      'slack://x',
      'data:text/html,x',
      '//evil.example',
      'x',
      '',
      'file:///etc',
    ]) {
      expect(links(link)).toEqual([])
    }
  })
  test('carry no password and end where they end', () => {
    expect(links('https://rudder.acme.net@evil.example/')).toEqual([])
    expect(links('https://a:b@rudder.acme.net/')).toEqual([])
    expect(links('https://rudder.acme.net/a|b>c<d e^f')).toEqual([
      '· <https://rudder.acme.net/a%7Cb%3Ec%3Cd%20e%5Ef|Open>',
    ])
    expect(links(`https://rudder.acme.net/${'x'.repeat(1000)}`)).toEqual([])
  })
})

test('a moment that Slack cannot show is said as it is', () => {
  const read = (readAt: number) =>
    stringsIn(toBlocks({ tone: 'answer', title: 'x', provenance: { readAt, source: '' } }, { id: 'p' }).blocks).filter(
      (one) => one.includes('Read '),
    )
  expect(read(Number.NaN)).toEqual(['Read –'])
  expect(read(-1)).toEqual(['Read 23:59:59 UTC'])
  expect(read(1.5)).toEqual(['<!date^0^Read {date_short_pretty} at {time_secs}|Read 00:00:00 UTC>'])
})
