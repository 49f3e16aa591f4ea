import { useState } from 'react'
import { useConfirm } from './confirm.tsx'
import { asText, wordsOf } from './read.ts'
import { useSurface } from './surface.ts'

/** A day to choose; the choice is told at once. */
export const DatePicker = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const surface = useSurface()
  const { ask } = useConfirm(element.confirm)
  const [day, setDay] = useState(asText(element.initial_date))
  const action_id = asText(element.action_id)
  return (
    <input
      type="date"
      className="select"
      data-action-id={action_id}
      aria-label={wordsOf(element.placeholder) || 'Choose a day'}
      value={day}
      onChange={({ target: { value } }) => {
        setDay(value)
        if (value) ask(() => surface.act({ block_id: block, action_id, selected: value }))
      }}
    />
  )
}
