import { pressOf } from '../command/press.ts'
import type { Message } from '../message/message.ts'
import type { Context } from './context.ts'

/** The message with the labels of the buttons for its next lines, in the words of their commands. */
export const withLabels = (
  { commands, connections }: Pick<Context, 'commands' | 'connections'>,
  message: Message,
): Message => {
  const { next = [], labels } = message
  if (next.length === 0 || labels !== undefined) return message
  const ids = connections.map(({ connection: { id } }) => id)
  return { ...message, labels: next.map((line) => pressOf(commands, line, ids)) }
}
