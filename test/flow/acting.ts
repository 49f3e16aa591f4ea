import type { Principal } from '../../src/policy/person.ts'
import { cancel, confirm } from '../../src/run/confirm.ts'
import type { Reply } from '../../src/run/reply.ts'
import { presentReply } from '../../src/run/settle.ts'
import { undo } from '../../src/run/undo.ts'
import type { AuditEntry } from '../../src/store/audit.ts'
import { getProposal, type Proposal } from '../../src/store/proposals.ts'
import { sweepAndRemind } from '../all-jobs.ts'
import { person, type TestBot } from '../bot.ts'

type Who = string | Principal

const principal = (who: Who): Principal => (typeof who === 'string' ? person(who) : who)

/** The short forms of what a person does with one bot. */
export const acting = (bot: TestBot) => {
  const { context } = bot
  const click = (proposal: string | undefined, who: Who) => ({ proposal: proposal ?? '', principal: principal(who) })
  return {
    bot,
    context,
    ask: bot.ask,
    /** Asks for a write and gives the id of the proposal. */
    propose: async (line: string, who?: string): Promise<string> => {
      const { proposal, message } = await bot.ask(line, who)
      if (proposal === undefined) throw new Error(`no proposal: ${message.title}`)
      return proposal
    },
    confirm: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => confirm(context, click(proposal, who)),
    cancel: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => cancel(context, click(proposal, who)),
    undo: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => undo(context, click(proposal, who)),
    shown: (proposal: string | undefined): Promise<Reply> => presentReply(context, proposal ?? ''),
    sweep: () => sweepAndRemind(context),
    row: async (proposal: string): Promise<Proposal> => {
      const row = await getProposal(context.store.db, proposal)
      if (!row) throw new Error('no such proposal')
      return row
    },
    /** All acts on the record, oldest first. */
    acts: async (): Promise<AuditEntry[]> => (await context.store.audit.recent(1_000)).reverse(),
  }
}
