import { each } from '../look/each.ts'
import type { Completion } from './completion.ts'

/** What a typed line could become, above the composer. */
export const CompletionList = (props: {
  readonly id: string
  readonly offered: readonly Completion[]
  readonly at: number
  readonly typed: string
  take(index: number): void
}) => {
  if (props.offered.length === 0) return null
  return (
    <div className="completions">
      <p className="completions-head" aria-hidden="true">
        {props.typed.startsWith('/') ? 'Commands' : 'People'}
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Tab</kbd> complete · <kbd>Enter</kbd> send
        </span>
      </p>
      <div role="listbox" id={props.id} aria-label="Completions">
        {props.offered.map(({ line, help }, index) => (
          <div
            key={line}
            id={`${props.id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === props.at}
            onPointerDown={(event) => {
              event.preventDefault() // the composer keeps the keyboard
              props.take(index)
            }}
          >
            <span className="completion-line">
              {each(line.split(/(<[^<>]*>|\[[^[\]]*\])/), (part, place) =>
                place % 2 === 1 ? <var>{part}</var> : part,
              )}
            </span>
            {help && <small>{help}</small>}
          </div>
        ))}
      </div>
    </div>
  )
}
