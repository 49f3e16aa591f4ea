import { useState } from 'react'
import { Choices, chosenOf } from './choices.tsx'
import { useConfirm } from './confirm.tsx'
import { asText, wordsOf } from './read.ts'
import { useSurface } from './surface.ts'

/** A menu to choose one of; the choice is told at once. */
export const Select = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const surface = useSurface()
  const { ask } = useConfirm(element.confirm)
  const [chosen, setChosen] = useState(chosenOf(element))
  const action_id = asText(element.action_id)
  const placeholder = wordsOf(element.placeholder) || 'Choose an option'
  return (
    <select
      className={`select${surface.pressed === `${block} ${action_id}` ? ' is-busy' : ''}`}
      data-action-id={action_id}
      aria-label={placeholder}
      value={chosen}
      onChange={({ target: { value } }) =>
        ask(() => {
          setChosen(value)
          surface.act({ block_id: block, action_id, selected: value })
        })
      }
    >
      <option value="" disabled hidden>
        {placeholder}
      </option>
      <Choices element={element} />
    </select>
  )
}
