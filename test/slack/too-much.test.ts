import { describe, expect, test } from 'vitest'
import { lineIn, lineOf, typedIn } from '../../src/slack/typed.ts'
import { mainlySqlite } from '../store/engines.ts'
import { mainlyHttp, said, startScene } from './scene.ts'

const words = { own: 'cox', prefix: '' }
const long = 40_000

describe('a text is read in proportion to its length', () => {
  const texts: Readonly<Record<string, string>> = {
    'one word': 'a'.repeat(long),
    'one word beyond Latin-1': '語'.repeat(long),
    'joined pictures': '👩‍💻'.repeat(long / 5),
    spaces: ' '.repeat(long),
    'words and spaces': 'a '.repeat(long / 2),
    'spaces behind a word': `a${' '.repeat(long)}b`,
    mentions: '<@U0BOT|'.repeat(long / 8),
    'open brackets': '<'.repeat(long),
    entities: '&amp;'.repeat(long / 5),
    'a mention without an end': `<@U0BOT|${'x'.repeat(long)}`,
  }
  test.for(Object.entries(texts))('%s', ([, text]) => {
    // A quadratic reader looks at 1.6 thousand million places of one such text; a hundred of them would take minutes.
    for (let i = 0; i < 100; i++) {
      lineIn(text, 'U0BOT', words)
      lineOf('/rudder', text, words)
    }
  })

  test('what is too long is not read at all', () => {
    let read = 0
    const told = typedIn('x'.repeat(long), () => {
      read += 1
      return ''
    })
    expect([read, told.tooLong, told.line.length]).toEqual([0, long, 101])
  })
})

mainlyHttp((engine) => {
  test('of a message that is too long, identity is looked at first, and nothing of it is kept', async () => {
    const scene = await startScene(engine)
    const { slack, type, last, bot, world } = scene
    const text = `rudder ${'compliance'.repeat(long / 10)}`
    await type('gus', slack.direct('gus'), text)
    await type('ana', slack.direct('ana'), text)
    const [guest, person] = [said(last(slack.direct('gus'))), said(last(slack.direct('ana')))]
    expect(guest).toContain('You are a guest in this workspace')
    expect(guest).not.toContain('characters')
    expect(person).toContain(`That is ${text.length.toLocaleString('en-US')} characters; a command has at most 4,000.`)
    expect(await bot.app.context.store.db.selectFrom('runs').select('line').execute()).toEqual([])
    expect(world.counted.filter(({ name }) => name === 'commands').map(({ labels }) => labels)).toEqual([
      { command: 'none', ending: 'refused' },
      { command: 'none', ending: 'usage' },
    ])
  })
})

mainlySqlite((engine) => {
  test('what Bolt cannot take apart is answered with 400, and none of it is logged', async () => {
    const lines: string[] = []
    const { slack, type, settle } = await startScene(engine, { own: { log: (line) => void lines.push(line) } })
    await type('ana', 'ops', '/cox whoami')
    const mark = 'marked-words-of-a-payload'
    const bodies = [
      { type: 'event_callback', event: mark },
      { type: 'event_callback', event: { type: 'message', channel: 'C1', user: { [mark]: mark } } },
      { type: 'block_actions', actions: mark },
      { type: 'block_actions', actions: [], message: mark },
      { type: 'view_submission', view: mark },
      { type: mark },
      { command: { [mark]: mark } },
      { type: 'interactive_message', actions: [mark] },
    ]
    const statuses: number[] = []
    for (const body of bodies) {
      const again = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, resign: true }
      const delivered = slack.deliveries[0]
      if (!delivered) throw new Error('nothing was delivered')
      statuses.push((await slack.again(delivered, again)).status)
    }
    await settle()
    expect(statuses).toContain(400)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    expect(lines.join('')).not.toContain(mark)
  })
})
