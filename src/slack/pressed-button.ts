import type { z } from 'zod'
import { menuId } from './blocks/buttons.ts'
import type { BlockActions } from './payload.ts'

/** A button that was pressed: what it does, which of those that do the same, and what it carries. */
interface PressedButton {
  readonly does: string
  readonly at: string
  readonly value: string
}

/** The button that was pressed, or what was chosen in the menu behind them, which says both. */
export const pressedButton = ({ actions: [action] }: z.output<typeof BlockActions>): PressedButton => {
  const [does = '', at = ''] = action?.action_id.split(':') ?? []
  if (does !== menuId) return { does, at, value: action?.value ?? '' }
  const [chosen = '', value = ''] = action?.selected_option?.value.split(':') ?? []
  return { does: chosen, at: '', value }
}
