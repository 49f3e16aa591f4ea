import { checkView } from 'local-slack/blocks'
import { expect, test } from 'vitest'
import { reasonView } from '../../../src/slack/blocks/reason-view.ts'

test('the modal asks for the reason of one line and knows the run that waits', () => {
  const view = reasonView({ run: 'r_1', line: '/rudder rule disable SSH hardening', title: 'Reason for the change' })
  expect(checkView(view)).toEqual([])
  expect(view).toMatchObject({
    type: 'modal',
    callback_id: 'reason',
    private_metadata: 'r_1',
    title: { text: 'Reason for the change' },
  })
  const [line, input] = view.blocks
  expect(JSON.stringify(line)).toContain('"text":"/rudder rule disable SSH hardening","style":{"code":true}')
  expect(input).toMatchObject({
    type: 'input',
    block_id: 'reason',
    element: { type: 'plain_text_input', action_id: 'reason', multiline: true, min_length: 5, max_length: 500 },
  })
})

test('a line or a title that is too long is cut', () => {
  const view = reasonView({ run: 'r_1', line: 'x'.repeat(9000), title: 'x'.repeat(90) })
  expect(checkView(view)).toEqual([])
  expect(view.title).toMatchObject({ text: `${'x'.repeat(23)}…` })
})
