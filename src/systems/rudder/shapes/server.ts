import { z } from 'zod'
import { one } from './container.ts'

const versions = z.object({ latest: z.number(), all: z.array(z.object({ version: z.number() })) })

/** `{ listRules: 'List all rules', GET: '[18,19] /rules' }`: the server's endpoints, not the rights of the token. */
const Endpoint = z.record(z.string(), z.unknown())

export const Info = z.object({ availableVersions: versions })
export const InfoSection = z.object({ availableVersions: versions, endpoints: z.array(Endpoint).default([]) })
/** An unknown name gives a success with `error`. */
export const InfoEndpoint = z.object({ error: z.string().optional(), endpoints: z.array(Endpoint).default([]) })

/** The account of a token: what it may do, and until when, in milliseconds since 1970. */
export const TokenAccount = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string().optional(),
  expirationPolicy: z.string().optional(),
  expirationDate: z
    .string()
    .optional()
    .transform((text) => {
      const at = Date.parse(text ?? '')
      return Number.isFinite(at) ? at : undefined
    }),
  /** ro, rw, acl or none. */
  authorizationType: z.string().optional(),
  acl: z.array(z.object({ path: z.string(), actions: z.array(z.string()) })).optional(),
  /** `*` for all, `-` for none, else their names with commas between. */
  tenants: z.string().optional(),
})

/** The read of the tenants of the token in use; from 9.0.4 on. */
export const ownTenants = {
  own: true,
  purpose: 'whether the token sees all nodes; without it that is not known',
  since: { version: 22, what: 'tenants of its own token' },
  output: one('accounts', TokenAccount).transform(({ tenants }) => tenants),
} as const

export const HealthCheck = z.object({ name: z.string(), msg: z.string(), status: z.string() })

/** What the server reports about itself: two shapes, before API 21 and since. The command line of its JVM is dropped. */
export const SystemInfo = z
  .object({
    rudder: z.object({
      version: z.string().optional(),
      'full-version': z.string().optional(),
      buildTime: z.string().optional(),
      'build-time': z.string().optional(),
      instanceId: z.string().optional(),
      relays: z
        .array(z.object({ uuid: z.string(), hostname: z.string(), managedNodes: z.number().optional() }))
        .optional(),
    }),
    system: z.object({ os: z.object({ name: z.string(), version: z.string().optional() }).optional() }).optional(),
    nodes: z.record(z.string(), z.number()).optional(),
    plugins: z.array(z.object({ id: z.string(), name: z.string(), version: z.string().optional() })).optional(),
  })
  .transform(({ rudder, system, nodes, plugins }) => ({
    version: rudder.version ?? rudder['full-version'] ?? '',
    instance: rudder.instanceId,
    built: rudder.buildTime ?? rudder['build-time'],
    relays: rudder.relays,
    os: system?.os?.name,
    nodes,
    plugins,
  }))
