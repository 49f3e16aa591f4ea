import { expect, test } from 'vitest'
import type { Message } from '../../../src/message/message.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'

const answer: Message = { tone: 'answer', title: '2 rows' }
const shown = (share: Message['share']) =>
  toBlocks(share ? { ...answer, share } : answer, { id: 'p', run: 'r' }).blocks.slice(1)

test('an answer that one person sees says so, names the channel, and has the button', () => {
  expect(shown({ channel: 'C0OPS' })).toMatchObject([
    {
      elements: [
        {
          elements: [
            { type: 'text', text: 'Only you see this. You asked in ' },
            { type: 'channel', channel_id: 'C0OPS' },
            { type: 'text', text: '.' },
          ],
        },
      ],
    },
    { elements: [{ action_id: 'share', value: 'r', text: { text: 'Share in channel' } }] },
  ])
})

test('once it is shared it says where, without the button; other messages have neither', () => {
  expect(JSON.stringify(shown({ channel: 'C0OPS', isShared: true }))).toMatch(/Shared in .*C0OPS/)
  expect(JSON.stringify(shown({ channel: 'C0OPS', isShared: true }))).not.toContain('"share"')
  expect(shown(undefined)).toEqual([])
})

test.for(['C0OPS|x', '<!channel>', 'U07ANA', ''])('%s is no channel, and becomes none', (channel) => {
  expect(JSON.stringify(shown({ channel }))).not.toContain('"type":"channel"')
})
