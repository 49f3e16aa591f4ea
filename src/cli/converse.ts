import { UserError } from '../errors.ts'
import { toJson } from '../message/json.ts'
import type { Principal } from '../policy/person.ts'
import { ask } from '../run/ask.ts'
import { type Click, cancel, confirm } from '../run/confirm.ts'
import { explain } from '../run/explain.ts'
import type { Reply } from '../run/reply.ts'
import { presentReply } from '../run/settle.ts'
import type { TerminalBot } from './open.ts'
import type { Terminal } from './terminal.ts'

/** One line from a person to its end: the answer, or the proposal, the typed yes, and what became of it. */
export interface TerminalSession {
  readonly opened: TerminalBot
  readonly terminal: Terminal
  readonly json: boolean
}

/** Runs one line as `principal` and shows the answer; a write waits for a typed `yes`, and without a terminal writes nothing. */
export const converse = async (talk: TerminalSession, principal: Principal, line: string): Promise<Reply> => {
  const { opened, terminal, json } = talk
  const running = ask(opened.app.context, { principal, line, timeZone: terminal.timeZone })
  let step = await running.next()
  while (!step.done) {
    if (terminal.interactive) terminal.note(`${step.value.progress} …`)
    step = await running.next()
  }
  const reply = step.value
  show(talk, reply)
  if (reply.message.tone !== 'waiting' || reply.proposal === undefined) return reply
  if (terminal.interactive && !json) return decide(talk, principal, reply.proposal)
  terminal.note('Nothing was written: a change is confirmed by typing yes at a terminal, and there is none here.')
  await guarded(talk, () => cancel(opened.app.context, { proposal: reply.proposal ?? '', principal }))
  return reply
}

const show = ({ terminal, json }: TerminalSession, { message }: Reply) =>
  json ? terminal.out(toJson(message, { pretty: true })) : terminal.show(message)

/** What a click throws is an answer as well. */
const guarded = async ({ opened }: TerminalSession, work: () => Promise<Reply>): Promise<Reply> => {
  try {
    return await work()
  } catch (error) {
    return explain(error, opened.app.context, {})
  }
}

/** Asks for the typed yes, as often as the change is shown again. */
export const decide = async (talk: TerminalSession, principal: Principal, proposal: string): Promise<Reply> => {
  const { opened, terminal } = talk
  const click: Click = { proposal, principal }
  const typed = await terminal.question(`Type yes to confirm as ${principal.name}, anything else cancels:`)
  if (typed?.toLowerCase() !== 'yes') {
    const reply = await guarded(talk, () => cancel(opened.app.context, click))
    show(talk, reply)
    return reply
  }
  const reply = await guarded(talk, () => confirm(opened.app.context, click))
  show(talk, reply)
  if (reply.successor !== undefined) {
    const successor = await presentReply(opened.app.context, reply.successor)
    show(talk, successor)
    return decide(talk, principal, reply.successor)
  }
  return reply.message.tone === 'waiting' ? another(talk, proposal, reply) : reply
}

/** One more person must confirm: in the playground you can act as that person too. */
const another = async (talk: TerminalSession, proposal: string, reply: Reply): Promise<Reply> => {
  const { opened, terminal } = talk
  if (opened.people.length === 0) return reply
  const word = await terminal.question(
    `One more person must confirm. Act as (${opened.people.join(', ')}), or Enter to leave it:`,
  )
  if (!word) return reply
  try {
    return await decide(talk, opened.personNamed(word), proposal)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    terminal.note(error.message)
    return another(talk, proposal, reply)
  }
}
