import { z } from 'zod'
import { LIMITS, type Limit } from './numbers.ts'

/** A text of one character or more, and at most as many as the limit. */
export const some = ({ max }: Limit) => z.string().min(1).max(max)

/** An identifier, which may be missing. */
export const id = ({ max }: Limit) => z.string().min(1).max(max).optional()

// Slack trims a text object, and refuses what is empty then.
const shown = ({ max }: Limit) => z.string().regex(/\S/, { error: 'must be more than 0 characters' }).max(max)

/** `plain_text` */
export const plain = (limit: Limit) =>
  z.strictObject({ type: z.literal('plain_text'), text: shown(limit), emoji: z.boolean().optional() })

/** `mrkdwn` */
export const mrkdwn = (limit: Limit) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: shown(limit), verbatim: z.boolean().optional() })

/** `plain_text` or `mrkdwn` */
export const either = (limit: Limit) => z.discriminatedUnion('type', [plain(limit), mrkdwn(limit)])

const colour = z.enum(['primary', 'danger'])

/** What is asked once more when an element is used. */
export const confirm = z
  .strictObject({
    title: plain(LIMITS.confirmTitle),
    text: either(LIMITS.confirmText),
    confirm: plain(LIMITS.confirmButton),
    deny: plain(LIMITS.confirmButton),
    style: colour.optional(),
  })
  .optional()

/** `primary` or `danger`, which may be missing. */
export const style = colour.optional()

const described = {
  value: some(LIMITS.optionValue),
  description: either(LIMITS.optionDescription).optional(),
}

/** One choice of a menu. */
export const option = z.strictObject({ text: plain(LIMITS.optionText), ...described })

/** One choice of an overflow menu, which may also lead elsewhere. */
export const linkOption = z.strictObject({
  text: plain(LIMITS.optionText),
  ...described,
  url: some(LIMITS.optionUrl).optional(),
})

/** One choice among checkboxes or radio buttons. */
export const markedOption = z.strictObject({ text: either(LIMITS.optionText), ...described })
