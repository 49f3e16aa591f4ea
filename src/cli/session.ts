import { UserError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Reply } from '../run/reply.ts'
import { sweep } from '../run/sweep.ts'
import { undo } from '../run/undo.ts'
import { converse, decide, type TerminalSession } from './converse.ts'
import { sampleLine } from './sample.ts'

/** A conversation at a terminal, line by line, until `exit`; the last change can be undone. */
export const session = async (talk: TerminalSession): Promise<void> => {
  const { opened, terminal } = talk
  const { context } = opened.app
  let { principal } = opened
  let last: Reply | undefined
  terminal.note(`Type a command, e.g. ${sampleLine(context.commands)}. Also: help, undo, as <person>, exit.`)
  for (;;) {
    const line = await terminal.question(`${principal.name} ›`)
    if (line === undefined || line === 'exit' || line === 'quit') return
    if (line === '') continue
    try {
      await sweep(context)
      const [word, name, ...rest] = line.split(/\s+/)
      if (word === 'as' && name !== undefined && rest.length === 0) principal = opened.personNamed(name)
      else if (line === 'undo') last = await goBack(talk, principal, last)
      else last = keep(last, await converse(talk, principal, line))
    } catch (error) {
      terminal.show(explain(error, context, {}).message)
    }
  }
}

/** The change that `undo` means: the last one that was applied. */
const keep = (last: Reply | undefined, reply: Reply) =>
  reply.message.tone === 'applied' && reply.proposal ? reply : last

const goBack = async (
  talk: TerminalSession,
  principal: TerminalSession['opened']['principal'],
  last: Reply | undefined,
) => {
  if (last?.proposal === undefined)
    throw new UserError('Nothing was changed in this session, so there is nothing to undo.')
  const back = await undo(talk.opened.app.context, { proposal: last.proposal, principal })
  talk.terminal.show(back.message)
  await decide(talk, principal, back.proposal ?? '')
  return undefined
}
