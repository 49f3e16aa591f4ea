import { UserError } from '../errors.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'

/** The one of these connections that a text names, by its id or by its name alone; throws UserError with the list if none is. */
export const idNamed = (text: string, ids: readonly string[]): string => {
  const found = ids.find((id) => id === text) ?? ids.find((id) => id.split('/')[1] === text)
  if (found === undefined) throw new UserError(`There is no connection “${text}”. There is: ${ids.join(', ')}.`)
  return found
}

/** The connection that a text names, in the same way. */
export const connectionCalled = ({ connections }: Pick<Context, 'connections'>, text: string): Connection => {
  const all = connections.map(({ connection }) => connection)
  const id = idNamed(
    text,
    all.map((one) => one.id),
  )
  return all.find((one) => one.id === id) as Connection
}
