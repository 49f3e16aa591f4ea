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

/** The answer to a decision on a pending node; a refused node is still reported as `pending`. */
export const NodeDecision = z.object({ id: z.string(), hostname: z.string(), status: z.string() })

const longest = 20_000
// The colours that an agent writes for a terminal.
const colours = /\u001b\[[0-9;]*[A-Za-z]/g

const printed = z.string().transform((text) => {
  const clean = text.replaceAll('\0', '').replace(colours, '')
  return clean.length <= longest ? clean : `${clean.slice(0, longest / 2)}\n…\n${clean.slice(-longest / 2 + 3)}`
})

/** A complete run begins with its configuration and ends with its summary and a line of `#` (rudder-agent, reports.awk). */
const isComplete = (text: string): boolean => {
  const lines = text.split('\n').map((line) => line.trim())
  const [last, before] = lines
    .filter((line) => /[^#\s]/.test(line))
    .slice(-2)
    .reverse()
  const isInterrupted = before?.startsWith('This summary is incomplete') ?? false
  return (
    lines.some((line) => line.startsWith('Start execution')) &&
    lines.some((line) => /^## Summary\b/.test(line)) &&
    /^Execution time: [\d.]+s$/.test(last ?? '') &&
    !isInterrupted
  )
}

/**
 * What an agent printed, at most 20,000 characters of it: the beginning and, after `…`, the end, where its summary is;
 * and whether its end was seen, which only its summary proves: Rudder answers 200 also for a run that breaks off. Rudder
 * fills its pieces up with NUL (NodeApiService.runNode), which are dropped with the colours.
 */
export const AgentOutput = z
  .object({ text: printed, ended: z.boolean() })
  .transform(({ text, ended }) => ({ text, ended: ended && isComplete(text) }))
