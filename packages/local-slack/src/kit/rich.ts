import { z } from 'zod'
import { LIMITS } from './numbers.ts'
import { id } from './text.ts'

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional()
const text = z.string().min(1)

const literal = z.strictObject({ type: z.literal('text'), text, style })
const link = z.strictObject({
  type: z.literal('link'),
  url: text,
  text: text.optional(),
  unsafe: z.boolean().optional(),
  style,
})
const inline = z.discriminatedUnion('type', [
  literal,
  link,
  z.strictObject({ type: z.literal('user'), user_id: text, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: text, style }),
  z.strictObject({ type: z.literal('team'), team_id: text, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: text, style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: text, style }),
  z.strictObject({ type: z.literal('emoji'), name: text, unicode: text.optional(), url: text.optional(), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: text,
    url: text.optional(),
    fallback: text.optional(),
    style,
  }),
])

const border = z.union([z.literal(0), z.literal(1)]).optional()
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) })

/** `rich_text`, as a block and as a cell of a table. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id(LIMITS.blockId),
  elements: z.array(
    z.discriminatedUnion('type', [
      section,
      z.strictObject({
        type: z.literal('rich_text_list'),
        style: z.enum(['bullet', 'ordered']),
        elements: z.array(section),
        indent: z.int().min(0).max(8).optional(),
        offset: z.int().min(0).optional(),
        border,
      }),
      z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border }),
      z.strictObject({
        type: z.literal('rich_text_preformatted'),
        elements: z.array(z.discriminatedUnion('type', [literal, link])),
        border,
        language: text.optional(),
      }),
    ]),
  ),
})
