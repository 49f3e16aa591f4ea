import { useId, useState } from 'react'
import { useConfirm } from './confirm.tsx'
import { asText, optionObjects, optionsOf } from './read.ts'
import { useSurface } from './surface.ts'
import { TextObject } from './text-object.tsx'
import { tickedOf } from './ticked.ts'

/** Checkboxes, a choice of several, or radio buttons. */
export const TickList = (props: {
  readonly element: Readonly<Record<string, unknown>>
  readonly ticked: readonly string[]
  onChange(ticked: readonly string[]): void
}) => {
  const { element, ticked } = props
  const [name, several] = [useId(), element.type !== 'radio_buttons']
  const options = optionObjects(element)
  const values = optionsOf(options).map(({ value }) => value)
  return (
    <div className="ticks" data-action-id={asText(element.action_id)}>
      {options.map((option) => {
        const value = asText(option.value)
        const change = (on: boolean) =>
          props.onChange(several ? values.filter((one) => (one === value ? on : ticked.includes(one))) : [value])
        return (
          <label key={value}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              value={value}
              checked={ticked.includes(value)}
              onChange={({ target }) => change(target.checked)}
            />
            <span>
              <TextObject value={option.text} />
              {option.description !== undefined && (
                <small>
                  <TextObject value={option.description} />
                </small>
              )}
            </span>
          </label>
        )
      })}
    </div>
  )
}

/** Checkboxes or radio buttons outside of a form: each change is told at once. */
export const Ticks = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const surface = useSurface()
  const { ask } = useConfirm(element.confirm)
  const [ticked, setTicked] = useState(tickedOf(element))
  const change = (next: readonly string[]) =>
    ask(() => {
      setTicked(next)
      surface.act({ block_id: block, action_id: asText(element.action_id), selected: next.join('\n') })
    })
  return <TickList element={element} ticked={ticked} onChange={change} />
}
