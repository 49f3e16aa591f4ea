import { deliver } from './deliver.ts'
import { type Element, elementsOf, held, labelOf } from './element.ts'
import type { Delivered } from './local-slack.ts'
import { findMessage } from './messages.ts'
import { note } from './note.ts'
import { channelIn, messageOf, origin } from './payload.ts'
import { newResponseUrl } from './response-urls.ts'
import type { Account, Json, Posted, Room } from './state.ts'
import { newTrigger } from './triggers.ts'
import { topView, viewJson } from './views.ts'
import { accountOf, roomOf, type Workspace } from './workspace.ts'

/** Which element: by both ids, or by `action_id` or the first words on it. */
export type Which = { readonly block: string; readonly action: string } | string

const elementIn = (elements: readonly Element[], which: Which): Element => {
  const found =
    typeof which === 'string'
      ? (elements.find(({ action }) => action === which) ?? elements.find((one) => labelOf(one).startsWith(which)))
      : // A dialog stays while its message is edited, which may give the block another id.
        (elements.find(({ block, action }) => block === which.block && action === which.action) ??
        elements.find(({ action }) => action === which.action))
  if (found) return found
  const wanted = typeof which === 'string' ? which : which.action
  throw new RangeError(`there is no “${wanted}” here, but: ${elements.map(labelOf).join(', ') || 'nothing to press'}`)
}

const actionOf = (one: Element, selected: string | undefined, now: number): Json => {
  const at = `${Math.floor(now / 1000)}.${String(now % 1000).padStart(3, '0')}000`
  const ids = { action_id: one.action, block_id: one.block }
  if (one.type === 'button') {
    const { text, value, style } = one.element
    return {
      ...ids,
      type: 'button',
      text,
      ...(value !== undefined && { value }),
      ...(style !== undefined && { style }),
      action_ts: at,
    }
  }
  const now_ = held(one, selected)
  if (!now_) throw new RangeError(`“${selected}” cannot be chosen here`)
  return { ...ids, ...now_, action_ts: at }
}

const sendAction = async (workspace: Workspace, account: Account, payload: Json, room?: Room): Promise<Delivered> => {
  const whole = {
    type: 'block_actions',
    ...origin(workspace, account, room),
    ...payload,
    trigger_id: newTrigger(workspace, account.id),
  }
  const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString()
  return (await deliver(workspace, 'action', body)).delivered
}

const pressable = (
  workspace: Workspace,
  account: Account,
  { channel, ts }: { channel: string; ts: string },
): Posted => {
  const posted = findMessage(workspace, channel, ts)
  const isIn = roomOf(workspace, channel).members.includes(account.id)
  if (!posted || !isIn || (posted.onlyFor ?? account.id) !== account.id)
    throw new RangeError(`${account.word} sees no message ${ts} in ${channel}`)
  return posted
}

/** Presses a button of a message, or chooses in it, as a person. */
export const press = async (
  workspace: Workspace,
  who: string,
  message: { readonly channel: string; readonly ts: string },
  which: Which,
  selected?: string,
): Promise<Delivered> => {
  const account = accountOf(workspace, who)
  const room = roomOf(workspace, message.channel)
  const posted = pressable(workspace, account, { channel: room.id, ts: message.ts })
  const element = elementIn(elementsOf(posted.blocks ?? []), which)
  const isEphemeral = posted.onlyFor !== undefined
  const { ts, thread_ts: thread } = posted
  const payload = {
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: room.id,
      is_ephemeral: isEphemeral,
      ...(thread !== undefined && { thread_ts: thread }),
    },
    channel: channelIn(room),
    // Slack does not repeat what one person sees.
    ...(!isEphemeral && { message: messageOf(posted) }),
    state: { values: {} },
    response_url: newResponseUrl(workspace, { channel: room.id, user: account.id, message: ts }),
    actions: [actionOf(element, selected, workspace.now())],
  }
  const delivered = await sendAction(workspace, account, payload, room)
  if (delivered.failed) {
    const text = `“${labelOf(element) || element.action}” failed with the error "${delivered.failed}"`
    note(workspace, { channel: room.id, user: account.id, thread, text })
  }
  return delivered
}

/** The same in the modal that is open for that person. */
export const pressInView = async (
  workspace: Workspace,
  who: string,
  view: string,
  which: Which,
  selected?: string,
): Promise<Delivered> => {
  const account = accountOf(workspace, who)
  const open = topView(workspace, account.id)
  if (!open || open.id !== view) throw new RangeError(`${account.word} has no modal ${view} open`)
  const element = elementIn(elementsOf(open.view.blocks), which)
  return sendAction(workspace, account, {
    container: { type: 'view', view_id: open.id },
    view: viewJson(open),
    actions: [actionOf(element, selected, workspace.now())],
  })
}
