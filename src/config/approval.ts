import { z } from 'zod'
import { ConnectionId } from './connection.ts'

const When = z
  .strictObject({
    nodes: z.int().min(1).exactOptional().describe('At least so many nodes are touched; an unknown number counts.'),
    tags: z
      .array(z.string().min(1))
      .min(1)
      .exactOptional()
      .describe('Any of these tags is touched, or nobody can tell.'),
  })
  .refine(({ nodes, tags }) => nodes !== undefined || tags !== undefined, 'must have nodes or tags, or be left out')

/** One entry under `approvals:`. The strictest of the rules that match counts. */
export const ApprovalRule = z.strictObject({
  scopes: z.array(z.string()).min(1).describe('The writes that the rule is about; wildcards cover sensitive ones too.'),
  people: z.int().min(1).max(10).describe('How many people must confirm, the one who asked included.'),
  connections: z.array(ConnectionId).min(1).exactOptional().describe('Where the rule counts. Without it: everywhere.'),
  when: When.exactOptional().describe('Only for writes of that size or on those tags; either is enough.'),
})
