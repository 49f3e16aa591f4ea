import { permission } from '../attributes.ts'
import type { RillFaults } from '../faults.ts'

type Body = Readonly<Record<string, unknown>>

const wrong: Readonly<Record<string, Body>> = {
  'somebody else': { user_email: 'root@corp.example', attributes: undefined },
  service: { user_email: undefined, userEmail: undefined, attributes: undefined },
  long: { ttl_seconds: 86_400 },
  'no attributes': { user_email: undefined, userEmail: undefined, attributes: {} },
}

/** A permission beyond reading. */
const editing = permission.editTrigger

/** The claims of a token, changed; what a server with another mistake would send. */
const changed = (
  made: Readonly<Record<string, unknown>>,
  change: (claims: Record<string, unknown>) => unknown,
): object => {
  const [head = '', claims = '', tail = ''] = String(made.accessToken).split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
  change(said)
  return { ...made, accessToken: `${head}.${Buffer.from(JSON.stringify(said)).toString('base64url')}.${tail}` }
}

/** The answer of a handshake, or one that a careless client would take for it. */
export function distorted(fault: RillFaults['mints'], mint: (more: Body) => object): object {
  const made = mint(typeof fault === 'string' ? (wrong[fault] ?? {}) : {}) as Readonly<Record<string, unknown>>
  if (fault === 'no token') return { ...made, accessToken: 'rill_svc_0000000000000000000000000000' }
  if (fault === 'admin') return changed(made, (claims) => Object.assign(claims.attr as object, { admin: true }))
  if (fault === 'other instance')
    return changed(made, (claims) => Object.assign(claims, { ins: { another: [25, 23, 21, 27] } }))
  // Nothing else of it differs from what was asked for.
  if (fault === 'more permissions')
    return changed(made, ({ ins }) => {
      for (const held of Object.values(ins as Record<string, number[]>)) held.push(editing)
    })
  return made
}
