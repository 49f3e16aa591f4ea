import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx'
import type { Block } from '../../../client.ts'
import { useWorkspace } from '../state/workspace.ts'

// What the bot's messages consist of is drawn by us: the library makes mentions out of plain text and of escaped
// mark-up (`&lt;!channel&gt;` became `@channel`), which is what this page is there to show not to happen.

/** A block that is only looked at, drawn by `slack-blocks-to-jsx`: markdown, charts, cards, alerts and the like. */
export const LibraryDrawn = ({ block }: { readonly block: Block }) => {
  const { state } = useWorkspace()
  const data = {
    users: state.users.map(({ id, name }) => ({ id, name })),
    channels: state.channels.map(({ id, name }) => ({ id, name })),
    user_groups: (state.groups ?? []).map(({ id, name }) => ({ id, name })),
  }
  return <Message withoutWrapper logo="" name="" data={data} blocks={[block as unknown as LibraryBlock]} />
}
