import { useContext, useId } from 'react'
import type { Block } from '../../../client.ts'
import { Choices, isSelect } from './choices.tsx'
import { FormContext } from './form.ts'
import { asObject, asText, wordsOf } from './read.ts'
import { Plain } from './text-object.tsx'
import { isTicks } from './ticked.ts'
import { TickList } from './ticks.tsx'

const inputTypes: Readonly<Record<string, string>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
}

const Field = (props: {
  readonly element: Readonly<Record<string, unknown>>
  readonly value: string
  readonly ids: { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean }
  onChange(value: string): void
}) => {
  const { element, value, ids, onChange } = props
  const placeholder = wordsOf(element.placeholder) || undefined
  const action = { 'data-action-id': asText(element.action_id) }
  const all = {
    ...ids,
    ...action,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  const autoFocus = element.focus_on_load === true ? { 'data-autofocus': true } : {}
  if (isSelect(element.type)) {
    return (
      <select className="select is-wide" {...all}>
        <option value="" disabled hidden>
          {placeholder ?? 'Choose an option'}
        </option>
        <Choices element={element} />
      </select>
    )
  }
  if (element.type === 'plain_text_input' && element.multiline === true) {
    return <textarea className="field" rows={4} placeholder={placeholder} {...all} {...autoFocus} />
  }
  const type = inputTypes[asText(element.type)] ?? 'text'
  return <input className="field" type={type} placeholder={placeholder} {...all} {...autoFocus} />
}

/** An `input` block: its label, something to type or choose in, a hint, and what was wrong with it. */
export const Input = ({ block }: { readonly block: Block }) => {
  const form = useContext(FormContext)
  const id = useId()
  const element = asObject(block.element)
  const [blockId, action] = [block.block_id ?? '', asText(element.action_id)]
  const value = form.values[blockId]?.[action] ?? ''
  const error = form.errors[blockId]
  const change = (next: string) => form.change(blockId, action, next)
  const label = (
    <>
      <Plain value={block.label} />
      {block.optional === true && <span className="optional"> (optional)</span>}
    </>
  )
  const notes = (
    <div id={`${id}-notes`}>
      {error !== undefined && (
        <p className="input-error" role="alert">
          {error}
        </p>
      )}
      {block.hint !== undefined && (
        <p className="hint">
          <Plain value={block.hint} />
        </p>
      )}
    </div>
  )
  if (isTicks(element.type)) {
    return (
      <fieldset className={`input-block${error ? ' is-wrong' : ''}`} aria-describedby={`${id}-notes`}>
        <legend>{label}</legend>
        <TickList
          element={element}
          ticked={value === '' ? [] : value.split('\n')}
          onChange={(ticked) => change(ticked.join('\n'))}
        />
        {notes}
      </fieldset>
    )
  }
  const ids = { id, 'aria-describedby': `${id}-notes`, 'aria-invalid': error !== undefined }
  return (
    <div className={`input-block${error ? ' is-wrong' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <Field element={element} value={value} ids={ids} onChange={change} />
      {notes}
    </div>
  )
}
