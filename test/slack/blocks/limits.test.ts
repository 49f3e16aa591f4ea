import fc from 'fast-check'
import { checkBlocks, checkText } from 'local-slack/blocks'
import { expect, test } from 'vitest'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { runs } from '../../runs.ts'
import { large } from './large.ts'

test('messages, long, wide and with too much of everything, obey every limit', () => {
  fc.assert(
    fc.property(large, fc.option(fc.constant('r_1'), { nil: undefined }), (message, run) => {
      const { text, blocks } = toBlocks(message, { id: 'post:1', ...(run && { run }) })
      expect([...checkText(text), ...checkBlocks(blocks)]).toEqual([])
    }),
    // Shrinking one that is as large takes too long; the seed is enough.
    { numRuns: runs(250, 2000), endOnFailure: true },
  )
}, 300_000)
