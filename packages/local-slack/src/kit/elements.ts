import { z } from 'zod'
import { LIMITS, type Limit } from './numbers.ts'
import { richText } from './rich.ts'
import { confirm, id, linkOption, markedOption, option, plain, some, style } from './text.ts'

const action_id = id(LIMITS.actionId)
const focus_on_load = z.boolean().optional()
const placeholder = plain(LIMITS.placeholder).optional()
const dispatch_action_config = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
  .optional()
const max_selected_items = z.int().min(1).optional()
const choice = { action_id, confirm, focus_on_load, placeholder }
const typed = { action_id, focus_on_load, placeholder, dispatch_action_config, initial_value: z.string().optional() }

const upTo = <T extends z.ZodType>(items: T, { max }: Limit) => z.array(items).min(1).max(max)
const groups = upTo(
  z.strictObject({ label: plain(LIMITS.groupLabel), options: upTo(option, LIMITS.options) }),
  LIMITS.optionGroups,
)

/** A button. */
export const button = z.strictObject({
  type: z.literal('button'),
  text: plain(LIMITS.buttonText),
  action_id,
  value: z.string().max(LIMITS.buttonValue.max).optional(),
  url: some(LIMITS.buttonUrl).optional(),
  accessibility_label: some(LIMITS.spoken).optional(),
  style,
  confirm,
})

/** A picture beside text. */
export const picture = z.strictObject({
  type: z.literal('image'),
  alt_text: some(LIMITS.imageAlt),
  image_url: some(LIMITS.imageUrl).optional(),
  slack_file: z.looseObject({}).optional(),
})

const list = { options: upTo(option, LIMITS.options).optional(), option_groups: groups.optional() }
const several = { ...choice, max_selected_items }
const lookup = { min_query_length: z.int().min(0).optional() }
const strings = z.array(z.string()).optional()
const rooms = { default_to_current_conversation: z.boolean().optional(), filter: z.looseObject({}).optional() }
const reply = { response_url_enabled: z.boolean().optional() }
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a valid date' })
const time = z.string().regex(/^\d{2}:\d{2}$/, { error: 'must be a valid time' })
const boxes = upTo(markedOption, LIMITS.checkboxes)

/** What a person chooses with. */
export const choosers = [
  z.strictObject({ type: z.literal('static_select'), ...choice, ...list, initial_option: option.optional() }),
  z.strictObject({ type: z.literal('external_select'), ...choice, ...lookup, initial_option: option.optional() }),
  z.strictObject({ type: z.literal('users_select'), ...choice, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...choice,
    ...rooms,
    ...reply,
    initial_conversation: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...choice,
    ...reply,
    initial_channel: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...several,
    ...list,
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...several,
    ...lookup,
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({ type: z.literal('multi_users_select'), ...several, initial_users: strings }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...several,
    ...rooms,
    initial_conversations: strings,
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...several, initial_channels: strings }),
  z.strictObject({
    type: z.literal('checkboxes'),
    action_id,
    confirm,
    focus_on_load,
    options: boxes,
    initial_options: boxes.optional(),
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    action_id,
    confirm,
    focus_on_load,
    options: upTo(markedOption, LIMITS.radioButtons),
    initial_option: markedOption.optional(),
  }),
  z.strictObject({ type: z.literal('datepicker'), ...choice, initial_date: date.optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...choice,
    initial_time: time.optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    action_id,
    confirm,
    focus_on_load,
    initial_date_time: z.int().optional(),
  }),
] as const

/** A menu behind three dots. */
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id,
  confirm,
  options: upTo(linkOption, LIMITS.overflowOptions),
})

const length = z.int().min(0).max(LIMITS.inputLength.max).optional()
const lines = z.int().min(1).max(LIMITS.richInputLines.max).optional()

/** Where a person types formatted text. */
export const richInput = z.strictObject({
  type: z.literal('rich_text_input'),
  action_id,
  focus_on_load,
  placeholder,
  dispatch_action_config,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
})

/** What a person types into. */
export const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    multiline: z.boolean().optional(),
    min_length: length,
    max_length: length,
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id,
    filetypes: strings,
    max_files: z.int().min(1).max(LIMITS.fileInputFiles.max).optional(),
  }),
] as const
