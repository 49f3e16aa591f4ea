import type { Message } from './message.ts'
import type { Part } from './part.ts'
import { tablePart } from './table-part.ts'
import { verbatimPart } from './verbatim-part.ts'

/** The parts of a message that have a file of their own, in the order in which they are shown. */
const parts = { table: tablePart, verbatim: verbatimPart } as const satisfies {
  readonly [K in keyof Message]?: Part<NonNullable<Message[K]>>
}

export type PartName = keyof typeof parts

export const partNames = Object.keys(parts) as readonly PartName[]

/** What `make` returns for each part that a message has. */
export const ofParts = <R>(message: Message, make: <T>(part: Part<T>, data: T) => R): R[] =>
  partNames.flatMap((name) => {
    const data = message[name]
    return data === undefined ? [] : [make(parts[name], data)]
  })

/** The parts of a message, each replaced by what `make` returns. */
export const withParts = (message: Message, make: <T>(part: Part<T>, data: T) => T): Partial<Message> =>
  Object.fromEntries(
    partNames.flatMap((name) => {
      const data = message[name]
      return data === undefined ? [] : [[name, make(parts[name], data)]]
    }),
  )
