import type { Block } from './client.ts'
import { checkBlocks, checkText, checkView } from './kit/check.ts'
import { Refused } from './refused.ts'
import type { Json } from './state.ts'
import { newKey } from './workspace.ts'

/** What a message says, as given by the bot and found well-formed. */
export interface Content {
  readonly text: string
  /** Undefined where none were given: an edit leaves those that are there. */
  readonly blocks: readonly Block[] | undefined
}

const refused = (error: string, messages: readonly string[]) =>
  new Refused(error, { errors: messages, response_metadata: { messages } })

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

const withAction = (element: unknown): unknown => {
  const { type, action_id: id } = objectOf(element)
  const isSpoken = typeof type !== 'string' || /^(plain_text|mrkdwn|image|rich_text_.*)$/.test(type)
  return isSpoken || typeof id === 'string' ? element : { ...objectOf(element), action_id: newKey().slice(0, 8) }
}

/** The blocks with an id wherever the bot gave none, as Slack does it. */
export const withIds = (blocks: readonly Json[]): Block[] =>
  blocks.map((block) => {
    const { block_id: id, elements, accessory, element, child_blocks: inner } = block
    return {
      ...block,
      ...(Array.isArray(elements) && { elements: elements.map(withAction) }),
      ...(accessory !== undefined && { accessory: withAction(accessory) }),
      ...(element !== undefined && { element: withAction(element) }),
      ...(Array.isArray(inner) && { child_blocks: withIds(inner) }),
      block_id: typeof id === 'string' && id !== '' ? id : newKey().slice(0, 8),
    } as unknown as Block
  })

const checkedBlocks = (blocks: unknown): Block[] => {
  if (!Array.isArray(blocks)) throw new Refused('invalid_blocks_format')
  const wrong = checkBlocks(blocks)
  if (wrong.some((one) => one.includes('msg_blocks_too_long'))) throw refused('msg_blocks_too_long', wrong)
  if (wrong.some((one) => one.includes('json-pointer:/attachments'))) throw refused('invalid_attachments', wrong)
  if (wrong.length > 0) throw refused('invalid_blocks', wrong)
  return withIds(blocks)
}

/** The `text` and `blocks` of a message; throws Refused with Slack's own words for what it does not take. */
export const contentOf = (args: Json): Content => {
  const { text, blocks } = args
  const shown = blocks === undefined ? undefined : checkedBlocks(blocks)
  if (typeof text !== 'string' || text === '') {
    if (shown === undefined || shown.length === 0) throw new Refused('no_text')
    return { text: '', blocks: shown }
  }
  const [wrong] = checkText(text)
  if (wrong !== undefined) throw new Refused(/no_text|msg_too_long/.exec(wrong)?.[0] ?? 'invalid_arguments')
  return { text, blocks: shown }
}

/** A modal as the bot gave it, with ids where it gave none; throws Refused for what Slack does not take. */
export const viewOf = (value: unknown): Json & { readonly blocks: readonly Block[] } => {
  const wrong = checkView(value)
  if (wrong.some((one) => one.includes('view_too_large'))) throw refused('view_too_large', wrong)
  if (wrong.length > 0) throw refused('invalid_arguments', wrong)
  const view = objectOf(value)
  return { ...view, blocks: withIds(view.blocks as Json[]) }
}
