import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { quoted } from '../../quoted.ts'
import { keysOf } from '../../store/personal-keys.ts'
import { expiryIn } from '../../vault/jwt.ts'
import type { Context } from '../context.ts'

/** As whom a person reads each connection. */
export const connectionsMessage = async (context: Context, { id: person }: Principal): Promise<Message> => {
  const { connections, sealer, store } = context
  const keys = await keysOf(store.db, person)
  const fields = connections.map(({ connection: { id: connection } }) => {
    const key = keys.find((one) => one.connection === connection)
    if (!key) return { label: connection, value: "the bot's tokens" }
    const opened = sealer ? sealer.open(key.sealed, { person, connection }) : 'other key'
    const until = typeof opened === 'string' ? undefined : expiryIn(opened)
    const ends = until === undefined ? '' : `, good until ${moment(until)}`
    const state = typeof opened === 'string' ? '; it can’t be opened, enter it again' : ends
    const whose = key.account === '' ? '' : ` of ${quoted(key.account)},`
    return { label: connection, value: `your own key,${whose} added ${moment(key.created_at)}${state}` }
  })
  const own = connections.filter(({ connection }) => connection.system.personalKeys && sealer)
  return {
    tone: 'answer',
    title: `You read ${connections.length === 1 ? '1 connection' : `${connections.length} connections`}, ${keys.length === 0 ? 'none' : keys.length} with a key of your own`,
    fields,
    next: own
      .filter(({ connection }) => !keys.some((key) => key.connection === connection.id))
      .map(({ connection }) => `cox connect ${connection.id}`)
      .concat(keys.map(({ connection }) => `cox disconnect ${connection}`)),
  }
}
