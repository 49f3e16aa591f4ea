import { open, playedPerson } from 'play/terminal'
import { expect, onTestFinished, test } from 'vitest'
import { converse } from '../../src/cli/converse.ts'
import type { TerminalBot } from '../../src/cli/open.ts'
import { session } from '../../src/cli/session.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import type { Message } from '../../src/message/message.ts'

/** A terminal at which somebody types these lines. */
const typing = (...lines: string[]) => {
  const shown: Message[] = []
  const said: string[] = []
  const terminal: Terminal = {
    interactive: true,
    timeZone: 'UTC',
    write: async () => {},
    out: (text) => void said.push(text),
    note: (text) => void said.push(text),
    show: (message) => void shown.push(message),
    question: async (prompt) => {
      said.push(prompt)
      return lines.shift()
    },
    close: () => {},
  }
  return { terminal, shown, said }
}

const opened = async (): Promise<TerminalBot> => {
  const bot = await open('ana')
  onTestFinished(() => bot.close())
  return bot
}

const ana = playedPerson('ana')

test('a typed yes applies it, anything else cancels it, and a closed terminal does too', async () => {
  const bot = await opened()
  const says = async (...lines: string[]) => {
    const { terminal } = typing(...lines)
    const reply = await converse({ opened: bot, terminal, json: false }, ana, 'rudder rule disable SSH hardening')
    return [reply.ending, reply.message.tone]
  }
  expect(await says('y')).toEqual(['not confirmed', 'cancelled'])
  expect(await says()).toEqual(['not confirmed', 'cancelled'])
  expect(await says('YES')).toEqual(['done', 'applied'])
  expect(await says()).toEqual(['done', 'answer'])
})

test('where two people are needed, the second one can be played', async () => {
  const bot = await opened()
  const { terminal, said } = typing('yes', 'nobody', 'marc', 'yes')
  const reply = await converse({ opened: bot, terminal, json: false }, ana, 'rudder rule disable NTP client')
  expect([reply.ending, reply.message.tone]).toEqual(['done', 'applied'])
  expect(said.join('\n')).toContain('Nobody here is called “nobody”')
})

test('a session: a change, a look, the way back', async () => {
  const bot = await opened()
  const { terminal, shown } = typing(
    'undo',
    'rudder rule disable SSH hardening',
    'yes',
    'rudder rule SSH hardening',
    'undo',
    'yes',
    'as rita',
    'rudder rule disable SSH hardening',
    'exit',
  )
  await session({ opened: bot, terminal, json: false })
  expect(shown.map(({ tone }) => tone)).toEqual([
    'error',
    'waiting',
    'applied',
    'answer',
    'waiting',
    'applied',
    'refused',
  ])
  expect(shown[3]?.title).toContain('is disabled')
})
