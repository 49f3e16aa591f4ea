import { z } from 'zod'

export const Node = z.object({
  id: z.string(),
  hostname: z.string(),
  /** accepted or pending. */
  status: z.string().optional(),
  /** enabled, ignored, empty-policies, initializing, preparing-eol. */
  state: z.string().optional(),
  os: z
    .object({ name: z.string().optional(), version: z.string().optional(), fullName: z.string().optional() })
    .optional(),
  description: z.string().optional(),
  ipAddresses: z.array(z.string()).optional(),
  /** Only if it is asked for: the certificate of each agent, or the public key of an old one, in PEM. */
  managementTechnologyDetails: z.object({ cfengineKeys: z.array(z.string()).optional() }).optional(),
  policyMode: z.string().optional(),
  policyServerId: z.string().optional(),
  lastRunDate: z.string().optional(),
  lastInventoryDate: z.string().optional(),
})
export type Node = z.output<typeof Node>

/** What a decision on a pending node answers; a node that is refused still says `pending`. */
export const Decided = z.object({ id: z.string(), hostname: z.string(), status: z.string() })

const longest = 20_000
// The colours that an agent writes for a terminal.
const colours = /\u001b\[[0-9;]*[A-Za-z]/g

const printed = z.string().transform((text) => {
  const clean = text.replaceAll('\0', '').replace(colours, '')
  return clean.length <= longest ? clean : `${clean.slice(0, longest / 2)}\n…\n${clean.slice(-longest / 2 + 3)}`
})

/**
 * What an agent printed, at most 20,000 characters of it: the beginning and, after `…`, the end, where its summary is;
 * and whether its end was seen. Rudder fills its pieces up with NUL (NodeApiService.runNode), which are dropped with the
 * colours.
 */
export const AgentOutput = z.object({ text: printed, ended: z.boolean() })
