import { z } from 'zod'
import { viewBlocks } from './blocks.ts'
import { LIMITS } from './numbers.ts'
import { id, plain } from './text.ts'

const common = {
  blocks: viewBlocks,
  private_metadata: z.string().max(LIMITS.privateMetadata.max).optional(),
  callback_id: id(LIMITS.callbackId),
  external_id: id(LIMITS.callbackId),
}

/** A modal or a home tab. */
export const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    ...common,
    title: plain(LIMITS.modalTitle),
    submit: plain(LIMITS.modalTitle).optional(),
    close: plain(LIMITS.modalTitle).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('home'), ...common }),
])
