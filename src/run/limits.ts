import type { Answer, AnyRead } from '../command/define.ts'
import { readerOf } from '../systems/reader.ts'
import type { Connection } from '../systems/system.ts'

/** Why a command may not see everything, a sentence for each reason; read while the command runs. */
export const limitsOf = (
  { scopes }: Pick<AnyRead, 'scopes'>,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const asked = connections.map((connection) =>
    connection.system.protocol.limits?.(readerOf(connection, signal), scopes),
  )
  const found = Promise.all(asked).then((all) => [...new Set(all.flatMap((limit) => limit ?? []))])
  // The command may fail first; then nothing waits for this.
  found.catch(() => {})
  return found
}

/** The answer with these limits among its notes. */
export const limited = (answer: Answer, limits: readonly string[]): Answer =>
  limits.length === 0 ? answer : { ...answer, notes: [...(answer.notes ?? []), ...limits] }
