import about from '../../../package.json' with { type: 'json' }
import { quoted } from '../../quoted.ts'
import { shortId } from '../../run/short-id.ts'
import { openStore } from '../../store/db.ts'
import { configuredStore, mustExist } from '../store.ts'
import { type AuditAct, actsOf } from './act.ts'
import { type Wanted, wanting } from './filter.ts'
import { toOcsf } from './ocsf.ts'

/** How acts are printed: for people, as JSON, or as events of OCSF. */
export type Format = 'text' | 'json' | 'ocsf'

/** How many acts `list` shows. */
export const mostListed = 50

const time = (at: number): string => new Date(at).toISOString()

const textOf = ({
  entry,
  at,
  kind,
  people,
  proposal,
  command,
  connection,
  objects,
  outcome,
  payload,
}: AuditAct): string =>
  [
    `#${entry}`,
    time(at)
      .replace('T', ' ')
      .replace(/\.\d+Z$/, 'Z'),
    outcome === undefined || outcome === kind ? kind : `${kind}: ${outcome}`,
    ...(connection === undefined ? [] : [connection]),
    ...(command === undefined ? [] : [[command, ...objects.slice(0, 2).map(quoted)].join(' ')]),
    ...(people.length === 0 ? [] : [people.join(', ')]),
    ...(proposal === undefined ? [] : [`proposal ${shortId(proposal)}`]),
    ...(payload === null ? ['erased'] : []),
  ].join('  ')

const printers: Readonly<Record<Format, (act: AuditAct) => string>> = {
  text: textOf,
  json: ({ at, ...act }) => JSON.stringify({ ...act, at: time(at) }),
  ocsf: (act) => JSON.stringify(toOcsf(act, about.version)),
}

/**
 * Gives `write` each act of the configured store that is wanted, a line each, oldest first; with `most` only that many, the
 * newest. Returns how many were left out.
 */
export const printActs = async (
  wanted: Wanted,
  {
    format,
    most,
    write,
  }: { readonly format: Format; readonly most?: number; readonly write: (line: string) => Promise<void> },
): Promise<number> => {
  const options = await configuredStore(mustExist)
  const isWanted = wanting(wanted, options.world.clock.now())
  const store = await openStore({ ...options, asIs: true })
  try {
    const held: AuditAct[] = []
    let left = 0
    for await (const act of actsOf(store.audit.entries())) {
      if (!isWanted(act)) continue
      if (most === undefined) {
        await write(printers[format](act))
        continue
      }
      held.push(act)
      if (held.length > most) {
        held.shift()
        left += 1
      }
    }
    for (const act of held) await write(printers[format](act))
    return left
  } finally {
    await store.close()
  }
}
