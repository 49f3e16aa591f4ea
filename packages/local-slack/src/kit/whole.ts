import { LIMITS } from './numbers.ts'
import { sentence } from './sentence.ts'

type Json = Readonly<Record<string, unknown>>

const isTable = ({ type }: Json) => type === 'table' || type === 'data_table'

/** What a block counts for against `LIMITS.weight`; a table has a limit of its own. */
const weight = (block: Json): number => (isTable(block) ? CONTAINER : JSON.stringify(block).length + CONTAINER)

// A divider, 18 characters of JSON, has been seen to count for 125.
const CONTAINER = 110

/** Every `text` in a value, joined. */
const textIn = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : textIn(inner)))
    .join('')
}

const nested = (block: Json): Json[] => (Array.isArray(block.child_blocks) ? [block, ...block.child_blocks] : [block])

const twice = (ids: readonly (readonly [unknown, readonly PropertyKey[]])[], key: string): string[] => {
  const seen = new Set<unknown>()
  return ids.flatMap(([id, path]) => {
    if (id === undefined || !seen.has(id)) {
      seen.add(id)
      return []
    }
    return [sentence(`\`${key}\` "${String(id)}" already exists`, [...path, key])]
  })
}

/** No block_id twice, and no action_id twice in a block; `root` is the path of the blocks. */
export const uniqueIds = (blocks: readonly Json[], root: readonly PropertyKey[]): string[] => [
  ...twice(
    blocks.map((block, at) => [block.block_id, [...root, at]]),
    'block_id',
  ),
  ...blocks.flatMap(({ elements }, at) => {
    if (!Array.isArray(elements)) return []
    return twice(
      elements.map((element: Json, nth) => [element.action_id, [...root, at, 'elements', nth]]),
      'action_id',
    )
  }),
]

/** What Slack says of all blocks of a message together. */
export const together = (top: readonly Json[]): string[] => {
  const blocks = top.flatMap(nested)
  const tables = blocks.filter(isTable)
  const charts = blocks.filter(({ type }) => type === 'data_visualization')
  const markdown = blocks.filter(({ type }) => type === 'markdown')
  const heavy = top.reduce((sum, block) => sum + weight(block), 0)
  return [
    ...(tables.length > LIMITS.tables.max ? [sentence('only_one_table_allowed', ['attachments'])] : []),
    ...(textIn(tables).length > LIMITS.tableText.max ? [sentence('table_too_long', ['attachments'])] : []),
    ...(charts.length > LIMITS.charts.max ? [sentence('too many data_visualization blocks', ['blocks'])] : []),
    ...(textIn(markdown).length > LIMITS.markdown.max ? [sentence('msg_blocks_too_long', ['blocks'])] : []),
    ...(heavy > LIMITS.weight.max ? [sentence('msg_blocks_too_long', ['blocks'])] : []),
  ]
}
