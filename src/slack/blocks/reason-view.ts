import { clip } from '../../message/clip.ts'
import type { Block } from './block.ts'
import { LIMITS } from './limits.ts'
import { plain } from './plain.ts'
import { lines, rich, text } from './rich.ts'

/** A modal of Slack, as JSON. */
export interface View {
  readonly type: 'modal'
  readonly callback_id: string
  readonly private_metadata: string
  readonly title: object
  readonly submit: object
  readonly close: object
  readonly blocks: readonly Block[]
}

/** What asks for the reason of a change: its value is at `reason`, `reason`, and the run that waits for it in `private_metadata`. */
export const reasonView = ({ run, line, title }: { run: string; line: string; title: string }): View => ({
  type: 'modal',
  callback_id: 'reason',
  private_metadata: run,
  title: plain(clip(title, LIMITS.modalTitle.max)),
  submit: plain('Go on'),
  close: plain('Cancel'),
  blocks: [
    ...rich(...lines(text(clip(line, 500), 'code'))),
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Why is this to be done?'),
      hint: plain('It is shown with the change and kept on the record.'),
      element: {
        type: 'plain_text_input',
        action_id: 'reason',
        multiline: true,
        min_length: 5,
        max_length: 500,
        focus_on_load: true,
      },
    },
  ],
})
