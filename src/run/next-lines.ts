import type { Answer } from '../command/answer.ts'
import { pressOf } from '../command/press.ts'
import type { Message } from '../message/message.ts'
import type { Context } from './context.ts'
import type { ResolvedLine } from './target.ts'

type Next = NonNullable<Answer['next']>

/**
 * The lines that an answer offers, and what their buttons say. They go to the connection that was read, also if that is
 * not the one which is asked by default.
 */
export const nextOf = (
  { commands, connections }: Pick<Context, 'commands' | 'connections'>,
  next: Next,
  { connection, isNamed }: Pick<ResolvedLine, 'connection' | 'isNamed'>,
): Pick<Message, 'next' | 'labels'> => {
  const [system = '', name = ''] = connection.id.split('/')
  const there = (line: string) =>
    isNamed && line.startsWith(`${system} `) && !/ --on /.test(line) ? `${line} --on ${name}` : line
  const ids = connections.map((one) => one.connection.id)
  const lines = next.map((one) => there(typeof one === 'string' ? one : one.line))
  const labels = next.map((one, at) => (typeof one === 'string' ? pressOf(commands, lines[at] ?? '', ids) : one.label))
  return { next: lines, labels }
}
