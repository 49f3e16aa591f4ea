import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineIn, lineOf, plainText, unnamed } from '../../src/slack/typed.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { runs } from '../runs.ts'
import { said, startScene } from './scene.ts'

const words = { own: 'bosun', prefix: 'stg-' }
const bot = 'U0BOT'
const line = (text: string) => lineIn(text, bot, words)

describe('a line as Slack hands it on', () => {
  test.each([
    '<@U0BOT> rudder compliance',
    '<@U0BOT|coxswain>: rudder compliance',
    '<@U0BOT> <@U0BOT> rudder compliance',
    'rudder compliance <@U0BOT>',
    '<@U0BOT> rudder compliance <@U0BOT|coxswain>.',
    '*<@U0BOT> rudder compliance*',
    '<@U0BOT> *rudder compliance*',
    '_rudder compliance_',
    '~rudder compliance~',
    '*_~rudder compliance~_*',
    '`rudder compliance`',
    '`rudder` compliance',
    '```rudder compliance```',
    '```\nrudder compliance\n```',
    '&gt; rudder compliance',
    '&gt;&gt;&gt; rudder compliance',
    '&gt; • *rudder compliance*',
    '• rudder compliance',
    '◦ rudder compliance',
    '▪︎ rudder compliance',
    '- rudder compliance',
    '* rudder compliance',
    '1. rudder compliance',
    'iv. rudder compliance',
    'b. rudder compliance',
    '<@U0BOT>\n• rudder compliance',
    '/rudder compliance',
    '*/rudder* compliance',
    '/stg-rudder compliance',
    '<http://rudder|rudder> compliance',
    '  Rudder   compliance '.replace('   ', ' '),
  ])('%j', (text) => {
    expect(line(text)).toBe('rudder compliance')
  })

  test.each([
    ['*bosun* whoami', 'cox whoami'],
    ['R&amp;D now', 'r&d now'],
    ['&lt;rudder&gt; now', '<rudder> now'],
    ['<@U0BOT>', 'cox'],
    ['', 'cox'],
    ['*', 'cox'],
    ['rudder node <http://web.acme.net|web.acme.net>', 'rudder node web.acme.net'],
    ['rudder node <https://web.acme.net/a?b=1&amp;c>', 'rudder node https://web.acme.net/a?b=1&c'],
    ['rudder node <mailto:ana@acme.net|ana@acme.net>', 'rudder node ana@acme.net'],
    ['rudder node <mailto:ana@acme.net>', 'rudder node ana@acme.net'],
    ['rudder x <!subteam^S0OPS|@ops> <!subteam^S0OPS>', 'rudder x @ops @group'],
    ['rudder x <!here> <!channel|channel> <!everyone>', 'rudder x @here @channel @everyone'],
    ['rudder x <!date^1392734382^{date_short}|18 Feb>', 'rudder x 18 Feb'],
    ['rudder x <!date^1392734382^{date_short}>', 'rudder x 2014-02-18T14:39:42.000Z'],
    ['rudder x <!date^soon>', 'rudder x date'],
    ['rudder x <#C0OPS|> <#C0OPS|ops> <@U07ANA> <@U07ANA|ana>', 'rudder x #channel #ops @someone @ana'],
    ['rudder nodes web*.paris1 *.lyon2', 'rudder nodes web*.paris1 *.lyon2'],
    ['rudder rule show *SSH* hardening', 'rudder rule show *SSH* hardening'],
    ['rudder x &amp;lt;', 'rudder x &lt;'],
  ])('%j is %j', (text, understood) => {
    expect(line(text)).toBe(understood)
  })

  test('names are put where ids stand, and no id is left', () => {
    const names = new Map([
      ['C0OPS', 'ops'],
      ['U07ANA', 'ana'],
    ])
    const text = 'rudder x <#C0OPS|> <@U07ANA> <@W1|wanda>'
    expect(unnamed(text)).toEqual(['C0OPS', 'U07ANA'])
    expect(lineIn(text, bot, words, names)).toBe('rudder x #ops @ana @wanda')
    expect(unnamed(`${'<@U1> '.repeat(3)}<@U2><@U3><@U4><@U5><@U6><#../x> <!U7>`)).toHaveLength(5)
  })

  test('of a slash command the text may be formatted too', () => {
    expect(lineOf('/stg-rudder', '*rule show* SSH', words)).toBe('rudder *rule show* SSH')
    expect(lineOf('/stg-rudder', '`compliance`', words)).toBe('rudder compliance')
    expect(lineOf('/stg-bosun', '', words)).toBe('cox')
  })

  test('whatever is formatted around a line, it stays one, and takes no time', () => {
    const around = fc.constantFrom(
      ...['*', '_', '~', '`', '```', '&gt;', '• ', '1. ', '<@U0BOT>', '<@U0BOT|', '<', ' '],
    )
    const text = fc.array(fc.oneof(around, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 30 })
    fc.assert(
      fc.property(text, (parts) => {
        const found = line(parts.join(''))
        expect(found.trim()).toBe(found)
        expect(plainText(parts.join(''))).not.toContain('<@U0BOT>')
      }),
      { numRuns: runs(300, 5_000) },
    )
    for (const part of ['*', '`', '&gt;', '<', '<@U0BOT', '<@U0BOT>', '• ', '1. ', '_*', '|', '<!date^'])
      expect(line(part.repeat(3_000)).length).toBeLessThan(40_000)
  })
})

onSqlite((engine) => {
  test('typed in Slack: formatted lines are answered, and people and channels are shown by name', async () => {
    const { type, last, slack, rudder } = await startScene(engine)
    const direct = slack.direct('ana')
    for (const text of [
      '*rudder compliance*',
      '&gt; `rudder compliance`',
      '• rudder compliance.',
      'ｒｕｄｄｅｒ compliance…',
    ]) {
      await type('ana', direct, text)
      expect(last(direct).text, text).toContain('% compliant')
    }
    rudder.state.rules.forEach((rule) => {
      if (rule.displayName === 'Edge kiosk') rule.displayName = "🚀 Marc's kiosk"
    })
    await type('ana', direct, 'rudder rule :rocket: *Marc’s kiosk*.')
    expect(last(direct).text).toContain("🚀 Marc's kiosk")
    await type('ana', 'ops', '@coxswain rudder rule disable SSH hardening because @marc and #staging asked')
    const shown = said(last('ops'))
    expect(shown).toContain('@marc and #staging asked')
    expect(shown).not.toMatch(/C0STAGING|@U03MARC/)
    const runs = await slack.calls.filter(({ method }) => method === 'users.info' || method === 'conversations.info')
    expect(runs.length).toBeLessThan(6)
  })

  test('that Slack does not tell a name loses no line, and a private channel stays private', async () => {
    const { type, last, slack } = await startScene(engine)
    slack.faults.add({ method: 'users.info', user: 'marc', how: 'down' })
    slack.invite('war-room')
    await type('ana', 'ops', '@coxswain rudder rule disable SSH hardening because @marc and #war-room asked')
    expect(said(last('ops'))).toContain('@someone and #channel asked')
  })

  test('in a thread lines are shown as they are typed there: with a mention', async () => {
    const { type, last } = await startScene(engine)
    await type('ana', 'ops', '@coxswain rudder compliance')
    await type('ana', 'ops', '@coxswain rudder rule show SSH hardening', last('ops').ts)
    expect(said(last('ops'))).toContain('"@coxswain rudder rule show SSH hardening"')
    expect(said(last('ops'))).not.toContain('"/rudder')
  })
})
