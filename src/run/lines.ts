import { RefusedError } from '../errors.ts'
import { count } from '../message/time.ts'
import type { Connection } from '../systems/system.ts'
import { createTurns, type Turns } from '../turns.ts'
import type { Doing } from './doing.ts'
import type { Audience } from './reply.ts'

/** How many lines run at a time on one connection, and how many of these for one person. */
const room = { atOnce: 8, each: 3 }
/** How many more lines of one person may wait there. */
const mostWaiting = 10

/** The lines that run in this process, by connection. */
export interface Lines {
  on(connection: string): Turns
}

/** Turns for the lines of every connection. */
export const createLines = (): Lines => {
  const all = new Map<string, Turns>()
  return {
    on: (connection) => {
      const turns = all.get(connection) ?? createTurns(room)
      all.set(connection, turns)
      return turns
    },
  }
}

/**
 * Waits until a line may run, reports that while it waits, and returns the function that ends its turn. Throws RefusedError
 * if too many lines of this person wait already.
 */
export async function* turnOn(
  lines: Lines,
  { id }: Pick<Connection, 'id'>,
  { person, to }: { readonly person: string; readonly to: Audience },
  signal: AbortSignal,
): AsyncGenerator<Doing, () => void, void> {
  const turns = lines.on(id)
  const before = turns.of(person)
  if (before.waiting >= mostWaiting) throw new RefusedError(tooMany(id, before))
  const turn = turns.take(person, [signal])
  const ahead = before.taken + before.waiting
  if (turns.of(person).waiting > 0) yield { progress: waitingWords(id, ahead), to }
  return await turn
}

const waitingWords = (id: string, ahead: number): string =>
  ahead === 0 ? `waiting for its turn on ${id}` : `waiting for its turn on ${id}, after ${linesWords(ahead)} of yours`

const tooMany = (id: string, { taken, waiting }: ReturnType<Turns['of']>): string =>
  `You have ${count(taken + waiting)} lines in progress on ${id}; ${count(waiting)} of them are waiting. This one was not run. Ask again when they are answered.`

const linesWords = (many: number): string => (many === 1 ? '1 line' : `${count(many)} lines`)
