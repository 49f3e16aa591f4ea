import { SystemError } from '../../errors.ts'
import type { Connection } from '../../systems/system.ts'
import type { Clock } from '../../world.ts'
import { sentenceOf } from '../explain.ts'
import { expiring } from './expiry.ts'
import { type Check, type CheckResult, finder } from './finding.ts'
import { rightsFindings } from './rights.ts'

/** A clock that is off by more than this is reported, in milliseconds. */
const skewMs = 60_000

type About = ReturnType<typeof finder>

/**
 * One connection: whether it answers, what it is, its clock and certificate, and of each of its tokens whether it is
 * accepted, until when, and what it can do. It reads nothing else and changes nothing.
 */
export const connectionCheck = (connection: Connection, clock: Clock): Check => ({
  name: `connection ${connection.id}`,
  offline: false,
  run: async (signal) => {
    const found = finder(connection.id)
    const { greeted, answers } = await greeting(connection, found)
    const { certificate } = connection.seen
    const shown = [...skew(connection, found), ...(certificate ? [ending(connection, found, certificate, clock)] : [])]
    if (!answers) return [greeted, ...shown]
    const tokens = await Promise.all(connection.tokens.map((name) => tokenFindings(connection, name, clock, signal)))
    return [greeted, ...shown, ...tokens.flat()]
  },
})

/** What it says about itself; even an error answer shows that the server is there. */
const greeting = async (connection: Connection, found: About) => {
  const id = `connection:${connection.id}`
  try {
    const source = await connection.greet()
    // A connection may open without asking anything; then only its tokens tell.
    const says = connection.seen.answeredAt === undefined ? 'No token can ask for its version.' : `${source} answers.`
    return { greeted: found('ok', id, says), answers: true }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const key = error.keys?.shown
    if (key === undefined)
      return { greeted: found('wrong', id, sentenceOf(error, connection.system)), answers: error.status !== undefined }
    const todo = `Ask who runs the server whether its key was changed; if it was, set tls.pin to ${key}.`
    const says = 'It has another key than tls.pin names, so it was sent nothing.'
    return { greeted: found('wrong', id, says, { todo }), answers: false }
  }
}

const skew = ({ id, seen: { aheadMs } }: Connection, found: About): readonly CheckResult[] => {
  if (aheadMs === undefined || Math.abs(aheadMs) <= skewMs) return []
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  const says = `Its clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the bot's.`
  return [found('warning', `clock:${id}`, says, { todo: 'Look at NTP on both: times in answers do not fit together.' })]
}

const ending = ({ id }: Connection, found: About, { until }: { readonly until: number }, clock: Clock): CheckResult =>
  expiring(found, {
    id: `certificate:${id}`,
    what: 'Its certificate',
    until,
    now: clock.now(),
    todo: 'Renew it on the server; with a new key, tls.pin has to follow.',
  })

const tokenFindings = async (
  connection: Connection,
  name: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> => {
  const found = finder(`${connection.id} ${name}`)
  const id = `token:${connection.id}/${name}`
  try {
    const { expiresAt, rights, sight, remarks = [] } = await connection.probe(name, signal)
    return [
      { ...lifetime(connection, found, { id, expiresAt, clock }), token: { connection: connection.id, name } },
      ...rightsFindings(found, `${connection.id}/${name}`, rights),
      ...(sight ? [found(sight.todo ? 'warning' : 'ok', `sight:${connection.id}/${name}`, sight.says, sight)] : []),
      ...remarks.map((one, at) =>
        found(one.todo ? 'warning' : 'ok', `remark${at + 1}:${connection.id}/${name}`, one.says, one),
      ),
    ]
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const isUnknown = error.kind === 'auth' && error.reason === undefined
    const says = isUnknown
      ? 'It is not accepted: it is unknown, disabled or expired.'
      : sentenceOf(error, connection.system)
    return [found('wrong', id, says, isUnknown ? { todo: renew(connection) } : {})]
  }
}

const renew = ({ system }: Connection) =>
  [
    `Make a new token in ${system.title} and put it where “secret:” of this one in the settings points.`,
    system.renewal ?? [],
  ]
    .flat()
    .join(' ')

const lifetime = (
  connection: Connection,
  found: About,
  { id, expiresAt, clock }: { id: string; expiresAt: number | null | undefined; clock: Clock },
): CheckResult => {
  if (expiresAt === null) return found('ok', id, 'It is accepted and never expires.')
  if (expiresAt === undefined) return found('ok', id, 'It is accepted; until when, the system does not say.')
  return expiring(found, {
    id,
    what: 'It is accepted, and',
    until: expiresAt,
    now: clock.now(),
    todo: renew(connection),
  })
}
