import type { Form } from '../../form.ts'
import { clip } from '../../message/clip.ts'
import type { Action, Message } from '../../message/message.ts'
import type { Block } from './block.ts'
import { labelsOf } from './labels.ts'
import { LIMITS } from './limits.ts'
import { leftOut } from './part.ts'
import { plain } from './plain.ts'
import { lines, rich, text } from './rich.ts'

/** A button; `value` is an opaque id of ours. */
export type Button = Readonly<{ type: 'button'; [key: string]: unknown }>
/** What is behind three dots; the value of an option is what it does and what it carries. */
type Menu = Readonly<{ type: 'overflow'; [key: string]: unknown }>

/** What a menu is known by when something is chosen in it. */
export const menuId = 'menu'

const VALUE = 100
const ROOM = 4_500

/** What can be pressed: the choices on a proposal, and the form that is asked for. */
export const buttons = (message: Message, run: string | undefined): Block[] => {
  const { actions: given = [], form, gives } = message
  const labels = labelsOf({ ...message, next: [] }).actions
  const actions = given.map((action, at) => ({ ...action, ...labels[at] }))
  const asks = form && run !== undefined ? [opening(form, run, message.tone === 'error')] : []
  const keys = gives ? [giveKey(gives.connection)] : []
  const usual = actions.filter(({ isRare }) => !isRare)
  const rare = menu(actions.filter(({ isRare }) => isRare))
  const all = usual.slice(0, LIMITS.actionsElements.max - 1 - rare.length).map(chosen)
  const fitting = all.findIndex((_, at) => JSON.stringify(all.slice(0, at + 1)).length > ROOM)
  const shown = fitting < 0 ? all : all.slice(0, fitting)
  const left = leftOut(usual.length - shown.length, 'choice')
  return [...row([...shown, ...asks, ...keys, ...rare]), ...rich(...lines(text(left)))]
}

/** It is what to do next if something is missing, and one of several things below an answer. */
const opening = ({ button: label }: Form, run: string, isWanted: boolean): Button => ({
  ...button('form', run, label),
  ...(isWanted && { style: 'primary' }),
})

const giveKey = (connection: string): Button => ({
  ...button('key', connection, 'Enter key', `Enter your own key for ${connection}`),
  style: 'primary',
})

const menu = (actions: readonly Action[]): readonly Menu[] => {
  const options = actions.slice(0, LIMITS.overflowOptions.max).map(({ does, proposal, label }) => ({
    text: plain(clip(label, LIMITS.optionText.max)),
    value: clip(`${does}:${proposal}`, LIMITS.optionValue.max),
  }))
  return options.length === 0 ? [] : [{ type: 'overflow', action_id: menuId, options }]
}

/** Buttons beside each other; none where there are none. */
export const row = (elements: readonly (Button | Menu)[]): Block[] =>
  elements.length === 0 ? [] : [{ type: 'actions', elements }]

/** A button with a label that may be longer than Slack shows. */
export const button = (action: string, value: string, label: string, spoken?: string): Button => ({
  type: 'button',
  action_id: action,
  text: plain(clip(label, LIMITS.buttonText.max)),
  value: clip(value, VALUE),
  ...(spoken !== undefined && spoken.trim() !== '' && { accessibility_label: clip(spoken, LIMITS.spoken.max) }),
})

function chosen({ does, proposal, label, danger, spoken, dialog }: Action, at: number, all: readonly Action[]): Button {
  // The same choice once more, on another proposal: `confirm:1`.
  const again = all.slice(0, at).filter((other) => other.does === does).length
  const style = does === 'confirm' ? { style: dialog || danger ? 'danger' : 'primary' } : {}
  return {
    ...button(again === 0 ? does : `${does}:${again}`, proposal, label, spoken),
    ...style,
    ...(dialog && {
      confirm: {
        title: plain(clip(dialog.title, LIMITS.confirmTitle.max)),
        text: plain(clip(dialog.text, LIMITS.confirmText.max)),
        confirm: plain(clip(label, LIMITS.confirmButton.max)),
        deny: plain('Go back'),
        ...(does === 'confirm' && { style: 'danger' }),
      },
    }),
  }
}
