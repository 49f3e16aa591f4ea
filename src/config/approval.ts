import { z } from 'zod'
import { ConnectionId } from './connection.ts'

const least = z.int().min(1).exactOptional()

const Base = z.strictObject({
  reach: least.describe(
    'At least this many are affected, in whatever unit the system counts; an unknown number counts.',
  ),
  tags: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .describe('It affects an object with one of these tags, or with tags that the bot cannot read.'),
})

/** When an entry of `approvals:` applies; the reach may also be called by one of the units, such as `nodes: 50`. */
const when = (units: readonly string[]) => {
  const spelled = (unit: string) =>
    least.describe(`The same as \`reach\`, for entries about a system that counts ${unit}.`)
  return Base.extend(Object.fromEntries(units.map((unit) => [unit, spelled(unit)])) as Record<never, typeof least>)
    .refine((value) => Object.keys(value).length > 0, 'must have reach or tags, or be left out')
    .exactOptional()
    .describe('Only for writes of that reach or on those tags; either is enough.')
}

/** One entry under `approvals:`, for systems that count these units. The strictest of the entries that match counts. */
export const approvalEntry = (units: readonly string[]) =>
  z.strictObject({
    scopes: z
      .array(z.string())
      .min(1)
      .describe('The writes that the entry is about; wildcards cover sensitive ones too.'),
    people: z.int().min(1).max(10).describe('How many people must confirm, the one who asked included.'),
    connections: z
      .array(ConnectionId)
      .min(1)
      .exactOptional()
      .describe('Where the entry counts. Without it: everywhere.'),
    ping: z
      .string()
      .regex(/^S[A-Z0-9]{2,20}$/, 'must be the id of a Slack user group, such as S0123ABCD, and not its name')
      .exactOptional()
      .describe(
        'The id of a Slack user group that is mentioned once for each change that waits for more people. Never in a channel shared with another organization.',
      ),
    when: when(units),
  })
export type ApprovalSettings = z.output<ReturnType<typeof approvalEntry>>

/** The entry with its reach called `reach`, whichever word the file has. */
export const withReach = (entry: ApprovalSettings, units: readonly string[]): ApprovalSettings => {
  if (entry.when === undefined) return entry
  const { tags, ...limits } = entry.when as NonNullable<ApprovalSettings['when']> & Readonly<Record<string, number>>
  const [reach] = ['reach', ...units].flatMap((word) => limits[word] ?? [])
  return { ...entry, when: { ...(reach !== undefined && { reach }), ...(tags && { tags }) } }
}
