import { UserError } from '../../errors.ts'
import type { AuditAct } from './act.ts'

/** Which acts are wanted, as typed; all of them if nothing is given. */
export interface Wanted {
  readonly person?: string | undefined
  readonly object?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly outcome?: string | undefined
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `2026-11-30`, `2026-11-30T14:00Z`, or `7d` for seven days before `now`. */
const moment = (option: string, text: string, now: number): number => {
  const [, number = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  if (number !== '') return now - Number(number) * (units[unit] ?? 0)
  const isDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
  // Without a zone it is UTC, as in what is printed.
  const at = isDate ? Date.parse(/(?:Z|[+-]\d\d:\d\d)$|^\S{10}$/.test(text) ? text : `${text}Z`) : Number.NaN
  if (Number.isNaN(at))
    throw new UserError(`--${option} must be a time such as 2026-11-30, 2026-11-30T14:00Z, or 7d for the last 7 days.`)
  return at
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether an act is one of those that are wanted; throws UserError for a time that is none. */
export const wanting = (
  { person, object, since, until, outcome }: Wanted,
  now: number,
): ((act: AuditAct) => boolean) => {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : moment('since', since, now)
  const to = until === undefined ? Number.POSITIVE_INFINITY : moment('until', until, now)
  const who = person === undefined ? undefined : folded(person)
  const what = object === undefined ? undefined : folded(object)
  const how = outcome === undefined ? undefined : folded(outcome)
  // An account of Slack may be named without its workspace.
  const isPerson = (one: string) => folded(one) === who || folded(one).endsWith(`/${who}`)
  const names = ({ objects, connection, command, proposal }: AuditAct) =>
    [...objects, connection ?? '', command ?? '', proposal ?? ''].map(folded)
  return (act) =>
    act.at >= from &&
    act.at < to &&
    (who === undefined || act.people.some(isPerson)) &&
    (what === undefined || names(act).some((name) => name.includes(what))) &&
    (how === undefined || act.outcome === how)
}
