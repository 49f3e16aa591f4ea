import { clip } from '../message/clip.ts'
import { plain } from './blocks/plain.ts'
import type { View } from './forms/view.ts'

/** What asks for a person's own key: its value is at `key`, `key`; `about` is what `private_metadata` carries. */
export const keyView = ({ connection, about }: { readonly connection: string; readonly about: string }): View => ({
  type: 'modal',
  callback_id: 'key',
  private_metadata: about,
  title: plain('Your own key'),
  submit: plain('Save key'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: 'key',
      label: plain(clip(`Your key for ${connection}`, 150)),
      hint: plain('Slack shows it while you type. It is stored encrypted, never shown, and used for your reads only.'),
      element: { type: 'plain_text_input', action_id: 'key', min_length: 8, max_length: 2_000, focus_on_load: true },
    },
  ],
})
