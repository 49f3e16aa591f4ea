import { scopesOf } from '../command/command.ts'
import type { Answer, AnyRead, Progress } from '../command/define.ts'
import { parseLine } from '../command/parse.ts'
import type { Message } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { bind } from '../systems/bind.ts'
import type { Connection } from '../systems/system.ts'
import { draft, type Intent, NothingToDo } from './draft.ts'
import { explain } from './explain.ts'
import type { Means } from './means.ts'
import { record, rowOf } from './propose.ts'
import { mustBeAllowed } from './refuse.ts'
import type { Reply } from './reply.ts'
import { botFor } from './self.ts'
import { presentReply } from './settle.ts'
import { subjectOf } from './shown.ts'
import { type Target, targetOf } from './target.ts'

/** One line, from a person whose identity is known. */
export interface Ask {
  readonly principal: Principal
  readonly line: string
  readonly channel?: string
}

/** Runs one line: yields what it is doing, returns the answer. Never throws: whatever goes wrong is the answer. */
export async function* ask(
  means: Means,
  question: Ask,
  signal = new AbortController().signal,
): AsyncGenerator<Progress, Reply, void> {
  const asked = { by: question.principal.name, line: question.line }
  let connection: string | undefined
  try {
    const parsed = parseLine(means.commands, question.line, {
      connections: means.connections.map((each) => each.connection.id),
    })
    const { command } = parsed
    const { principal, channel } = question
    if (command.kind === 'local') {
      await mustBeAllowed(means, principal, {
        command: command.name,
        scopes: command.scopes,
        ...(channel && { channel }),
      })
      const message = await command.run({ args: parsed.args, bot: botFor(means, principal, channel) })
      return { ending: message.tone === 'error' ? 'usage' : 'done', message: { asked, ...message } }
    }
    const right = (id: string) => ({ scopes: scopesOf(command), connection: id, ...(channel && { channel }) })
    const allow = async ({ id }: Connection) => {
      connection = id
      await mustBeAllowed(means, principal, { command: command.name, ...right(id) })
    }
    const may = ({ id }: Connection) => means.policy.decide(principal, right(id)).allowed
    const target = await targetOf(means, command, parsed, { channel, signal, allow, may })
    if (command.kind === 'read') {
      const at = means.world.clock.now()
      const answer = yield* read(command, target, signal)
      return { ending: 'done', message: { asked, ...answerMessage(answer, target.connection, at) } }
    }
    return await propose(means, { command, ...target, reason: parsed.reason }, question)
  } catch (error) {
    return explain(error, means.world, { asked, ...(connection && { connection }) })
  }
}

async function* read(
  command: AnyRead,
  { args, connection }: Target,
  signal: AbortSignal,
): AsyncGenerator<Progress, Answer, void> {
  const running = command.run({ args, api: bind(connection, command.scopes, signal), signal, web: connection.web })
  return Symbol.asyncIterator in running ? yield* running : await running
}

const answerMessage = (answer: Answer, { id, source, web }: Connection, readAt: number): Message => {
  const { provenance, facts, ...rest } = answer
  return {
    tone: 'answer',
    connection: id,
    ...rest,
    ...(facts && { facts: Object.fromEntries(Object.entries(facts).map(([name, figure]) => [name, figure ?? null])) }),
    provenance: { readAt, source, ...(web !== undefined && { link: web }), ...provenance },
  }
}

const propose = async (means: Means, intent: Intent, { principal, line }: Ask): Promise<Reply> => {
  try {
    const row = rowOf(means, intent, await draft(intent, means.policy), { requester: principal, line })
    await means.store.transaction((tx) => record(means, tx, row))
    return presentReply(means, row.id)
  } catch (error) {
    if (!(error instanceof NothingToDo)) throw error
    const { command, connection, args } = intent
    const title = `Nothing to do on ${connection.id}: “${subjectOf(args)}” is ${command.says.done.toLowerCase()} already.`
    return {
      ending: 'done',
      message: { tone: 'answer', asked: { by: principal.name, line }, connection: connection.id, title },
    }
  }
}
