import { z } from 'zod'
import { button, choosers, inputs, overflow, picture, richInput } from './elements.ts'
import { LIMITS } from './numbers.ts'
import { richText } from './rich.ts'
import { dataTable, dataVisualization, table } from './tables.ts'
import { either, id, mrkdwn, plain, some } from './text.ts'

const block_id = id(LIMITS.blockId)
const image = z.strictObject({
  type: z.literal('image'),
  block_id,
  alt_text: some(LIMITS.imageAlt),
  title: plain(LIMITS.imageTitle).optional(),
  image_url: some(LIMITS.imageUrl).optional(),
  slack_file: z.looseObject({}).optional(),
})
const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: either(LIMITS.sectionText).optional(),
    fields: z.array(either(LIMITS.fieldText)).min(1).max(LIMITS.sectionFields.max).optional(),
    accessory: z.discriminatedUnion('type', [button, picture, overflow, ...choosers]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, { error: 'must define `text` or `fields`' })
const simple = [
  section,
  image,
  richText,
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('header'), block_id, text: plain(LIMITS.headerText) }),
  z.strictObject({
    type: z.literal('context'),
    block_id,
    elements: z
      .array(z.discriminatedUnion('type', [plain(LIMITS.textObject), mrkdwn(LIMITS.textObject), picture]))
      .min(1)
      .max(LIMITS.contextElements.max),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id,
    elements: z
      .array(z.discriminatedUnion('type', [button, overflow, richInput, ...choosers]))
      .min(1)
      .max(LIMITS.actionsElements.max),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id,
    label: plain(LIMITS.inputLabel),
    element: z.discriminatedUnion('type', [...choosers, ...inputs, richInput]),
    hint: plain(LIMITS.inputHint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('video'),
    block_id,
    video_url: z.string().min(1),
    thumbnail_url: z.string().min(1),
    alt_text: z.string().min(1),
    title: plain(LIMITS.videoTitle),
    title_url: z.string().optional(),
    author_name: some(LIMITS.videoAuthor).optional(),
    provider_name: z.string().optional(),
    provider_icon_url: z.string().optional(),
    description: plain(LIMITS.textObject).optional(),
  }),
  z.strictObject({
    type: z.literal('file'),
    block_id,
    source: z.literal('remote'),
    external_id: z.string().min(1),
  }),
] as const

const card = z.strictObject({
  type: z.literal('card'),
  block_id,
  hero_image: picture.optional(),
  icon: picture.optional(),
  title: mrkdwn(LIMITS.cardTitle).optional(),
  subtitle: mrkdwn(LIMITS.cardTitle).optional(),
  body: mrkdwn(LIMITS.cardBody).optional(),
  actions: z.array(button).optional(),
})
const judged = z.strictObject({
  text: plain(LIMITS.buttonText),
  accessibility_label: some(LIMITS.spoken).optional(),
  value: z.string().max(LIMITS.buttonValue.max),
})
const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: id(LIMITS.actionId),
    positive_button: judged,
    negative_button: judged,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    action_id: id(LIMITS.actionId),
    icon: z.string().min(1),
    ...judged.partial({ value: true }).shape,
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
])

/** The blocks that a message may have. */
export const messageBlocks = z
  .array(
    z.discriminatedUnion('type', [
      ...simple,
      ...[table, dataTable, dataVisualization, card],
      z.strictObject({ type: z.literal('markdown'), block_id, text: some(LIMITS.markdown) }),
      z.strictObject({
        type: z.literal('carousel'),
        block_id,
        elements: z.array(card).min(1).max(LIMITS.carouselCards.max),
      }),
      z.strictObject({
        type: z.literal('context_actions'),
        block_id,
        elements: z.array(contextAction).min(1).max(LIMITS.contextActions.max),
      }),
      z.strictObject({
        type: z.literal('container'),
        block_id,
        title: plain(LIMITS.containerTitle).optional(),
        rich_text_title: richText.optional(),
        subtitle: either(LIMITS.containerTitle).optional(),
        child_blocks: z.array(z.discriminatedUnion('type', [...simple, table])).max(LIMITS.containerBlocks.max),
        width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
        icon: picture.optional(),
        is_collapsible: z.boolean().optional(),
        default_collapsed: z.boolean().optional(),
        has_header_divider: z.boolean().optional(),
      }),
    ]),
  )
  .max(LIMITS.messageBlocks.max)

const alert = z.strictObject({
  type: z.literal('alert'),
  block_id,
  text: either(LIMITS.textObject),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

/** The blocks that a modal or a home tab may have. */
export const viewBlocks = z.array(z.discriminatedUnion('type', [...simple, alert])).max(LIMITS.viewBlocks.max)
