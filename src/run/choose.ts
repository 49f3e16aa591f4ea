import { UserError } from '../errors.ts'
import type { Reachable } from './context.ts'

/** Where a line goes: what it names, else the channel's default, else the only one, else the default one. */
export interface Where {
  readonly system: string
  /** `prod` or `rudder/prod`, as typed. */
  readonly on: string | undefined
  readonly channel: string | undefined
  /** A write must spell a connection that is not the default. */
  readonly writes: boolean
}

/** What is needed of a connection to choose it. */
type Choice = Pick<Reachable, 'name' | 'isDefault' | 'channels'> & {
  readonly connection: { readonly id: string; readonly system: { readonly name: string } }
}

/** The one connection that is meant; throws UserError with the list if none or more than one could be. */
export const choose = <C extends Choice>(
  { connections }: { readonly connections: readonly C[] },
  { system, on, channel, writes }: Where,
): C => {
  const all = connections.filter(({ connection }) => connection.system.name === system)
  const list = all.map(({ name }) => name).join(', ')
  if (all.length === 0)
    throw new UserError(`No ${system} is connected. Whoever runs the bot can add one to the settings.`)
  if (on !== undefined) {
    const named = all.find(({ name, connection }) => name === on || connection.id === on)
    if (!named) throw new UserError(`There is no ${system} called “${on}”. There is: ${list}.`)
    return named
  }
  const only = all.length === 1 ? all[0] : undefined
  const standard = only ?? all.find(({ isDefault }) => isDefault)
  const here = channel === undefined ? undefined : all.find(({ channels }) => channels.includes(channel))
  const chosen = here ?? standard
  if (!chosen) throw new UserError(`Which ${system}? Add “--on <name>”: ${list}.`)
  if (writes && chosen !== standard)
    throw new UserError(`A change on ${chosen.connection.id} must say so: add “--on ${chosen.name}”.`)
  return chosen
}
