import { checkBlocks, LIMITS as enforced } from 'local-slack/blocks'
import { expect, test } from 'vitest'
import { LIMITS, weight } from '../../../src/slack/blocks/limits.ts'

const section = (length: number) => ({ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(length) } })

test('the limits of messages are those that the local Slack enforces', () => {
  for (const [name, limit] of Object.entries(LIMITS)) expect(enforced).toHaveProperty(name, limit)
})

test('blocks are weighed as the local Slack weighs them', () => {
  const full = [...Array(4).fill(section(2_900)), { type: 'divider' }]
  const rest = LIMITS.weight.max - [...full, section(0)].reduce((sum, block) => sum + weight(block), 0)
  expect(checkBlocks([...full, section(rest)])).toEqual([])
  expect(checkBlocks([...full, section(rest + 1)])).toEqual([expect.stringContaining('msg_blocks_too_long')])
  const rows = [[{ type: 'raw_text', text: 'x'.repeat(3_000) }]]
  const table = { type: 'table', rows }
  const beside = LIMITS.weight.max - [...full, table, section(0)].reduce((sum, block) => sum + weight(block), 0)
  expect(checkBlocks([...full, table, section(beside)])).toEqual([])
  expect(checkBlocks([...full, table, section(beside + 1)])).toEqual([expect.stringContaining('msg_blocks_too_long')])
})
