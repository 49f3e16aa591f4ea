import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from '../look/icon.tsx'

/** A window over the page that holds the keyboard until it is closed; Escape closes it. */
export const Dialog = (props: {
  readonly title: ReactNode
  readonly kind?: 'small'
  readonly children: ReactNode
  onClose(): void
}) => {
  const ref = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog${props.kind === 'small' ? ' is-small' : ''}`}
      aria-labelledby={title}
      onCancel={(event) => {
        // The owner decides; it takes the dialog away by not rendering it.
        event.preventDefault()
        props.onClose()
      }}
    >
      <header className="dialog-head">
        <h2 id={title}>{props.title}</h2>
        <button type="button" className="quiet-button" aria-label="Close" onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </header>
      {props.children}
    </dialog>
  )
}
