import type { AuditEntry } from '../../store/audit.ts'

/** An entry of the audit log with what is known about it from the entries before. */
export interface AuditAct {
  readonly entry: number
  /** In milliseconds since 1970. */
  readonly at: number
  readonly kind: string
  /** Who asked or acted, and who else took part: ids and e-mails. */
  readonly people: readonly string[]
  readonly proposal?: string
  readonly command?: string
  readonly connection?: string
  /** What the command was given: names and ids of objects. */
  readonly objects: readonly string[]
  readonly outcome?: string
  /** As it is stored; null if it was erased. */
  readonly payload: unknown
}

type Payload = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const textsIn = (value: unknown): readonly string[] => {
  if (isText(value)) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Where payloads name people. */
const peopleIn = ({ requester, human, principal, people, by }: Payload) =>
  [requester, human, principal, people, by].flatMap((one) => (Array.isArray(one) ? one : [one])).filter(isText)

/** How an act ended: by its outcome, or because its kind is an end. */
const ends = ['refused', 'stale', 'cancelled', 'expired']

interface Known extends Pick<AuditAct, 'command' | 'connection' | 'objects'> {
  people: readonly string[]
}

/** Reads entries from the first on: later ones about a proposal have its command, objects and people. */
export async function* actsOf(entries: AsyncIterable<AuditEntry>): AsyncGenerator<AuditAct> {
  const proposals = new Map<string, Known>()
  for await (const { seq, at, kind, payload } of entries) {
    const said = (payload ?? {}) as Payload
    const id = isText(said.proposal) ? said.proposal : undefined
    const known = id === undefined ? undefined : proposals.get(id)
    const command = isText(said.command) ? said.command : known?.command
    const connection = isText(said.connection) ? said.connection : known?.connection
    const objects = said.args === undefined ? (known?.objects ?? []) : [...new Set(textsIn(said.args))]
    const people = [...new Set([...(known?.people ?? []), ...peopleIn(said)])]
    const outcome = isText(said.outcome) ? said.outcome : ends.includes(kind) ? kind : undefined
    const about = {
      ...(command !== undefined && { command }),
      ...(connection !== undefined && { connection }),
      objects,
    }
    if (id !== undefined) proposals.set(id, { ...about, people })
    yield {
      entry: seq,
      at,
      kind,
      people,
      ...about,
      ...(id !== undefined && { proposal: id }),
      ...(outcome !== undefined && { outcome }),
      payload,
    }
  }
}
